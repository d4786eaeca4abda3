from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain import moves
from domain.booking import Booking
from domain.days import Days
from domain.errors import InvalidInput
from domain.window import Window
from tests.domain.calendars import booking

LONDON, TOKYO, NEW_YORK = "Europe/London", "Asia/Tokyo", "America/New_York"
MONDAY, FRIDAY = date(2027, 3, 1), date(2027, 3, 5)
SOMEBODY = UUID(int=99)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def days(first: date, last: date, zone: str = LONDON) -> Booking:
    return replace(booking(), days=Days(first, last), window=Days(first, last).window(zone))


def instants(start: str, end: str) -> Booking:
    return replace(booking(), window=Window(at(start), at(end)))


def test_days_stay_days_with_somebody_elsewhere() -> None:
    moved = moves.moved(days(MONDAY, FRIDAY), {"artist_id": SOMEBODY}, TOKYO)
    assert (moved.artist_id, moved.days) == (SOMEBODY, Days(MONDAY, FRIDAY))
    assert moved.window == Window(at("2027-03-01T00:00+09:00"), at("2027-03-06T00:00+09:00"))


def test_instants_stay_instants_with_somebody_elsewhere() -> None:
    before = instants("2027-03-01T09:00Z", "2027-03-01T17:00Z")
    assert moves.moved(before, {"artist_id": SOMEBODY}, TOKYO).window == before.window


def test_one_end_of_the_days_can_be_moved() -> None:
    longer = moves.moved(days(MONDAY, FRIDAY), {"end_date": date(2027, 3, 6)}, LONDON)
    assert longer.days == Days(MONDAY, date(2027, 3, 6))
    assert longer.window.end == at("2027-03-07T00:00Z")


def test_an_instant_makes_an_end_of_days() -> None:
    start = at("2027-03-01T09:00Z")
    shorter = moves.moved(days(MONDAY, FRIDAY), {"start_time": start}, LONDON)
    assert shorter.days is None
    assert shorter.window == Window(start, at("2027-03-06T00:00Z"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"start_date": MONDAY}, "endDate"),
        ({"end_date": MONDAY}, "startDate"),
        ({"start_date": FRIDAY, "end_date": MONDAY}, "endDate"),
        ({"start_date": MONDAY, "end_time": at("2027-03-05T00:00Z")}, "startDate"),
    ],
)
def test_half_a_time_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        moves.moved(instants("2027-03-01T09:00Z", "2027-03-01T17:00Z"), changes, LONDON)
    assert refused.value.path == (field,)


def test_a_week_later_it_is_the_same_time_of_day_whatever_the_clocks_do() -> None:
    before = instants("2027-03-10T09:00-05:00", "2027-03-10T17:00-05:00")
    after = moves.shifted_by_days(before, 7, NEW_YORK)
    assert after.window == Window(at("2027-03-17T09:00-04:00"), at("2027-03-17T17:00-04:00"))
    assert moves.shifted_by(before, timedelta(days=7)).window.start == at("2027-03-17T10:00-04:00")


@pytest.mark.parametrize("between", ["2027-03-07T02:30-05:00", "2027-10-31T01:30-04:00"])
def test_neighbours_stay_neighbours_where_clocks_skip_or_repeat_the_time_between_them(
    between: str,
) -> None:
    three_hours = timedelta(hours=3)
    one = replace(booking(), window=Window(at(between) - three_hours, at(between)))
    other = replace(booking(), window=Window(at(between), at(between) + three_hours))
    later = [moves.shifted_by_days(each, 7, NEW_YORK).window for each in (one, other)]
    assert later[0].end == later[1].start


def test_a_time_that_the_clocks_skip_altogether_is_refused() -> None:
    before = instants("2027-03-07T02:10-05:00", "2027-03-07T02:50-05:00")
    with pytest.raises(InvalidInput, match="leave no time") as refused:
        moves.shifted_by_days(before, 7, NEW_YORK)
    assert refused.value.path == ("startDate",)
    half = instants("2027-03-07T01:30-05:00", "2027-03-07T02:50-05:00")
    after = moves.shifted_by_days(half, 7, NEW_YORK).window
    assert after == Window(at("2027-03-14T01:30-05:00"), at("2027-03-14T03:00-04:00"))


def test_days_are_shifted_as_days() -> None:
    after = moves.shifted_by_days(days(MONDAY, FRIDAY), 28, LONDON)
    assert after.days == Days(date(2027, 3, 29), date(2027, 4, 2))
    assert after.window.start == at("2027-03-29T00:00+01:00")


def test_it_begins_on_another_day_at_the_same_hour_and_is_as_long_from_another_instant() -> None:
    before = instants("2027-03-12T22:00-05:00", "2027-03-13T06:00-05:00")
    after = moves.beginning_on(before, date(2027, 3, 13), NEW_YORK)
    assert after.window == Window(at("2027-03-13T22:00-05:00"), at("2027-03-14T06:00-04:00"))
    start = at("2027-03-13T22:00-05:00")
    assert moves.beginning_at(before, start).window == Window(start, at("2027-03-14T07:00-04:00"))
