import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import checks
from domain.errors import InvalidInput

TABLES = Path(__file__).parents[2] / "migrations/versions/sql/0001_schedule.up.sql"


def refusal(check: Callable[..., Any], *arguments: Any, **options: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as refused:
        check(*arguments, **options)
    return refused.value


def test_a_text_is_trimmed_and_remarks_keep_their_lines() -> None:
    assert checks.text("  Änne Berg ", "name") == "Änne Berg"
    assert checks.notes("  Änne\n\tBerg ") == "Änne\n\tBerg"
    assert refusal(checks.text, "Änne\nBerg", "name").path == ("name",)


def test_a_dotted_field_is_a_path_into_the_input() -> None:
    assert refusal(checks.reason, " ", "override.reason").path == ("override", "reason")


def test_joiners_make_emoji_and_scripts_but_no_text_of_their_own() -> None:
    assert checks.text("👩‍🎨 studio", "name") == "👩‍🎨 studio"


@pytest.mark.parametrize("turn", ["\u202e", "\u2066", "\u2069"])
def test_a_name_does_not_turn_the_direction_of_the_text_around_it(turn: str) -> None:
    assert refusal(checks.text, f"a{turn}b", "name").path == ("name",)


@pytest.mark.parametrize("value", ["localtime", "Factory", "europe/london", "+01:00"])
def test_a_zone_means_the_same_on_every_machine(value: str) -> None:
    assert refusal(checks.time_zone, value).path == ("timeZone",)


@pytest.mark.parametrize("value", [-1, checks.LAST_POSITION + 1])
def test_a_position_lies_between_bounds(value: int) -> None:
    assert refusal(checks.position, value).path == ("position",)


@pytest.mark.parametrize("value", ["", " ", "\n\t ", "\u200b", "\u200d\ufeff"])
def test_a_text_that_has_to_be_there_is_not_empty(value: str) -> None:
    refused = refusal(checks.text, value, "name")
    assert (refused.message, refused.path) == ("name must not be empty.", ("name",))


def test_a_text_has_a_longest_length_after_trimming() -> None:
    longest = "x" * checks.LONGEST_NAME
    assert checks.text(f" {longest} ", "name") == longest
    assert refusal(checks.text, longest + "x", "name").message == "name has at most 200 characters."
    assert refusal(checks.text, "four", "name", most=3).message == "name has at most 3 characters."


@pytest.mark.parametrize("control", ["\0", "\x07", "\r", "\x1b", "\x7f", "\x85", "\ud800"])
def test_a_text_holds_no_control_characters_or_half_characters(control: str) -> None:
    assert refusal(checks.text, f"a{control}b", "notes").path == ("notes",)


@given(st.text(max_size=300))
def test_a_text_that_passes_passes_again_unchanged(value: str) -> None:
    try:
        kept = checks.text(value, "name")
    except InvalidInput:
        return
    assert 1 <= len(kept) <= checks.LONGEST_NAME
    assert checks.text(kept, "name") == kept
    assert kept.encode()


@pytest.mark.parametrize("value", [None, "", "  "])
def test_an_optional_text_that_is_empty_is_none(value: str | None) -> None:
    assert checks.optional_text(value, "client") is None


def test_an_optional_text_that_is_there_is_held_to_the_same_rules() -> None:
    assert checks.optional_text(" Halcyon ", "client") == "Halcyon"
    assert refusal(checks.optional_text, "x" * 201, "client").path == ("client",)


@pytest.mark.parametrize("value", ["a@b.co", "ada+work@mail.example.org", "ä@bücher.example"])
def test_an_address_is_an_address(value: str) -> None:
    assert checks.email(f" {value} ") == value


@pytest.mark.parametrize("value", ["ada", "a@b", "a@b.", "a@@b.co", "a b@c.co", "@b.co", "a@.co."])
def test_what_is_no_address_is_refused(value: str) -> None:
    refused = refusal(checks.email, value)
    assert (refused.message, refused.path) == ("This is no e-mail address.", ("email",))


def test_an_address_may_be_missing_but_not_endless() -> None:
    assert checks.email(None) is None
    assert checks.email("") is None
    assert checks.email("a" * 248 + "@b.com") is not None
    assert refusal(checks.email, "a" * 249 + "@b.com").path == ("email",)


def test_a_time_zone_is_one_of_the_iana_database() -> None:
    assert checks.time_zone("Europe/London") == "Europe/London"
    assert checks.time_zone("UTC") == "UTC"


@pytest.mark.parametrize("value", ["", "London", "europe/london", "+01:00", "../etc/passwd"])
def test_what_is_no_time_zone_is_refused(value: str) -> None:
    assert refusal(checks.time_zone, value).path == ("timeZone",)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        ("0", "0.00"),
        ("45", "45.00"),
        ("45.5", "45.50"),
        ("45.5000", "45.50"),
        ("9999999999.99", "9999999999.99"),
    ],
)
def test_an_amount_is_kept_with_two_decimals(value: str | None, kept: str | None) -> None:
    found = checks.amount(None if value is None else Decimal(value), "hourlyRate")
    assert (None if found is None else str(found)) == kept


@pytest.mark.parametrize("value", ["-0.01", "10000000000", "1E+30"])
def test_an_amount_lies_between_bounds(value: str) -> None:
    refused = refusal(checks.amount, Decimal(value), "hourlyRate")
    assert (refused.message, refused.path) == (
        "hourlyRate lies between 0 and 9999999999.",
        ("hourlyRate",),
    )


def test_an_amount_is_not_rounded_behind_anyones_back() -> None:
    refused = refusal(checks.amount, Decimal("0.005"), "budget")
    assert refused.message == "budget has at most two decimals."


def test_the_bound_follows_the_column() -> None:
    assert checks.amount(Decimal("99.99"), "budgetHours", digits=2)
    assert refusal(checks.amount, Decimal(100), "budgetHours", digits=2)


FIRST, LAST = date(2027, 3, 1), date(2027, 3, 2)


@pytest.mark.parametrize(
    ("start", "end"),
    [(FIRST, LAST), (FIRST, FIRST), (None, LAST), (FIRST, None), (None, None)],
)
def test_dates_may_be_open_or_in_order(start: date | None, end: date | None) -> None:
    checks.dates(start, end)


def test_dates_the_wrong_way_round_are_refused() -> None:
    assert refusal(checks.dates, LAST, FIRST).path == ("endDate",)


def test_specialties_are_trimmed_and_named_once() -> None:
    assert checks.specialties([" FX", "Rigging", "FX "]) == ["FX", "Rigging"]


def test_specialties_are_not_empty_not_long_and_not_many() -> None:
    assert refusal(checks.specialties, [""]).path == ("specialties",)
    assert refusal(checks.specialties, ["x" * 101]).path == ("specialties",)
    assert len(checks.specialties([str(n) for n in range(50)])) == 50
    assert refusal(checks.specialties, [str(n) for n in range(51)]).path == ("specialties",)


@pytest.mark.parametrize(
    ("column", "most"),
    [
        ("notes", checks.LONGEST_NOTES),
        ("reason", checks.LONGEST_REASON),
        ("external_id", checks.LONGEST_NAME),
        ("name", checks.LONGEST_NAME),
        ("client", checks.LONGEST_NAME),
        ("email", 254),
    ],
)
def test_the_database_takes_what_the_checks_let_through(column: str, most: int) -> None:
    bounds = re.findall(rf"check \(length\({column}\) between \d+ and (\d+)\)", TABLES.read_text())
    assert bounds
    assert {int(bound) for bound in bounds} == {most}
