"""How a booking would stand among the others of its artist, whether it may be or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.booking import BLOCKING, Booking, BookingStatus, hold_rank


@dataclass(frozen=True, slots=True)
class Outlook:
    """A booking with those at the same time: `conflicts` that block it, `better` live holds.

    `rank` is that of a hold, None for anything else.
    """

    booking: Booking
    rank: int | None
    conflicts: Sequence[UUID]
    better: Sequence[UUID]


def outlook(booking: Booking, others: Sequence[Booking], *, at: datetime) -> Outlook:
    """Look at `booking` as if it were there already."""
    near = [o for o in others if o.id != booking.id and o.window.overlaps(booking.window)]
    is_hold = booking.status is BookingStatus.HOLD
    return Outlook(
        booking,
        rank=hold_rank(booking, near, at=at) if is_hold else None,
        conflicts=[o.id for o in near if o.status in BLOCKING],
        better=[
            o.id
            for o in near
            if o.status is BookingStatus.HOLD
            and o.is_live(at)
            and booking.rivals(o)
            and o.place < booking.place
        ],
    )
