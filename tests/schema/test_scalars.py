from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
import strawberry
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st
from strawberry.scalars import JSON
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionResult

from schema.scalars import (
    DATE_EXPECTED,
    DATETIME_EXPECTED,
    DECIMAL_EXPECTED,
    SCALARS,
    parse_date,
    parse_datetime,
    parse_decimal,
    parse_id,
    render_date,
    render_datetime,
    render_decimal,
)


@strawberry.input
class Window:
    start: datetime


@strawberry.type
class Query:
    @strawberry.field
    def moment(self, value: datetime) -> datetime:
        return value

    @strawberry.field
    def start(self, window: Window) -> datetime:
        return window.start

    @strawberry.field
    def day(self, value: date) -> date:
        return value

    @strawberry.field
    def amount(self, value: Decimal) -> Decimal:
        return value

    @strawberry.field
    def raw(self) -> JSON:
        return JSON({"hours": [1, None]})

    @strawberry.field
    def naive(self) -> datetime:
        return datetime(2026, 1, 2)  # noqa: DTZ001


SCHEMA = strawberry.Schema(Query, config=StrawberryConfig(scalar_map=SCALARS))


def ask(query: str, **variables: Any) -> ExecutionResult:
    return SCHEMA.execute_sync(query, variable_values=variables)


def answer(query: str, **variables: Any) -> Any:
    result = ask(query, **variables)
    assert result.errors is None
    assert result.data is not None
    return next(iter(result.data.values()))


def complaint(query: str, **variables: Any) -> str:
    result = ask(query, **variables)
    assert result.data is None
    assert result.errors is not None
    (error,) = result.errors
    return error.message


MOMENTS = [
    ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
    ("2026-01-02T03:04:05.000000Z", "2026-01-02T03:04:05Z"),
    ("2026-01-02T03:04:05.5Z", "2026-01-02T03:04:05.5Z"),
    ("2026-01-02T03:04:05.123450+02:00", "2026-01-02T01:04:05.12345Z"),
    ("2026-01-02T03:04:50-00:00", "2026-01-02T03:04:50Z"),
    ("2026-12-31T23:30:00-01:30", "2027-01-01T01:00:00Z"),
    ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z"),
    ("2200-12-31T23:59:59.999999Z", "2200-12-31T23:59:59.999999Z"),
]


@pytest.mark.parametrize(("given_text", "expected"), MOMENTS)
def test_a_moment_comes_back_in_utc(given_text: str, expected: str) -> None:
    assert answer("query ($v: DateTime!) { moment(value: $v) }", v=given_text) == expected
    assert answer(f'{{ moment(value: "{given_text}") }}') == expected
    assert answer(f'{{ moment(value: """{given_text}""") }}') == expected


NO_MOMENTS: list[object] = [
    "",
    "2026-01-02",
    "2026-01-02T03:04:05",
    "2026-01-02T03:04Z",
    "2026-01-02 03:04:05Z",
    "2026-01-02t03:04:05z",
    "2026-01-02T03:04:05.Z",
    "2026-01-02T03:04:05.1234567Z",
    "2026-01-02T03:04:05,5Z",
    "2026-01-02T03:04:05+0200",
    "2026-01-02T03:04:05+02",
    "2026-01-02T03:04:05+24:00",
    "2026-01-02T03:04:05+02:60",
    "2026-01-02T03:04:60Z",
    "2026-01-02T24:00:00Z",
    "2026-02-30T00:00:00Z",
    "2026-W01-5T00:00:00Z",
    "20260102T030405Z",
    "1899-12-31T23:59:59Z",
    "1900-01-01T00:00:00+00:01",
    "2201-01-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "2026-01-02T03:04:05Z\n",
    " 2026-01-02T03:04:05Z",
    "٢٠٢٦-01-02T03:04:05Z",
    1767323045,
    1767323045.5,
    True,
    [],
    {"date": "2026-01-02"},
]


@pytest.mark.parametrize("value", NO_MOMENTS)
def test_anything_else_is_no_moment(value: object) -> None:
    with pytest.raises(GraphQLError) as raised:
        parse_datetime(value)
    assert raised.value.message == DATETIME_EXPECTED


@pytest.mark.parametrize("literal", ["1767323045", "1.5", "true", "TODAY", "[]", "{a: 1}", '"now"'])
def test_a_literal_that_is_no_moment_is_refused_with_what_is_expected(literal: str) -> None:
    assert complaint(f"{{ moment(value: {literal}) }}") == DATETIME_EXPECTED


def test_a_number_of_thousands_of_digits_is_refused_like_any_other() -> None:
    assert complaint(f"{{ moment(value: {'9' * 10_000}) }}") == DATETIME_EXPECTED


def test_a_variable_within_an_input_object_is_as_strict() -> None:
    query = "query ($v: DateTime!) { start(window: {start: $v}) }"
    assert answer(query, v="2026-01-02T03:04:05+01:00") == "2026-01-02T02:04:05Z"
    assert complaint(query, v="2026-01-02") == (
        f"Variable '$v' has invalid value: {DATETIME_EXPECTED}"
    )


def test_a_variable_within_an_input_variable_is_refused_with_its_path() -> None:
    query = "query ($w: Window!) { start(window: $w) }"
    assert complaint(query, w={"start": "soon"}) == (
        f"Variable '$w' has invalid value at .start: {DATETIME_EXPECTED}"
    )


def test_a_moment_without_offset_is_never_answered() -> None:
    assert complaint("{ naive }") == "a moment without an offset cannot be rendered"


OFFSETS = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda m: timezone(timedelta(minutes=m)))
ANY_MOMENT = st.datetimes(
    datetime(1900, 1, 2),  # noqa: DTZ001
    datetime(2200, 12, 30),  # noqa: DTZ001
    timezones=OFFSETS,
)


@given(ANY_MOMENT)
def test_every_moment_survives_the_way_out_and_in(moment: datetime) -> None:
    text = render_datetime(moment)
    assert parse_datetime(text) == moment
    assert render_datetime(parse_datetime(text)) == text
    assert parse_datetime(moment.isoformat()).tzinfo is UTC


@given(st.text())
def test_no_text_breaks_a_parser(text: str) -> None:
    for parse in (parse_datetime, parse_date, parse_decimal):
        with pytest.raises(GraphQLError):
            parse(text + "!")
    assert parse_id(text + "!") is None


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_day_survives_the_way_out_and_in(day: date) -> None:
    assert parse_date(render_date(day)) == day


def test_a_moment_is_not_answered_as_a_day() -> None:
    with pytest.raises(TypeError, match="not a calendar day"):
        render_date(datetime.now(UTC))


@pytest.mark.parametrize(
    "value",
    [
        "2026-1-2",
        "2026-02-30",
        "20260102",
        "2026-W01-5",
        "2026-01-02T00:00:00Z",
        "1899-12-31",
        "2201-01-01",
        20260102,
        None,
    ],
)
def test_anything_else_is_no_day(value: object) -> None:
    with pytest.raises(GraphQLError) as raised:
        parse_date(value)
    assert raised.value.message == DATE_EXPECTED


@pytest.mark.parametrize("text", ["0", "1250.00", "-0.5000", "999999999999.9999", "007.10"])
def test_a_decimal_is_read_exactly(text: str) -> None:
    assert parse_decimal(text) == Decimal(text)


def test_a_decimal_keeps_its_scale() -> None:
    assert answer('{ amount(value: "1250.00") }') == "1250.00"
    assert render_decimal(Decimal("1E+3")) == "1000"
    assert render_decimal(Decimal("0.0000000")) == "0.0000000"


def test_zero_has_no_sign() -> None:
    assert answer('{ amount(value: "-0.00") }') == "0.00"


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            ".5",
            "5.",
            "+5",
            "1e3",
            "1E400",
            "NaN",
            "Infinity",
            "-",
            "1,5",
            "1_000",
            " 1",
            "1\n",
        ),
        *("1234567890123", "0.12345", "١"),  # noqa: RUF001
        *(5, 12.5, True, None, ["1"]),
    ],
)
def test_anything_else_is_no_decimal(value: object) -> None:
    with pytest.raises(GraphQLError) as raised:
        parse_decimal(value)
    assert raised.value.message == DECIMAL_EXPECTED


def test_numbers_are_refused_as_decimals_wherever_they_stand() -> None:
    assert complaint("{ amount(value: 12.50) }") == DECIMAL_EXPECTED
    assert complaint("{ amount(value: 12) }") == DECIMAL_EXPECTED
    assert DECIMAL_EXPECTED in complaint("query ($v: Decimal!) { amount(value: $v) }", v=12.5)


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_finite_number_is_never_answered(number: Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        render_decimal(number)


@given(st.decimals(-(10**12) + 1, 10**12 - 1, allow_nan=False, places=4))
def test_every_decimal_survives_the_way_out_and_in(number: Decimal) -> None:
    assert parse_decimal(render_decimal(number)) == number


def test_json_goes_out_as_it_is() -> None:
    assert answer("{ raw }") == {"hours": [1, None]}


@given(st.uuids())
def test_an_id_of_any_version_is_read(id_: UUID) -> None:
    assert parse_id(str(id_)) == id_
    assert parse_id(str(id_).upper()) == id_


def test_a_malformed_id_is_no_id() -> None:
    canonical = str(uuid4())
    for text in (
        "",
        canonical[:-1],
        canonical + "0",
        canonical + "\n",
        canonical.replace("-", ""),
        f"{{{canonical}}}",
        f"urn:uuid:{canonical}",
        "g" + canonical[1:],
    ):
        assert parse_id(text) is None


def test_the_schema_documents_its_scalars() -> None:
    sdl = SCHEMA.as_str()
    rfc_3339 = "https://datatracker.ietf.org/doc/html/rfc3339#section-5.6"
    assert f'scalar DateTime @specifiedBy(url: "{rfc_3339}")' in sdl
    assert f'scalar Date @specifiedBy(url: "{rfc_3339}")' in sdl
    assert "scalar JSON @specifiedBy(" in sdl
    assert all(definition.description for definition in SCALARS.values())
