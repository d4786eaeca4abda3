from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.local_time import instant, shown

ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"]


@pytest.mark.parametrize(
    ("local", "zone", "expected"),
    [
        # An ordinary day.
        ("2027-01-04T09:30", "Europe/Berlin", "2027-01-04T08:30:00+00:00"),
        # Skipped: the first instant that there is, whichever of the skipped times was meant.
        ("2027-03-14T02:00", "America/New_York", "2027-03-14T07:00:00+00:00"),
        ("2027-03-14T02:59", "America/New_York", "2027-03-14T07:00:00+00:00"),
        ("2027-10-03T02:10", "Australia/Lord_Howe", "2027-10-02T15:30:00+00:00"),
        ("1919-03-31T00:00", "America/Toronto", "1919-03-31T04:30:00+00:00"),
        # Shown twice: the first time.
        ("2027-11-07T01:30", "America/New_York", "2027-11-07T05:30:00+00:00"),
        ("2027-04-04T01:45", "Australia/Lord_Howe", "2027-04-03T14:45:00+00:00"),
        # A whole day that Samoa left out.
        ("2011-12-30T10:00", "Pacific/Apia", "2011-12-30T10:00:00+00:00"),
    ],
)
def test_clocks_show_a_time_at_an_instant(local: str, zone: str, expected: str) -> None:
    assert instant(datetime.fromisoformat(local), zone) == datetime.fromisoformat(expected)


@given(
    st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - what clocks show
    st.timedeltas(timedelta(0), timedelta(hours=3)),
    st.sampled_from(ZONES),
)
def test_an_earlier_time_of_day_is_never_a_later_instant(
    local: datetime, more: timedelta, zone: str
) -> None:
    assert instant(local, zone) <= instant(local + more, zone)


@given(st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_what_clocks_show_at_an_instant_is_the_time_or_what_follows_the_gap(
    local: datetime, zone: str
) -> None:
    assert shown(instant(local, zone), zone) >= local
    assert shown(instant(local, zone), zone) - local < timedelta(hours=1.5)
