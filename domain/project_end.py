"""What the end of a project makes of its bookings."""

from collections.abc import Sequence
from datetime import datetime

from domain import lifecycle
from domain.booking import Booking, BookingStatus
from domain.errors import BookingsAhead
from domain.project import ConfirmedBookings


def ended_with_project(
    bookings: Sequence[Booking], confirmed: ConfirmedBookings | None, *, at: datetime
) -> list[Booking]:
    """Those of a project's bookings that end with it, as they are then.

    Its holds and pencils are released. Of the confirmed ones those that have not begun are ahead:
    raises `BookingsAhead` where nobody has said what is to become of them. What has begun stays.
    """
    ahead = [
        booking
        for booking in bookings
        if booking.status is BookingStatus.CONFIRMED and booking.window.start > at
    ]
    if ahead and confirmed is None:
        raise BookingsAhead([booking.id for booking in ahead])
    tentative = [
        booking
        for booking in bookings
        if booking.status is not BookingStatus.CONFIRMED and booking.is_live(at)
    ]
    released = [lifecycle.release(booking, at=at).booking for booking in tentative]
    if confirmed is not ConfirmedBookings.CANCEL:
        return released
    return [*released, *(lifecycle.cancel(booking, at=at).booking for booking in ahead)]
