from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.booking import Booking, BookingStatus, hold_rank
from tests.domain.calendars import (
    FEATURE,
    GRID,
    NOW,
    SERIES,
    TRAILER,
    at,
    booking,
    bookings,
    calendars,
)

HOLD, PENCIL = BookingStatus.HOLD, BookingStatus.PENCIL
CONFIRMED, CANCELLED = BookingStatus.CONFIRMED, BookingStatus.CANCELLED

MINE = booking(100, time=(0, 10), project=FEATURE, queued=5)


def earlier(number: int = 1, **facts: Any) -> Booking:
    """A hold of another project that was there before mine."""
    return booking(number, **{"project": SERIES, "queued": 0, **facts})


def rank(*others: Booking) -> int:
    return hold_rank(MINE, others, at=NOW)


@pytest.mark.parametrize(
    ("status", "expires", "live"),
    [
        (HOLD, None, True),
        (HOLD, 61, True),
        (HOLD, 60, False),
        (HOLD, 59, False),
        (PENCIL, None, True),
        (CONFIRMED, None, True),
        (CANCELLED, None, False),
        (CANCELLED, 61, False),
    ],
)
def test_a_hold_lives_until_the_instant_of_its_expiry_and_others_until_they_are_cancelled(
    status: BookingStatus, expires: int | None, live: bool
) -> None:
    assert booking(status=status, expires=expires).is_live(NOW) is live


def test_a_hold_alone_is_the_first() -> None:
    assert rank() == 1
    assert rank(MINE) == 1


def test_every_earlier_hold_of_another_project_comes_first() -> None:
    assert rank(earlier(1)) == 2
    assert rank(earlier(1), earlier(2, project=TRAILER)) == 3


def test_two_earlier_holds_of_one_other_project_count_twice() -> None:
    assert rank(earlier(1), earlier(2)) == 3


def test_later_holds_do_not_count() -> None:
    assert rank(earlier(queued=6)) == 1


def test_of_holds_that_queued_at_the_same_instant_the_smaller_id_comes_first() -> None:
    assert rank(earlier(99, queued=5)) == 2
    assert rank(earlier(101, queued=5)) == 1


def test_the_rank_is_the_worst_over_the_time_and_not_the_number_of_all_who_overlap() -> None:
    morning, afternoon = earlier(1, time=(0, 5)), earlier(2, time=(5, 10))
    assert rank(morning, afternoon) == 2
    assert rank(morning, afternoon, earlier(3, time=(4, 6))) == 3


def test_the_worst_instant_may_lie_where_the_last_of_several_starts() -> None:
    assert rank(earlier(1, time=(0, 3)), earlier(2, time=(2, 9)), earlier(3, time=(8, 12))) == 3


def test_rivals_that_began_before_the_hold_count_from_its_start() -> None:
    late = replace(MINE, window=booking(time=(5, 10)).window)
    assert hold_rank(late, [earlier(1, time=(0, 6)), earlier(2, time=(0, 20))], at=NOW) == 3


def test_windows_that_only_touch_do_not_count() -> None:
    assert rank(earlier(1, time=(10, 20))) == 1
    late = replace(MINE, window=booking(time=(5, 10)).window)
    assert hold_rank(late, [earlier(1, time=(0, 5))], at=NOW) == 1


def test_the_own_project_does_not_count() -> None:
    assert rank(earlier(project=FEATURE)) == 1


def test_work_without_a_project_counts_as_other_work() -> None:
    assert rank(earlier(project=None)) == 2
    homeless = replace(MINE, project_id=None)
    assert hold_rank(homeless, [earlier(1), earlier(2, project=None)], at=NOW) == 3


def test_pencils_count() -> None:
    assert rank(earlier(status=PENCIL)) == 2


def test_confirmed_and_cancelled_bookings_do_not_count() -> None:
    assert rank(earlier(1, status=CONFIRMED), earlier(2, status=CANCELLED)) == 1


def test_holds_that_ran_out_do_not_count() -> None:
    assert rank(earlier(1, expires=60)) == 1
    assert rank(earlier(1, expires=61)) == 2


def test_other_artists_do_not_count() -> None:
    assert rank(earlier(artist_id=UUID(int=9))) == 1


def test_a_release_promotes_those_behind() -> None:
    first, second = earlier(1), earlier(2, project=TRAILER)
    assert rank(first, second) == 3
    released = replace(first, status=CANCELLED)
    assert rank(released, second) == 2


def rank_minute_by_minute(hold: Booking, others: list[Booking]) -> int:
    """The definition: at an instant one more than those ahead, of a booking the worst of them."""

    def is_ahead(other: Booking, minute: int) -> bool:
        wants_the_minute = other.window.start <= at(minute) < other.window.end
        counts = other.status is PENCIL or (
            other.status is HOLD and (other.expires_at is None or other.expires_at > NOW)
        )
        other_work = None in (hold.project_id, other.project_id) or (
            hold.project_id != other.project_id
        )
        queued_before = (other.queued_at, other.id) < (hold.queued_at, hold.id)
        return wants_the_minute and counts and other_work and queued_before

    covered = [m for m in range(GRID) if hold.window.start <= at(m) < hold.window.end]
    return max(1 + sum(is_ahead(other, minute) for other in others) for minute in covered)


@given(bookings(50), calendars())
def test_the_rank_is_what_counting_minute_by_minute_gives(
    hold: Booking, others: list[Booking]
) -> None:
    others = [replace(other, id=UUID(int=other.id.int + 47)) for other in others]
    others = [other for other in others if other.id != hold.id]
    assert hold_rank(hold, others, at=NOW) == rank_minute_by_minute(hold, others)


@given(calendars(), st.randoms())
def test_the_rank_does_not_depend_on_the_order_in_which_the_others_are_read(
    calendar: list[Booking], random: Any
) -> None:
    hold, *others = calendar
    shuffled = random.sample(others, len(others))
    assert hold_rank(hold, others, at=NOW) == hold_rank(hold, shuffled, at=NOW)


@given(calendars())
def test_rivalry_is_mutual_and_never_with_oneself(calendar: list[Booking]) -> None:
    for one in calendar:
        assert not one.rivals(one)
        assert all(one.rivals(other) == other.rivals(one) for other in calendar)


@pytest.mark.parametrize(
    ("change", "rivals"),
    [
        (lambda other: other, True),
        (lambda other: replace(other, id=MINE.id), False),
        (lambda other: replace(other, artist_id=UUID(int=9)), False),
        (lambda other: replace(other, project_id=FEATURE), False),
        (lambda other: replace(other, project_id=None), True),
        (lambda other: replace(other, window=booking(time=(10, 20)).window), False),
    ],
)
def test_rivals_want_the_same_artist_at_the_same_time_for_other_work(
    change: Callable[[Booking], Booking], rivals: bool
) -> None:
    assert MINE.rivals(change(earlier())) is rivals


@pytest.mark.parametrize(
    ("status", "noun"),
    [
        (BookingStatus.HOLD, "hold"),
        (BookingStatus.PENCIL, "pencil"),
        (BookingStatus.CONFIRMED, "confirmed booking"),
        (BookingStatus.CANCELLED, "cancelled booking"),
    ],
)
def test_a_booking_is_called_by_a_noun(status: BookingStatus, noun: str) -> None:
    assert status.noun == noun
