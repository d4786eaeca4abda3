"""What use cases leave behind: rows, and the studio's log, which folds into the same rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select

from db.queries import entities
from db.session import AnyRow
from db.tables import artists, bookings, challenges, events, phases, projects
from domain.event import REMARKS, Facts, facts_of
from tests.factories import Studio

TABLES: dict[str, Table] = {
    "artist": artists,
    "project": projects,
    "phase": phases,
    "booking": bookings,
    "challenge": challenges,
}

State = dict[UUID, tuple[int, Facts]]
"""The version and the facts of everything in a studio."""


@dataclass(frozen=True)
class Entry:
    """An event, with all that the log keeps of it."""

    revision: int
    aggregate_type: str
    aggregate_id: UUID
    version: int
    type: str
    data: dict[str, Any]
    actor_id: UUID | None
    request_id: UUID | None
    occurred_at: datetime

    @property
    def facts(self) -> Facts:
        facts: Facts = self.data["facts"]
        return facts

    @property
    def previous(self) -> Facts | None:
        return self.data.get("previous")


async def stored(studio: Studio, kind: str, entity_id: UUID) -> AnyRow:
    """A row as it is in its table."""
    async with studio.db.tenant(studio.actor()) as session:
        row = await entities.find(session, TABLES[kind], entity_id)
    assert row is not None
    return row


async def log(studio: Studio) -> list[Entry]:
    """The studio's events in the order of their revisions."""
    columns = [column for column in events.c if column.name != "tenant_id"]
    async with studio.db.tenant(studio.actor()) as session:
        rows = await session.execute(select(*columns).order_by(events.c.revision))
    return [Entry(**row._asdict()) for row in rows]


async def log_of(studio: Studio, entity_id: UUID) -> list[Entry]:
    """The events of one thing."""
    return [entry for entry in await log(studio) if entry.aggregate_id == entity_id]


def fold(entries: list[Entry]) -> State:
    """Replay a log, but for its remarks.

    Fails where an event's `previous` or version does not follow from it.
    """
    state: State = {}
    for entry in entries:
        if entry.aggregate_type in REMARKS:
            continue
        version, facts = state.get(entry.aggregate_id, (0, None))
        assert entry.previous == facts, entry
        assert entry.version == version + 1, entry
        state[entry.aggregate_id] = entry.version, entry.facts
    return state


async def state_of(studio: Studio) -> State:
    """The same of the tables."""
    state: State = {}
    async with studio.db.tenant(studio.actor()) as session:
        for kind, table in TABLES.items():
            for row in await session.execute(select(table)):
                state[row.id] = row.version, facts_of(kind, row._asdict())
    return state
