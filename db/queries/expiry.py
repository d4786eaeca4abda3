"""Finding what falls due, in all studios, the longest overdue first. As the system role."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, ColumnElement, select

from db.session import Session
from db.tables import bookings, challenges
from domain.booking import BookingStatus
from domain.challenge import ChallengeStatus


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due: of which studio and artist, and its id."""

    tenant_id: UUID
    artist_id: UUID
    id: UUID


async def due_holds(session: Session, *, now: datetime, most: int) -> list[Due]:
    """Up to `most` holds that ran out by `now`."""
    hold = bookings.c.status == BookingStatus.HOLD.value
    return await _due(session, bookings.c.expires_at, hold, now, most)


async def due_notices(session: Session, *, now: datetime, most: int) -> list[Due]:
    """Up to `most` holds that are to be announced to run out."""
    hold = bookings.c.status == BookingStatus.HOLD.value
    return await _due(session, bookings.c.notice_due_at, hold, now, most)


async def due_challenges(session: Session, *, now: datetime, most: int) -> list[Due]:
    """Up to `most` challenges that nobody has answered in time."""
    is_open = challenges.c.status == ChallengeStatus.OPEN.value
    return await _due(session, challenges.c.due_at, is_open, now, most)


async def _due(
    session: Session,
    at: Column[datetime],
    waiting: ColumnElement[bool],
    now: datetime,
    most: int,
) -> list[Due]:
    t = at.table.c
    rows = await session.execute(
        select(t.tenant_id, t.artist_id, t.id).where(waiting, at <= now).order_by(at).limit(most)
    )
    return [Due(row.tenant_id, row.artist_id, row.id) for row in rows]
