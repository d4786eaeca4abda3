"""Scalars of the contract: one strict text form each, in literals and variables alike.

Every parser refuses with a `GraphQLError` that says what it expects and never repeats the input.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from graphql import GraphQLError, StringValueNode, ValueNode
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

FIRST_YEAR, LAST_YEAR = 1900, 2200

RFC_3339 = "https://datatracker.ietf.org/doc/html/rfc3339#section-5.6"
ECMA_404 = "https://ecma-international.org/publications-and-standards/standards/ecma-404/"

DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
OFFSET = r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"

DATE_TEXT = re.compile(DATE)
DATETIME_TEXT = re.compile(f"{DATE}T{TIME}{OFFSET}")
DECIMAL_TEXT = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,4})?")
ID_TEXT = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

DATETIME_EXPECTED = (
    'DateTime expects text with date, time, seconds and an offset, such as "2026-01-02T03:04:05Z" '
    f'or "2026-01-02T05:04:05.25+02:00", in the years {FIRST_YEAR} to {LAST_YEAR}.'
)
DATE_EXPECTED = f'Date expects text such as "2026-01-02", in the years {FIRST_YEAR} to {LAST_YEAR}.'
DECIMAL_EXPECTED = (
    'Decimal expects text (not a number) such as "1250.00", '
    "with at most 12 digits before the point and 4 after it."
)
JSON_EXPECTED = "JSON is an output only; it cannot be given as an input."


def parse_datetime(value: object) -> datetime:
    """Read an RFC 3339 moment and normalise it to UTC."""
    if isinstance(value, str) and DATETIME_TEXT.fullmatch(value):
        try:
            moment = datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):  # 30 February; year 0; pushed over either end by offset
            raise GraphQLError(DATETIME_EXPECTED) from None
        if FIRST_YEAR <= moment.year <= LAST_YEAR:
            return moment
    raise GraphQLError(DATETIME_EXPECTED)


def render_datetime(moment: datetime) -> str:
    """Write a moment as `YYYY-MM-DDTHH:MM:SS[.f]Z`.

    Always in UTC; the fraction has 1 to 6 digits without trailing zeros and is absent when zero.
    PostgreSQL writes the same characters, in quotes, as
    `replace(to_json(moment)::text, '+00:00"', 'Z"')` in a session whose time zone is UTC.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without an offset cannot be rendered")
    text = moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    return (text.rstrip("0") if moment.microsecond else text) + "Z"


def parse_date(value: object) -> date:
    """Read a calendar day."""
    if isinstance(value, str) and DATE_TEXT.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise GraphQLError(DATE_EXPECTED) from None
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    raise GraphQLError(DATE_EXPECTED)


def render_date(day: date) -> str:
    """Write a calendar day as `YYYY-MM-DD`, as PostgreSQL does."""
    if isinstance(day, datetime):
        raise TypeError("a moment is not a calendar day")
    return day.isoformat()


def parse_decimal(value: object) -> Decimal:
    """Read an exact decimal; like PostgreSQL's `numeric`, it knows no negative zero."""
    if isinstance(value, str) and DECIMAL_TEXT.fullmatch(value):
        number = Decimal(value)
        return number or abs(number)
    raise GraphQLError(DECIMAL_EXPECTED)


def render_decimal(number: Decimal) -> str:
    """Write a decimal in plain digits, with the scale it has in the database."""
    if not number.is_finite():
        raise ValueError("a decimal must be finite to be rendered")
    return f"{number:f}"


def refuse_json(value: object) -> Any:
    """Refuse JSON as an input."""
    raise GraphQLError(JSON_EXPECTED)


def parse_id(value: str) -> UUID | None:
    """Read a UUID of any version in its canonical 36 characters.

    Anything else is None: nothing can have such an id, so it is simply not found.
    """
    return UUID(value) if ID_TEXT.fullmatch(value) else None


def _strict(
    name: str,
    *,
    parse: Callable[[object], Any],
    render: Callable[[Any], Any],
    description: str,
    specified_by_url: str | None = None,
) -> ScalarDefinition:
    """Define a scalar whose literals are as strict as its variables: only a string is a string."""

    def parse_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> Any:
        return parse(node.value if isinstance(node, StringValueNode) else None)

    return strawberry.scalar(
        name=name,
        description=description,
        specified_by_url=specified_by_url,
        parse_value=parse,
        parse_literal=parse_literal,
        serialize=render,
    )


SCALARS: Mapping[object, ScalarDefinition] = {
    datetime: _strict(
        "DateTime",
        parse=parse_datetime,
        render=render_datetime,
        specified_by_url=RFC_3339,
        description="A moment as RFC 3339 text with seconds and an offset: any offset in, UTC out, "
        "such as `2026-01-02T03:04:05Z`; a fraction of up to six digits where there is one.",
    ),
    date: _strict(
        "Date",
        parse=parse_date,
        render=render_date,
        specified_by_url=RFC_3339,
        description="A calendar day as text, such as `2026-01-02`.",
    ),
    Decimal: _strict(
        "Decimal",
        parse=parse_decimal,
        render=render_decimal,
        description="An exact decimal number as text, such as `1250.00`: at most 12 digits before "
        "the point and 4 after it, no exponent.",
    ),
    JSON: _strict(
        "JSON",
        parse=refuse_json,
        render=lambda value: value,
        specified_by_url=ECMA_404,
        description="Any JSON value, as an output only.",
    ),
}
"""For `StrawberryConfig(scalar_map=SCALARS)`: Python types and the scalars that carry them."""
