"""What one request did, as the log has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, bindparam, select

from db.plan import Plan
from db.session import Session
from db.tables import events
from domain.event import Facts

_ASKED = events.alias()
_OF_REQUEST = Plan.of(
    select(
        events.c.aggregate_type,
        events.c.aggregate_id,
        events.c.version,
        events.c.data,
        events.c.actor_id,
        events.c.occurred_at,
    )
    .where(
        events.c.request_id
        == select(_ASKED.c.request_id)
        .where(_ASKED.c.revision == bindparam("revision", None, type_=Integer()))
        .scalar_subquery()
    )
    .order_by(events.c.revision)
)


@dataclass(frozen=True, slots=True)
class Done:
    """An event of a request."""

    aggregate_type: str
    aggregate_id: UUID
    version: int
    facts: Facts
    previous: Facts | None
    actor_id: UUID | None
    occurred_at: datetime


async def done_together(session: Session, revision: int) -> Sequence[Done]:
    """All that the request of a revision did, in its order; nothing where there is none."""
    rows = await session.fetch(_OF_REQUEST, revision=revision)
    return [
        Done(
            row.aggregate_type,
            row.aggregate_id,
            row.version,
            row.data["facts"],
            row.data.get("previous"),
            row.actor_id,
            row.occurred_at,
        )
        for row in rows
    ]
