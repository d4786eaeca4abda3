from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.booking import BookingStatus
from domain.event import FACTS, REMARKS, Event, EventKind, EventType, facts_of, instant_text
from schema.scalars import parse_datetime, render_datetime


def test_every_type_of_event_happens_to_some_kind_of_thing() -> None:
    assert EventType.BOOKING_CONFIRMED.aggregate == "booking"
    assert EventType.BOOKING_CONFLICT_DETECTED.aggregate == "conflict"
    assert {event_type.aggregate for event_type in EventType} == set(EventKind)
    assert set(EventKind) - REMARKS == set(FACTS) - {EventKind.CONFLICT}


instants = st.datetimes(
    datetime(1900, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2200, 12, 30),  # noqa: DTZ001
    timezones=st.builds(
        timezone, st.integers(-14 * 60, 14 * 60).map(lambda m: timedelta(minutes=m))
    ),
)


@given(instants)
def test_an_instant_comes_back_from_its_text(instant: datetime) -> None:
    text = instant_text(instant)
    assert datetime.fromisoformat(text) == instant
    assert parse_datetime(text) == instant


@given(instants)
def test_the_log_writes_instants_as_the_api_does(instant: datetime) -> None:
    assert instant_text(instant) == render_datetime(instant)


@given(instants, instants)
def test_equal_instants_have_equal_texts_whatever_their_zones(
    one: datetime, other: datetime
) -> None:
    assert instant_text(one) == instant_text(one.astimezone(other.tzinfo))


def test_a_fraction_of_a_second_shows_only_where_there_is_one() -> None:
    whole = datetime(2027, 3, 1, 9, tzinfo=UTC)
    assert instant_text(whole) == "2027-03-01T09:00:00Z"
    assert instant_text(whole.replace(microsecond=250_000)) == "2027-03-01T09:00:00.25Z"
    assert instant_text(whole.replace(microsecond=1)) == "2027-03-01T09:00:00.000001Z"


def test_facts_are_the_columns_of_the_kind_as_plain_values() -> None:
    row: dict[str, object] = {
        "name": "Änne Berg",
        "specialties": ["FX"],
        "employment": "staff",
        "time_zone": "Europe/London",
        "working_hours": ["mon 09:00-18:00"],
        "hourly_rate": Decimal("45.00"),
        "user_id": UUID(int=7),
        "archived_at": datetime(2027, 3, 1, 9, tzinfo=UTC),
    }
    assert facts_of("artist", row) == {
        "specialties": ["FX"],
        "employment": "staff",
        "time_zone": "Europe/London",
        "working_hours": ["mon 09:00-18:00"],
        "hourly_rate": "45.00",
        "user_id": str(UUID(int=7)),
        "archived_at": "2027-03-01T09:00:00Z",
    }


@pytest.mark.parametrize(
    ("value", "fact"),
    [
        (None, None),
        (3, 3),
        ("x", "x"),
        (date(2027, 3, 1), "2027-03-01"),
        (BookingStatus.HOLD, "hold"),
        (("a", "b"), ["a", "b"]),
    ],
)
def test_values_become_what_json_can_hold(value: object, fact: object) -> None:
    row = dict.fromkeys(FACTS["phase"], None) | {"position": value}
    found = facts_of("phase", row)["position"]
    assert found == fact
    assert type(found) is type(fact)


@dataclass
class Surprise:
    """Nothing that a column holds."""


@pytest.mark.parametrize("value", [1.5, b"x", {}, Surprise()])
def test_a_value_without_a_text_of_its_own_is_no_fact(value: object) -> None:
    row = dict.fromkeys(FACTS["phase"], None) | {"position": value}
    with pytest.raises(TypeError, match=f"a fact cannot be {type(value).__name__}"):
        facts_of("phase", row)


def test_an_event_holds_the_state_before_where_there_was_one() -> None:
    made = Event(EventType.PHASE_CREATED, UUID(int=1), 1, {"position": 0})
    moved = Event(EventType.PHASE_UPDATED, UUID(int=1), 2, {"position": 1}, {"position": 0})
    assert made.data == {"facts": {"position": 0}}
    assert moved.data == {"facts": {"position": 1}, "previous": {"position": 0}}
