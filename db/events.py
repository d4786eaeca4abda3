"""The event log: append within a transaction, read on from a revision."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Insert,
    TextualSelect,
    Update,
    bindparam,
    exists,
    func,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from db.plan import Plan
from db.session import Database, Session
from db.tables import events, tenant_revisions
from domain.actor import Actor
from domain.event import Event

_EVENTS = bindparam("events", None, type_=JSONB)


@dataclass(frozen=True, slots=True)
class Write:
    """A row to insert or update, in the same statement that records it.

    `statement` takes its values as parameters and is made once for each set of columns.
    """

    statement: Insert | Update
    values: Mapping[str, Any]


async def append(
    session: Session,
    actor: Actor,
    changes: Sequence[Event],
    *,
    at: datetime,
    write: Write | None = None,
) -> int:
    """Record `changes`, after the `write` that they are about, and answer the new revision.

    Has to be the last statement of its transaction: the counter's row stays locked until the
    commit, which is what makes the order of revisions the order of commits.
    """
    payload = [
        {
            "aggregate": change.type.aggregate,
            "id": str(change.aggregate_id),
            "version": change.version,
            "type": change.type.value,
            "data": change.data,
        }
        for change in changes
    ]
    rows = await session.fetch(
        _appending(write.statement if write else None),
        events=json.dumps(payload),
        actor=actor.user_id,
        request=actor.request_id,
        at=at,
        **(write.values if write else {}),
    )
    revisions: list[int] = [row.revision for row in rows]
    return max(revisions)


@lru_cache
def _appending(write: Insert | Update | None) -> Plan:
    head = tenant_revisions.c
    length = func.jsonb_array_length(_EVENTS)
    counting = update(tenant_revisions).values(revision=head.revision + length)
    written = []
    if write is not None:
        written = [write.returning(literal_column("1").label("done")).cte("written")]
        # It is written before the counter is locked: others wait for that one.
        counting = counting.where(exists(select(written[0])))
    counter = counting.returning(head.tenant_id, head.revision).cte("counter")
    return Plan.of(_log().add_cte(*written, counter))


def _log() -> TextualSelect:
    return (
        text("""
            insert into events (tenant_id, revision, aggregate_type, aggregate_id, version, type,
                                data, actor_id, request_id, occurred_at)
            select counter.tenant_id,
                   counter.revision - jsonb_array_length(:events) + item.place,
                   item.value->>'aggregate', (item.value->>'id')::uuid,
                   (item.value->>'version')::integer,
                   item.value->>'type', item.value->'data', :actor, :request, :at
              from counter, jsonb_array_elements(:events) with ordinality as item(value, place)
            returning revision
        """)
        .bindparams(_EVENTS)
        .columns(events.c.revision)
    )


async def current_revision(session: Session) -> int:
    """The studio's newest revision."""
    revision: int = (await session.execute(select(tenant_revisions.c.revision))).scalar_one()
    return revision


async def latest_revisions(db: Database, tenants: Collection[UUID]) -> dict[UUID, int]:
    """The newest revision of each of `tenants`, read as the system role."""
    query = select(tenant_revisions.c.tenant_id, tenant_revisions.c.revision)
    async with db.system() as session:
        rows = await session.execute(query.where(tenant_revisions.c.tenant_id.in_(tenants)))
        return {row.tenant_id: row.revision for row in rows}


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log has it."""

    revision: int
    aggregate_type: str
    type: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LogPage:
    """A stretch of the log, with where the log stood in the same snapshot."""

    events: list[Recorded]
    revision: int
    oldest: int
    epoch: UUID


async def read_on(session: Session, after: int, limit: int) -> LogPage:
    """Up to `limit` events after the revision `after`, and the state of the log, in one snapshot.

    `oldest` is the first revision still kept, or one past the newest where none is.
    """
    page = (
        select(events.c.revision, events.c.aggregate_type, events.c.type, events.c.data)
        .where(events.c.revision > after)
        .order_by(events.c.revision)
        .limit(limit)
        .subquery()
    )
    first = select(events.c.revision).order_by(events.c.revision).limit(1).scalar_subquery()
    head = tenant_revisions
    rows = (
        await session.execute(
            select(head.c.revision.label("head"), head.c.epoch, first.label("first"), page)
            .select_from(head.outerjoin(page, page.c.revision <= head.c.revision))
            .order_by(page.c.revision)
        )
    ).all()
    return LogPage(
        events=[
            Recorded(row.revision, row.aggregate_type, row.type, row.data)
            for row in rows
            if row.revision is not None
        ],
        revision=rows[0].head,
        oldest=rows[0].first or rows[0].head + 1,
        epoch=rows[0].epoch,
    )
