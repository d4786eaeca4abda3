"""The steps of a booking's life, from hold to confirmed to ended and back."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from db.queries import bookings
from db.queries.bookings import Surroundings
from db.session import AnyRow, Session
from domain import checks, lifecycle
from domain.booking import Booking, BookingStatus
from domain.errors import InvalidInput
from domain.event import EventType
from domain.lifecycle import Decision
from domain.roles import Role
from resolvers.calendar import (
    expiry_of,
    lock_booking,
    lock_to_end,
    refuse_archived,
    refuse_ended,
    save,
)
from resolvers.change import Saved, change
from resolvers.context import Context


@change
async def pencil_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    expected_version: int | None = None,
    reason: str | None = None,
    override: str | None = None,
) -> Saved:
    """Make a hold exclusive, or take a confirmation back, for which a manager owes a reason.

    Raises `NotFound`, `StaleVersion`, `InvalidInput`, `InvalidTransition`, `HoldExpired`,
    `ArtistArchived`, `ProjectEnded`, `BookingConflict`, `HigherHoldExists`.
    """
    row, artists = await lock_booking(session, booking_id, expected_version)
    booking = bookings.booking_of(row)
    confirmed = booking.status is BookingStatus.CONFIRMED
    if confirmed and ctx.actor.role is Role.MANAGER and not (reason and reason.strip()):
        raise InvalidInput("Say why the confirmation is taken back.", ("reason",))
    refuse_archived(artists[booking.artist_id])
    around = await _look(session, booking)
    if not confirmed:
        refuse_ended(around.project_status)
    decision = lifecycle.pencil(booking, around.others, at=ctx.now, override=override is not None)
    texts = {
        "reason": checks.optional_reason(override, "override.reason")
        or checks.optional_reason(reason, "reason")
    }
    return await save(ctx, session, row, EventType.BOOKING_PENCILLED, decision, texts)


@change
async def hold_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    expires_at: datetime | None = None,
    never_expires: bool = False,
    reason: str | None = None,
    expected_version: int | None = None,
) -> Saved:
    """Make a pencil a hold again, which expires as a new one does.

    Raises `NotFound`, `StaleVersion`, `InvalidInput`, `InvalidTransition`.
    """
    row, _ = await lock_booking(session, booking_id, expected_version)
    pencil = bookings.booking_of(row)
    around = await bookings.look(
        session, pencil.artist_id, pencil.window, project_id=pencil.project_id
    )
    until = expiry_of(ctx, around, BookingStatus.HOLD, expires_at, never=never_expires)
    decision = lifecycle.loosen(pencil, around.others, at=ctx.now, expires_at=until)
    texts = {"reason": checks.optional_reason(reason, "reason")}
    return await save(ctx, session, row, EventType.BOOKING_UPDATED, decision, texts)


@change
async def confirm_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    expected_version: int | None = None,
    override: str | None = None,
) -> Saved:
    """Make a hold or pencil firm.

    Raises `NotFound`, `StaleVersion`, `InvalidTransition`, `HoldExpired`, `ArtistArchived`,
    `ProjectEnded`, `BookingConflict`, `HigherHoldExists`.
    """
    row, artists = await lock_booking(session, booking_id, expected_version)
    booking = bookings.booking_of(row)
    refuse_archived(artists[booking.artist_id])
    around = await _look(session, booking)
    refuse_ended(around.project_status)
    decision = lifecycle.confirm(booking, around.others, at=ctx.now, override=override is not None)
    texts = {"reason": checks.optional_reason(override, "override.reason")}
    return await save(ctx, session, row, EventType.BOOKING_CONFIRMED, decision, texts)


@change
async def release_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    reason: str,
    expected_version: int | None = None,
) -> Saved:
    """Give a hold or pencil up.

    Raises `NotFound`, `Forbidden`, `StaleVersion`, `InvalidTransition`.
    """
    row = await lock_to_end(ctx, session, booking_id, expected_version)
    return await _end(ctx, session, row, lifecycle.release, reason)


@change
async def decline_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    reason: str,
    expected_version: int | None = None,
) -> Saved:
    """Say no to a hold or pencil: the artist to their own, or whoever was told of it.

    Raises `NotFound`, `Forbidden`, `StaleVersion`, `InvalidTransition`.
    """
    row = await lock_to_end(ctx, session, booking_id, expected_version, pencils=True)
    return await _end(ctx, session, row, lifecycle.decline, reason)


@change
async def cancel_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    reason: str,
    expected_version: int | None = None,
) -> Saved:
    """End any live booking.

    Raises `NotFound`, `Forbidden`, `StaleVersion`, `InvalidTransition`.
    """
    row = await lock_to_end(ctx, session, booking_id, expected_version)
    return await _end(ctx, session, row, lifecycle.cancel, reason)


@change
async def restore_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    reason: str | None = None,
    expected_version: int | None = None,
) -> Saved:
    """Bring an ended booking back as a hold with a new place in the queue.

    Raises `NotFound`, `StaleVersion`, `InvalidTransition`, `ArtistArchived`, `ProjectEnded`.
    """
    row, artists = await lock_booking(session, booking_id, expected_version)
    booking = bookings.booking_of(row)
    refuse_archived(artists[booking.artist_id])
    around = await _look(session, booking)
    refuse_ended(around.project_status)
    expires_at = expiry_of(ctx, around, BookingStatus.HOLD)
    decision = lifecycle.restore(booking, around.others, at=ctx.now, expires_at=expires_at)
    texts = {"reason": checks.optional_reason(reason, "reason")}
    return await save(ctx, session, row, EventType.BOOKING_RESTORED, decision, texts)


async def _look(session: Session, booking: Booking) -> Surroundings:
    """What is around a booking, in its time and of its work."""
    return await bookings.look(
        session,
        booking.artist_id,
        booking.window,
        project_id=booking.project_id,
        phase_id=booking.phase_id,
    )


class _Ending(Protocol):
    def __call__(self, booking: Booking, *, at: datetime) -> Decision: ...


async def _end(ctx: Context, session: Session, row: AnyRow, ending: _Ending, reason: str) -> Saved:
    """Write how the locked `row` ends, and why."""
    decision = ending(bookings.booking_of(row), at=ctx.now)
    texts = {"reason": checks.reason(reason, "reason")}
    return await save(ctx, session, row, EventType.BOOKING_CANCELLED, decision, texts)
