"""Finding the holds that ran out, in all studios. As the system role."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from db.session import Session
from db.tables import bookings
from domain.booking import BookingStatus


async def due_holds(session: Session, *, now: datetime, most: int) -> list[tuple[UUID, UUID]]:
    """The studio and id of up to `most` holds that ran out by `now`, the longest overdue first."""
    rows = await session.execute(
        select(bookings.c.tenant_id, bookings.c.id)
        .where(bookings.c.status == BookingStatus.HOLD.value, bookings.c.expires_at <= now)
        .order_by(bookings.c.expires_at)
        .limit(most)
    )
    return [(row.tenant_id, row.id) for row in rows]
