"""Attempts that a clash refused, as events of their own: the calendars are to show them."""

from uuid_utils.compat import uuid7

from db.events import append
from db.queries import bookings
from db.session import Session
from domain.errors import BookingConflict
from domain.event import Event, EventType, facts_of
from resolvers.context import Context


async def record_conflict(ctx: Context, session: Session, conflict: BookingConflict) -> int:
    """Record what was attempted and what stood in its way. Answers the studio's new revision.

    The id of a booking that was yet to be made is left out: the client may have chosen it.
    """
    attempted = conflict.attempted
    facts = bookings.facts(attempted) | {
        "booking_id": None if conflict.is_new else attempted.id,
        "conflicts": conflict.conflicts,
    }
    event = Event(
        type=EventType.BOOKING_CONFLICT_DETECTED,
        aggregate_id=uuid7(),
        version=1,
        facts=facts_of("conflict", facts),
    )
    return await append(session, ctx.actor, [event], at=ctx.now)
