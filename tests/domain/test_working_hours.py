from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.errors import InvalidInput
from domain.working_hours import WorkingWeek

OFFICE = WorkingWeek.of([f"{day} 09:00-18:00" for day in ("mon", "tue", "wed", "thu", "fri")])


def local(zone: str, *when: int) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc,arg-type]


def test_hours_go_on_after_the_weekend() -> None:
    friday = local("Europe/Berlin", 2027, 3, 5, 15)
    assert OFFICE.after(9, friday, "Europe/Berlin") == local("Europe/Berlin", 2027, 3, 8, 15)


def test_what_begins_at_night_counts_from_the_morning() -> None:
    night = local("Europe/Berlin", 2027, 3, 2, 2)
    assert OFFICE.after(9, night, "Europe/Berlin") == local("Europe/Berlin", 2027, 3, 2, 18)


@pytest.mark.parametrize(
    ("zone", "day", "lasts"),
    [
        ("America/New_York", (2027, 3, 14), 23),
        ("America/New_York", (2027, 11, 7), 25),
        ("Europe/Berlin", (2027, 3, 28), 23),
        ("Europe/Berlin", (2027, 10, 31), 25),
    ],
)
def test_a_day_on_which_the_clocks_change_has_its_real_hours(
    zone: str, day: tuple[int, int, int], lasts: int
) -> None:
    always = WorkingWeek.of(["sun 00:00-24:00", "mon 00:00-24:00"])
    midnight = local(zone, *day)
    year, month, number = day
    assert always.after(lasts, midnight, zone) == local(zone, year, month, number, 23) + (
        local(zone, year, month, number, 23) - local(zone, year, month, number, 22)
    )


@pytest.mark.parametrize(
    ("hours", "start", "due"),
    [
        # In spring the clocks skip from 2:00 to 2:30: the night shift has four hours and a half.
        (4, (2027, 10, 3, 0), (2027, 10, 3, 4, 30)),
        (5, (2027, 10, 3, 0), (2027, 10, 4, 0, 30)),
        (9, (2027, 10, 1, 17), (2027, 10, 3, 1)),
        (20, (2027, 10, 1, 17), (2027, 10, 4, 7, 30)),
        # In autumn they show 1:30 to 2:00 twice: it has five and a half.
        (4, (2027, 4, 4, 0), (2027, 4, 4, 3, 30)),
        (6, (2027, 4, 4, 0), (2027, 4, 5, 0, 30)),
        (9, (2027, 4, 2, 17), (2027, 4, 4, 1)),
        (20, (2027, 4, 2, 17), (2027, 4, 5, 6, 30)),
    ],
)
def test_half_an_hour_on_lord_howe_counts_as_it_passes(
    hours: int, start: tuple[int, ...], due: tuple[int, ...]
) -> None:
    zone = "Australia/Lord_Howe"
    week = WorkingWeek.of(
        ["fri 09:00-18:00", "sat 09:00-16:00", "sun 00:00-05:00", "mon 00:00-08:00"]
    )
    assert week.after(hours, local(zone, *start), zone) == local(zone, *due)


@pytest.mark.parametrize(
    ("zone", "sunday", "skipped"),
    [
        ("America/New_York", (2027, 3, 14), ("02:45", "03:00")),
        ("Europe/Berlin", (2027, 3, 28), ("02:10", "02:50")),
        ("Australia/Lord_Howe", (2027, 10, 3), ("02:05", "02:30")),
    ],
)
def test_a_break_that_the_clocks_skip_is_none(
    zone: str, sunday: tuple[int, ...], skipped: tuple[str, str]
) -> None:
    one, other = skipped
    midnight = local(zone, *sunday)
    with_break = WorkingWeek.of([f"sun 00:00-{one}", f"sun {other}-24:00"])
    without = WorkingWeek.of(["sun 00:00-24:00"])
    assert with_break.after(10, midnight, zone) == without.after(10, midnight, zone)


def test_a_shift_that_the_clocks_skip_altogether_has_no_hours() -> None:
    week = WorkingWeek.of(["sun 02:10-02:50", "sun 12:00-13:00"])
    midnight = local("America/New_York", 2027, 3, 14)
    assert week.after(1, midnight, "America/New_York") == local("America/New_York", 2027, 3, 14, 13)


def test_a_week_is_kept_in_order() -> None:
    week = WorkingWeek.of(["tue 14:00-18:00", "mon 22:00-24:00", "TUE 09:00-13:00"])
    assert week.texts() == ["mon 22:00-24:00", "tue 09:00-13:00", "tue 14:00-18:00"]


@pytest.mark.parametrize(
    "texts",
    [
        ["monday 09:00-18:00"],
        ["mon 9-18"],
        ["mon 18:00-09:00"],
        ["mon 09:00-09:00"],
        ["mon 09:00-24:30"],
        ["mon 09:00-13:00", "mon 12:00-18:00"],
        [f"mon 00:{minute:02}-00:{minute + 1:02}" for minute in range(29)],
    ],
)
def test_what_is_no_week_is_refused(texts: list[str]) -> None:
    with pytest.raises(InvalidInput) as refusal:
        WorkingWeek.of(texts)
    assert refusal.value.path == ("workingHours",)


def test_hours_of_a_week_without_any_are_never_over() -> None:
    with pytest.raises(InvalidInput):
        WorkingWeek.of([]).after(1, datetime(2027, 3, 1, tzinfo=UTC), "UTC")
