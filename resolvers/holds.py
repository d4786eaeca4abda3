"""What happens to holds by the clock, and how they are given more time."""

from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from db.events import append
from db.queries import bookings, challenges
from db.session import Session
from domain import expiry, lifecycle
from domain.errors import InvalidTransition
from domain.event import Event, EventType, instant_text
from resolvers.calendar import expiry_of, lock_booking, save
from resolvers.change import Saved, change
from resolvers.context import Context
from resolvers.promotions import remark


@change
async def extend_hold(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    expires_at: datetime | None = None,
    never_expires: bool = False,
    expected_version: int | None = None,
) -> Saved:
    """Give a hold more time, or less: until `expires_at`, else anew by the nearest policy.

    It keeps its place in the queue. Raises `NotFound`, `StaleVersion`, `InvalidInput`,
    `HoldExpired`, `InvalidTransition` also where it challenges and does not run out meanwhile.
    """
    row, _ = await lock_booking(session, booking_id, expected_version)
    hold = bookings.booking_of(row)
    around = await bookings.look(session, hold.artist_id, hold.window, project_id=hold.project_id)
    lifecycle.extend(hold, expires_at=None, at=ctx.now)
    if await challenges.waits(session, hold.id):
        raise InvalidTransition("It waits for the answer to its challenge and does not run out.")
    until = expiry_of(ctx, around, hold.status, expires_at, never=never_expires)
    decision = lifecycle.extend(hold, expires_at=until, at=ctx.now)
    return await save(ctx, session, row, EventType.BOOKING_UPDATED, decision, {})


async def expire(ctx: Context, session: Session, booking_id: UUID) -> Saved:
    """End a hold that ran out. Raises `NotFound`, and `InvalidTransition` where it lives on."""
    row, _ = await lock_booking(session, booking_id, None)
    decision = lifecycle.expire(bookings.booking_of(row), at=ctx.now)
    return await save(ctx, session, row, EventType.BOOKING_CANCELLED, decision, {})


async def announce_expiry(ctx: Context, session: Session, booking_id: UUID) -> Saved:
    """Tell that a hold runs out soon. Raises `NotFound`, `InvalidTransition` where it is not due.

    That it has been told is written in the same transaction: it is told once.
    """
    row, _ = await lock_booking(session, booking_id, None)
    hold = bookings.booking_of(row)
    due = row.notice_due_at is not None and row.notice_due_at <= ctx.now
    if hold.expires_at is None or not hold.is_live(ctx.now) or not due:
        raise InvalidTransition("There is nothing to announce.")
    left = hold.expires_at - ctx.now
    notice = min((before for before in expiry.NOTICES if left <= before), default=left)
    event = Event(
        type=EventType.HOLD_EXPIRING,
        aggregate_id=uuid7(),
        version=1,
        facts=remark(
            hold.id,
            hold.artist_id,
            hold.project_id,
            expires_at=instant_text(hold.expires_at),
            hours=notice // timedelta(hours=1),
        ),
    )
    following = expiry.next_notice(hold.expires_at, after=ctx.now)
    write = bookings.noting(hold.id, following)
    return Saved(hold.id, await append(session, ctx.actor, [event], at=ctx.now, write=write))


expire_booking = change(expire)
