"""The steps of a booking's life: when each is allowed, and what it makes of a booking."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from domain.booking import BLOCKING, Booking, BookingStatus, EndReason, hold_rank
from domain.errors import (
    BookingConflict,
    HigherHoldExists,
    HoldExpired,
    InvalidInput,
    InvalidTransition,
)
from domain.window import Window


class WarningCode(StrEnum):
    """What a manager should know about a change that went through."""

    HOLD_RANKED = "HOLD_RANKED"
    BACKUP_HOLD = "BACKUP_HOLD"
    HOLDS_OVERRIDDEN = "HOLDS_OVERRIDDEN"


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - the field's word; the built-in is not used beside it
    """A remark on a change that went through, with the bookings that it is about."""

    code: WarningCode
    message: str
    bookings: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a step makes of a booking, and what its manager should know."""

    booking: Booking
    warnings: tuple[Warning, ...] = ()

    @property
    def overridden(self) -> tuple[UUID, ...]:
        """The better-ranked holds that the step passes over."""
        return next(
            (w.bookings for w in self.warnings if w.code is WarningCode.HOLDS_OVERRIDDEN), ()
        )


def create(
    booking: Booking, others: Sequence[Booking], *, at: datetime, override: bool
) -> Decision:
    """Let a new booking in. Raises `BookingConflict` or `HigherHoldExists`."""
    return _admit(booking, others, [booking.window], at=at, override=override, is_new=True)


def change(
    before: Booking, after: Booking, others: Sequence[Booking], *, at: datetime, override: bool
) -> Decision:
    """Move, resize or reassign. Raises as `create` does, and `InvalidTransition` once it ended.

    Gaining time, another artist or other work puts a booking at the end of the queue; giving time
    up keeps its place. Only the time it gains is contested anew by holds of others.
    """
    _refuse_expired(before, at)
    if before.status is BookingStatus.CANCELLED:
        raise InvalidTransition("A cancelled booking is not changed: restore it first.")
    return _admit(
        in_queue(before, after, at=at), others, gained(before, after), at=at, override=override
    )


def in_queue(before: Booking, after: Booking, *, at: datetime) -> Booking:
    """`after` with its place in the queue: at the end where it gained anything."""
    return replace(after, queued_at=at) if gained(before, after) else after


def gained(before: Booking, after: Booking) -> Sequence[Window]:
    """The time that a booking has and had not: all of it where it is another artist or work."""
    same_work = before.artist_id == after.artist_id and before.project_id == after.project_id
    return after.window.beyond(before.window) if same_work else [after.window]


def pencil(
    booking: Booking, others: Sequence[Booking], *, at: datetime, override: bool
) -> Decision:
    """Make a hold exclusive, or a confirmed booking tentative again.

    Raises `InvalidTransition`, `HoldExpired`, `BookingConflict` or `HigherHoldExists`.
    """
    if booking.status is BookingStatus.CONFIRMED:
        return Decision(replace(booking, status=BookingStatus.PENCIL))
    _refuse_expired(booking, at)
    if booking.status is not BookingStatus.HOLD:
        raise InvalidTransition(f"A {booking.status.noun} cannot be pencilled.")
    return _firm_up(booking, BookingStatus.PENCIL, others, at=at, override=override)


def confirm(
    booking: Booking, others: Sequence[Booking], *, at: datetime, override: bool
) -> Decision:
    """Make a hold or pencil firm.

    Raises `InvalidTransition`, `HoldExpired`, `BookingConflict` or `HigherHoldExists`.
    """
    _refuse_expired(booking, at)
    if booking.status not in (BookingStatus.HOLD, BookingStatus.PENCIL):
        raise InvalidTransition(f"A {booking.status.noun} cannot be confirmed.")
    return _firm_up(booking, BookingStatus.CONFIRMED, others, at=at, override=override)


def loosen(
    pencil: Booking, others: Sequence[Booking], *, at: datetime, expires_at: datetime | None
) -> Decision:
    """Make a pencil a hold again, at the end of the queue. Raises `InvalidTransition`."""
    if pencil.status is not BookingStatus.PENCIL:
        raise InvalidTransition(
            f"Only a pencil becomes a hold again; this is a {pencil.status.noun}."
        )
    hold = replace(pencil, status=BookingStatus.HOLD, queued_at=at, expires_at=expires_at)
    return _admit(hold, others, (), at=at, override=False)


def release(booking: Booking, *, at: datetime) -> Decision:
    """Give a hold or pencil up. Raises `InvalidTransition`, also where the hold has expired."""
    return _given_up(booking, EndReason.RELEASED, at)


def decline(booking: Booking, *, at: datetime) -> Decision:
    """Let the artist say no to a hold or pencil. Raises as `release` does."""
    return _given_up(booking, EndReason.DECLINED, at)


def cancel(booking: Booking, *, at: datetime) -> Decision:
    """End a booking: a confirmed one is cancelled, a hold or pencil withdrawn.

    Raises `InvalidTransition` where it has ended already.
    """
    _refuse_ended(booking, at)
    confirmed = booking.status is BookingStatus.CONFIRMED
    return Decision(_ended(booking, EndReason.CANCELLED if confirmed else EndReason.WITHDRAWN))


def expire(booking: Booking, *, at: datetime) -> Decision:
    """End a hold that ran out. Raises `InvalidTransition` where it has not."""
    if booking.status is not BookingStatus.HOLD or booking.is_live(at):
        raise InvalidTransition("Only a hold past its expiry expires.")
    return Decision(_ended(booking, EndReason.EXPIRED))


def restore(
    booking: Booking, others: Sequence[Booking], *, at: datetime, expires_at: datetime | None
) -> Decision:
    """Bring an ended booking back as a hold at the end of the queue. Raises `InvalidTransition`."""
    if booking.is_live(at):
        raise InvalidTransition("Only an ended booking can be restored.")
    hold = replace(
        booking,
        status=BookingStatus.HOLD,
        queued_at=at,
        expires_at=expires_at,
        end_reason=None,
    )
    return _admit(hold, others, [hold.window], at=at, override=False)


def extend(hold: Booking, *, expires_at: datetime | None, at: datetime) -> Decision:
    """Give a live hold another expiry, None: it does not run out. It keeps its place in the queue.

    Raises `HoldExpired`, `InvalidTransition`.
    """
    _refuse_expired(hold, at)
    if hold.status is not BookingStatus.HOLD:
        raise InvalidTransition(f"Only a hold expires; this is a {hold.status.noun}.")
    return Decision(replace(hold, expires_at=expires_at))


def revert(
    booking: Booking, former: Booking, others: Sequence[Booking], *, at: datetime
) -> Decision:
    """Make a booking again what it was before its last change.

    Raises `InvalidTransition` where it has ended since, `HoldExpired` where it would be a hold that
    ran out, `BookingConflict` and `HigherHoldExists`: none of them passes over a better hold.
    """
    if former.status is BookingStatus.CANCELLED:
        _refuse_ended(booking, at)
        return Decision(former)
    if booking.status is not BookingStatus.CANCELLED:
        _refuse_expired(booking, at)
    if not former.is_live(at):
        raise HoldExpired("Its expiry has passed meanwhile: restore it instead.")
    return _admit(former, others, regained(booking, former, BLOCKING), at=at, override=False)


def regained(
    booking: Booking, former: Booking, statuses: Collection[BookingStatus]
) -> Sequence[Window]:
    """What of its former time a booking does not have, being in one of `statuses` all along."""
    return gained(booking, former) if booking.status in statuses else [former.window]


def hold_expiry(
    status: BookingStatus,
    requested: datetime | None,
    policy: timedelta | None,
    *,
    at: datetime,
    never: bool = False,
) -> datetime | None:
    """When a booking is to expire: as requested, else by the nearest policy. None: never.

    Raises `InvalidInput` for an expiry that has passed or on something that does not expire.
    """
    if never and requested is not None:
        raise InvalidInput("A hold expires or it does not.", ("neverExpires",))
    if status is not BookingStatus.HOLD:
        if never or requested is not None:
            raise InvalidInput("Only a hold expires.", ("expiresAt",))
        return None
    if requested is not None and requested <= at:
        raise InvalidInput("A hold expires in the future.", ("expiresAt",))
    if never:
        return None
    return requested or (at + policy if policy else None)


def _firm_up(
    booking: Booking,
    status: BookingStatus,
    others: Sequence[Booking],
    *,
    at: datetime,
    override: bool,
) -> Decision:
    firm = replace(booking, status=status, expires_at=None)
    return _admit(firm, others, [firm.window], at=at, override=override)


def _given_up(booking: Booking, reason: EndReason, at: datetime) -> Decision:
    if booking.status not in (BookingStatus.HOLD, BookingStatus.PENCIL):
        raise InvalidTransition(f"A {booking.status.noun} cannot be {reason}.")
    _refuse_ended(booking, at)
    return Decision(_ended(booking, reason))


def _refuse_expired(booking: Booking, at: datetime) -> None:
    if booking.has_expired(at):
        raise HoldExpired("The hold has expired: restore it first.")


def _refuse_ended(booking: Booking, at: datetime) -> None:
    if not booking.is_live(at):
        raise InvalidTransition("The booking has ended already.")


def _ended(booking: Booking, reason: EndReason) -> Booking:
    return replace(booking, status=BookingStatus.CANCELLED, end_reason=reason)


def _admit(
    booking: Booking,
    others: Sequence[Booking],
    contested: Sequence[Window],
    *,
    at: datetime,
    override: bool,
    is_new: bool = False,
) -> Decision:
    """Hold `booking` against the artist's other bookings: clashes first, then better holds.

    `contested` is the time in which better holds of other work still have a say.
    """
    clashes = tuple(o.id for o in others if o.status in BLOCKING and _clash(booking, o))
    if booking.status not in BLOCKING:
        return Decision(booking, tuple(_hold_warnings(booking, others, clashes, at=at)))
    if clashes:
        raise BookingConflict(clashes, booking, is_new=is_new)
    better = tuple(
        o.id
        for o in others
        if o.status is BookingStatus.HOLD
        and o.is_live(at)
        and booking.rivals(o)
        and o.place < booking.place
        and any(o.window.overlaps(stretch) for stretch in contested)
    )
    if not better:
        return Decision(booking)
    if not override:
        raise HigherHoldExists(better)
    message = f"It goes over {_counted(len(better), 'better-ranked hold')}."
    return Decision(booking, (Warning(WarningCode.HOLDS_OVERRIDDEN, message, better),))


def _clash(booking: Booking, other: Booking) -> bool:
    return (
        booking.id != other.id
        and booking.artist_id == other.artist_id
        and booking.window.overlaps(other.window)
    )


def _hold_warnings(
    hold: Booking, others: Sequence[Booking], clashes: tuple[UUID, ...], *, at: datetime
) -> list[Warning]:
    warnings = []
    if clashes:
        before = _counted(len(clashes), "booking")
        message = f"The artist is booked in this time: it stands behind {before}."
        warnings.append(Warning(WarningCode.BACKUP_HOLD, message, clashes))
    rank = hold_rank(hold, others, at=at)
    if rank > 1:
        warnings.append(Warning(WarningCode.HOLD_RANKED, f"It is hold number {rank}."))
    return warnings


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
