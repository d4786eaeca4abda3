"""What people may enter: each check answers the value to keep, or raises `InvalidInput`.

`path` names the field at fault in the mutation's input.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from zoneinfo import available_timezones

from domain.errors import InvalidInput

LONGEST_NAME = 200
LONGEST_NOTES = 10_000
LONGEST_REASON = 1_000
MOST_SPECIALTIES = 50

# One @, no spaces, a dot in the domain: enough to catch a slip; only sending proves an address.
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def text(value: str, field: str, *, most: int = LONGEST_NAME) -> str:
    """A text that has to be there: trimmed, without control characters."""
    clean = value.strip()
    if not clean:
        raise InvalidInput("It must not be empty.", (field,))
    if len(clean) > most:
        raise InvalidInput(f"It has at most {most} characters.", (field,))
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in clean):
        raise InvalidInput("It must not hold control characters.", (field,))
    return clean


def optional_text(value: str | None, field: str, *, most: int = LONGEST_NAME) -> str | None:
    """A text that may be missing; an empty one counts as missing."""
    return text(value, field, most=most) if value and value.strip() else None


def email(value: str | None, field: str = "email") -> str | None:
    """An e-mail address, or none."""
    clean = optional_text(value, field, most=254)
    if clean is not None and not _EMAIL.fullmatch(clean):
        raise InvalidInput("This is no e-mail address.", (field,))
    return clean


def time_zone(value: str, field: str = "timeZone") -> str:
    """The name of a time zone of the IANA database, such as `Europe/London`."""
    if value not in _zones():
        raise InvalidInput("This is no IANA time zone, such as Europe/London.", (field,))
    return value


def amount(value: Decimal | None, field: str, *, digits: int = 10) -> Decimal | None:
    """Money or hours: not negative, two decimals, `digits` before the point."""
    if value is None:
        return None
    if value < 0 or value >= 10**digits:
        message = f"It lies between 0 and {10**digits - 1}."
        raise InvalidInput(message, (field,))
    if value != value.quantize(Decimal("0.01")):
        raise InvalidInput("It has at most two decimals.", (field,))
    return value.quantize(Decimal("0.01"))


def dates(start: date | None, end: date | None) -> None:
    """The first and last day of something: both may be open, but not the wrong way round."""
    if start is not None and end is not None and end < start:
        raise InvalidInput("The last day is not before the first.", ("endDate",))


def specialties(values: Sequence[str]) -> list[str]:
    """What an artist can do, each named once."""
    if len(values) > MOST_SPECIALTIES:
        raise InvalidInput(f"At most {MOST_SPECIALTIES} specialties.", ("specialties",))
    return list(dict.fromkeys(text(value, "specialties", most=100) for value in values))


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
