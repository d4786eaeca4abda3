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
LAST_POSITION = 10_000
MOST_HOLD_HOURS = 8_784  # 366 days
MOST_CHALLENGE_HOURS = 720

_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})

# One @, no spaces, a dot in the domain: enough to catch a slip; only sending proves an address.
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def text(value: str, field: str, *, most: int = LONGEST_NAME, lines: bool = False) -> str:
    """A text that has to be there: trimmed, and without what cannot be seen.

    With `lines` it may have several. A dotted `field` is one of an input's own input.
    """
    path = tuple(field.split("."))
    clean = value.strip()
    # Joiners are part of some scripts and of emoji, but nobody can see a text of nothing else.
    if not any(unicodedata.category(c)[0] not in "CZ" for c in clean):
        raise InvalidInput(f"{field} must not be empty.", path)
    if len(clean) > most:
        raise InvalidInput(f"{field} has at most {most} characters.", path)
    allowed = "\n\t" if lines else ""
    if any(_is_hidden(c) and c not in allowed for c in clean):
        raise InvalidInput(f"{field} must not hold control characters.", path)
    return clean


def optional_text(
    value: str | None, field: str, *, most: int = LONGEST_NAME, lines: bool = False
) -> str | None:
    """A text that may be missing; an empty one counts as missing."""
    return text(value, field, most=most, lines=lines) if value and value.strip() else None


def notes(value: str | None) -> str | None:
    """Remarks, of several lines perhaps, or none."""
    return optional_text(value, "notes", most=LONGEST_NOTES, lines=True)


def reason(value: str, field: str) -> str:
    """Why somebody decided so."""
    return text(value, field, most=LONGEST_REASON, lines=True)


def optional_reason(value: str | None, field: str) -> str | None:
    """The same where none is owed; given, it has to say something. Raises `InvalidInput`."""
    return None if value is None else reason(value, field)


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


def currency(value: str, field: str = "currency") -> str:
    """A currency by its code, three capital letters."""
    if not re.fullmatch(r"[A-Z]{3}", value):
        raise InvalidInput("A currency is an ISO 4217 code, such as GBP.", (field,))
    return value


def slug(value: str, field: str = "slug") -> str:
    """A short name for addresses."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,62}", value):
        message = "A short name has 2 to 63 small letters, digits and hyphens, no hyphen first."
        raise InvalidInput(message, (field,))
    return value


def hold_expiry_hours(value: int | None, field: str = "holdExpiryHours") -> int | None:
    """How long holds live, in hours, or None for ever."""
    if value is not None and not 1 <= value <= MOST_HOLD_HOURS:
        raise InvalidInput(f"{field} lies between 1 and {MOST_HOLD_HOURS}, or is null.", (field,))
    return value


def project_expiry_hours(value: int | None, field: str = "holdExpiryHours") -> int | None:
    """How long a project's holds live, in hours: 0 for ever, None as the studio has it."""
    if value is not None and not 0 <= value <= MOST_HOLD_HOURS:
        raise InvalidInput(f"{field} lies between 0 and {MOST_HOLD_HOURS}, or is null.", (field,))
    return value


def challenge_hours(value: int, field: str = "challengeHours") -> int:
    """Within how many business hours a challenge is to be answered."""
    if not 1 <= value <= MOST_CHALLENGE_HOURS:
        raise InvalidInput(f"{field} lies between 1 and {MOST_CHALLENGE_HOURS}.", (field,))
    return value


def amount(value: Decimal | None, field: str, *, digits: int = 10) -> Decimal | None:
    """Money or hours: not negative, two decimals, `digits` before the point."""
    if value is None:
        return None
    if value < 0 or value >= 10**digits:
        message = f"{field} lies between 0 and {10**digits - 1}."
        raise InvalidInput(message, (field,))
    if value != value.quantize(Decimal("0.01")):
        raise InvalidInput(f"{field} has at most two decimals.", (field,))
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


def position(value: int) -> int:
    """The place of something in a row of its kind, from 0."""
    if not 0 <= value <= LAST_POSITION:
        raise InvalidInput(f"position lies between 0 and {LAST_POSITION}.", ("position",))
    return value


def _is_hidden(character: str) -> bool:
    """Control characters, halves of others, and those that turn the direction of the text."""
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cs") or unicodedata.bidirectional(character) in _TURNS


@cache
def _zones() -> frozenset[str]:
    # These two mean whatever the machine's zone is, or none.
    return frozenset(available_timezones() - {"localtime", "Factory"})
