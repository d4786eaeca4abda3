"""Weekly hours, of a studio or an artist, and deadlines counted in them.

A week is a list of texts such as `mon 09:00-13:00`, in the local time of whoever it belongs to. A
day that is not in it is off; `24:00` is the end of a day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from domain.errors import InvalidInput
from domain.local_time import instant
from domain.window import day_of

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_STRETCHES = 28
LONGEST_SEARCH = timedelta(days=3660)
"""How far a deadline is looked for: even an hour a week reaches 30 days of hours before."""

_STRETCH = re.compile(rf"({'|'.join(DAYS)}) ([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
_WHOLE_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Hours of one weekday, in minutes after local midnight. Monday is 0."""

    day: int
    start: int
    end: int

    def __str__(self) -> str:
        """As it is entered and kept."""
        return f"{DAYS[self.day]} {_clock(self.start)}-{_clock(self.end)}"


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """When somebody works in a week, in order and without overlaps."""

    stretches: tuple[Stretch, ...]

    @classmethod
    def of(cls, texts: Sequence[str], field: str = "workingHours") -> "WorkingWeek":
        """Read a week. Raises `InvalidInput` for what is no hours, or lies over one another."""
        if len(texts) > MOST_STRETCHES:
            raise InvalidInput(f"{field} has at most {MOST_STRETCHES} stretches.", (field,))
        stretches = tuple(sorted(_stretch(text, field) for text in texts))
        for one, following in pairwise(stretches):
            if one.day == following.day and following.start < one.end:
                raise InvalidInput(f"{one} and {following} overlap.", (field,))
        return cls(stretches)

    def texts(self) -> list[str]:
        """The week as it is kept."""
        return [str(stretch) for stretch in self.stretches]

    def after(self, hours: int, start: datetime, zone: str) -> datetime:
        """The instant at which so many of its hours, at least one, have passed since `start`.

        Hours are real ones: where the clock is turned, the night shift is an hour longer or
        shorter. Raises `InvalidInput` where the week has no hours at all.
        """
        left = timedelta(hours=hours)
        for opening, closing in self._from(start, zone):
            passing = closing - max(opening, start)
            if passing >= left:
                return max(opening, start) + left
            left -= passing
        raise InvalidInput("These hours are never over: the week has none.", ("businessHours",))

    def _from(self, start: datetime, zone: str) -> Iterator[tuple[datetime, datetime]]:
        """Its stretches that end after `start`, as instants."""
        first = day_of(start, zone)
        for ahead in range(LONGEST_SEARCH.days if self.stretches else 0):
            day = first + timedelta(days=ahead)
            for stretch in self.stretches:
                if stretch.day == day.weekday():
                    opening, closing = (
                        _instant(day, minute, zone) for minute in (stretch.start, stretch.end)
                    )
                    if closing > max(opening, start):
                        yield opening, closing


def _stretch(text: str, field: str) -> Stretch:
    found = _STRETCH.fullmatch(text.strip().lower())
    if found is None:
        raise InvalidInput(f"{field} are such as 'mon 09:00-18:00'.", (field,))
    day, *clock = found.groups()
    hour, minute, end_hour, end_minute = map(int, clock)
    stretch = Stretch(DAYS.index(day), hour * 60 + minute, end_hour * 60 + end_minute)
    if not stretch.start < stretch.end <= _WHOLE_DAY:
        raise InvalidInput(f"{field} end after they start, at 24:00 at the latest.", (field,))
    return stretch


def _instant(day: date, minute: int, zone: str) -> datetime:
    """A local time as an instant, by the rule of `local_time` where the clocks change."""
    return instant(datetime.combine(day, time.min) + timedelta(minutes=minute), zone)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
