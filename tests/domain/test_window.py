from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.window import LONGEST_BOOKING, Window, bookable, whole_days
from tests.domain.calendars import GRID, at, window, windows

HOUR = timedelta(hours=1)


def minutes(*stretches: Window) -> set[datetime]:
    """The minutes of the grid in any of the stretches."""
    return {at(m) for m in range(GRID) if any(s.start <= at(m) < s.end for s in stretches)}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 5), (4, 9), True),
        ((0, 9), (3, 4), True),
        ((0, 5), (0, 5), True),
        ((0, 5), (5, 9), False),
        ((0, 4), (5, 9), False),
    ],
)
def test_windows_overlap_where_they_share_an_instant(
    one: tuple[int, int], other: tuple[int, int], expected: bool
) -> None:
    assert window(*one).overlaps(window(*other)) is expected
    assert window(*other).overlaps(window(*one)) is expected


@given(windows(), windows())
def test_overlapping_is_what_it_is_minute_by_minute(one: Window, other: Window) -> None:
    assert one.overlaps(other) == bool(minutes(one) & minutes(other))


def test_what_lies_beyond_is_on_either_side() -> None:
    assert window(0, 9).beyond(window(3, 5)) == [window(0, 3), window(5, 9)]
    assert window(0, 5).beyond(window(3, 9)) == [window(0, 3)]
    assert window(3, 9).beyond(window(0, 5)) == [window(5, 9)]
    assert window(3, 5).beyond(window(0, 9)) == []


def test_all_of_a_window_lies_beyond_one_that_it_only_touches() -> None:
    assert window(0, 5).beyond(window(5, 9)) == [window(0, 5)]


@given(windows(), windows())
def test_what_lies_beyond_is_the_difference(one: Window, other: Window) -> None:
    beyond = one.beyond(other)
    assert minutes(*beyond) == minutes(one) - minutes(other)
    assert all(stretch.start < stretch.end for stretch in beyond)
    assert all(before.end < after.start for before, after in pairwise(beyond))


def test_a_booking_lasts_between_an_instant_and_366_days() -> None:
    start = datetime(2027, 3, 1, 9, tzinfo=UTC)
    moment = timedelta(microseconds=1)
    assert bookable(start, start + moment) == Window(start, start + moment)
    assert timedelta(days=366) == LONGEST_BOOKING
    assert bookable(start, start + LONGEST_BOOKING).end == start + LONGEST_BOOKING
    with pytest.raises(InvalidInput, match="at most 366 days") as too_long:
        bookable(start, start + LONGEST_BOOKING + moment)
    assert too_long.value.path == ("endTime",)


@pytest.mark.parametrize("length", [timedelta(0), -HOUR])
def test_an_empty_or_reversed_booking_is_refused(length: timedelta) -> None:
    start = datetime(2027, 3, 1, 9, tzinfo=UTC)
    with pytest.raises(InvalidInput, match="ends after it starts") as refused:
        bookable(start, start + length)
    assert refused.value.path == ("endTime",)


@pytest.mark.parametrize(
    ("day", "zone", "start", "hours"),
    [
        # An ordinary winter day, and one far from Greenwich.
        (date(2027, 1, 4), "Europe/London", "2027-01-04T00:00:00+00:00", 24),
        (date(2027, 1, 4), "Pacific/Auckland", "2027-01-03T11:00:00+00:00", 24),
        # The clocks go forward, and back.
        (date(2027, 3, 28), "Europe/London", "2027-03-28T00:00:00+00:00", 23),
        (date(2027, 10, 31), "Europe/London", "2027-10-30T23:00:00+00:00", 25),
        # The change skips midnight: the day begins at one o'clock.
        (date(2018, 11, 4), "America/Sao_Paulo", "2018-11-04T03:00:00+00:00", 23),
        # The change repeats midnight: the day begins the first time.
        (date(2027, 10, 31), "Atlantic/Azores", "2027-10-31T00:00:00+00:00", 25),
    ],
)
def test_a_day_is_as_long_as_it_is_where_the_artist_lives(
    day: date, zone: str, start: str, hours: int
) -> None:
    found = whole_days(day, day, zone)
    assert found.start == datetime.fromisoformat(start)
    assert (found.end - found.start) / HOUR == hours


def test_of_several_days_the_last_is_included() -> None:
    week = whole_days(date(2027, 3, 1), date(2027, 3, 5), "UTC")
    assert week == Window(
        datetime(2027, 3, 1, tzinfo=UTC),
        datetime(2027, 3, 6, tzinfo=UTC),
    )


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(0, 40),
    st.sampled_from(["Europe/London", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Tehran"]),
)
def test_days_that_follow_one_another_neither_overlap_nor_leave_a_gap(
    day: date, more: int, zone: str
) -> None:
    following = day + timedelta(days=1)
    last = following + timedelta(days=more)
    today, rest = whole_days(day, day, zone), whole_days(following, last, zone)
    assert today.end == rest.start
    assert whole_days(day, last, zone) == Window(today.start, rest.end)


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(InvalidInput, match="not before the first") as refused:
        whole_days(date(2027, 3, 2), date(2027, 3, 1), "UTC")
    assert refused.value.path == ("endDate",)


def test_a_year_and_two_days_are_too_many() -> None:
    assert whole_days(date(2027, 1, 1), date(2028, 1, 1), "UTC")
    with pytest.raises(InvalidInput, match="at most 366 days") as refused:
        whole_days(date(2027, 1, 1), date(2028, 1, 2), "UTC")
    assert refused.value.path == ("endDate",)


def test_a_day_that_the_clocks_leave_out_is_refused_in_these_words() -> None:
    missing = date(2011, 12, 30)
    with pytest.raises(InvalidInput, match="There is no such day where the artist is") as refused:
        whole_days(missing, missing, "Pacific/Apia")
    assert refused.value.path == ("endDate",)
    assert whole_days(missing, date(2011, 12, 31), "Pacific/Apia")


@pytest.mark.parametrize(
    ("first", "last", "zone", "field"),
    [
        (date(1900, 1, 1), date(1900, 1, 1), "Asia/Tokyo", "startDate"),
        (date(2200, 12, 31), date(2200, 12, 31), "Europe/London", "endDate"),
    ],
)
def test_days_lie_in_the_years_that_the_api_can_say(
    first: date, last: date, zone: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        whole_days(first, last, zone)
    assert refused.value.path == (field,)
