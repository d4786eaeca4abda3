"""What ends with a project, and what stays."""

import pytest

from domain.booking import BookingStatus, EndReason
from domain.errors import BookingsAhead
from domain.project import ConfirmedBookings
from domain.project_end import ended_with_project
from tests.domain.calendars import NOW, booking

CONFIRMED = BookingStatus.CONFIRMED
TENTATIVE = [
    booking(1),
    booking(2, status=BookingStatus.PENCIL, time=(70, 80)),
    booking(3, expires=59),
]
PAST = booking(4, status=CONFIRMED, time=(0, 10))
UNDER_WAY = booking(5, status=CONFIRMED, time=(50, 70))
AHEAD = booking(6, status=CONFIRMED, time=(61, 70))


@pytest.mark.parametrize("confirmed", [None, *ConfirmedBookings])
def test_holds_and_pencils_are_released_but_what_has_run_out_is_left_to_the_clockwork(
    confirmed: ConfirmedBookings | None,
) -> None:
    ended = ended_with_project([*TENTATIVE, PAST, UNDER_WAY], confirmed, at=NOW)
    assert [(each.id, each.end_reason) for each in ended] == [
        (TENTATIVE[0].id, EndReason.RELEASED),
        (TENTATIVE[1].id, EndReason.RELEASED),
    ]


def test_somebody_has_to_say_what_becomes_of_confirmed_bookings_ahead() -> None:
    with pytest.raises(BookingsAhead) as refusal:
        ended_with_project([PAST, UNDER_WAY, AHEAD], None, at=NOW)
    assert refusal.value.bookings == (AHEAD.id,)


def test_confirmed_bookings_ahead_are_cancelled_or_kept_as_somebody_says() -> None:
    everything = [*TENTATIVE[:1], UNDER_WAY, AHEAD]
    kept = ended_with_project(everything, ConfirmedBookings.KEEP, at=NOW)
    assert [each.id for each in kept] == [TENTATIVE[0].id]
    _, cancelled = ended_with_project(everything, ConfirmedBookings.CANCEL, at=NOW)
    assert (cancelled.id, cancelled.end_reason) == (AHEAD.id, EndReason.CANCELLED)
