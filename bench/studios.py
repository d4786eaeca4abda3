"""The studios that are measured: how many artists, bookings and days of history each has."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WEEK = datetime(2026, 6, 1, tzinfo=UTC)
"""The Monday of the week that is asked for; every history lies around it in equal parts."""

YEARS = 5 * 365.25
MONTH = timedelta(days=30)
SHORTEST = 21.0  # days of history that leave the asked week whole
BLOCKING = 0.8
"""The part of the bookings that are confirmed or pencilled; the rest are holds on top of them."""

FREE = 0.9
"""From here on each slot is free: of it come the places for new bookings."""


@dataclass(frozen=True)
class Studio:
    """A studio to load. Each artist's history is cut into slots of one blocking booking each."""

    slug: str
    artists: int
    bookings: int
    days: float

    @property
    def per_artist(self) -> int:
        return self.bookings // self.artists

    @property
    def slots(self) -> int:
        """Slots of one artist."""
        return round(self.per_artist * BLOCKING)

    @property
    def slot(self) -> timedelta:
        return timedelta(days=self.days) / self.slots

    @property
    def first_day(self) -> datetime:
        return WEEK + timedelta(days=3.5) - timedelta(days=self.days) / 2

    def shortened(self, slug: str, days: float) -> "Studio":
        """The same calendar, as dense, with fewer days."""
        bookings = round(self.bookings * days / self.days)
        return Studio(slug, self.artists, bookings, days)


@dataclass(frozen=True)
class Excerpt:
    """A studio with the same week as another, and only what overlaps a stretch of its history."""

    slug: str
    of: str
    start: datetime
    end: datetime


LARGE = Studio("large", artists=200, bookings=500_000, days=YEARS)
SMALL = Studio("small", artists=20, bookings=5_000, days=YEARS)


def fifty(scale: float) -> list[Studio]:
    """One large and 49 small studios. A scale below 1 shortens history and keeps the weeks full."""
    return [_scaled(LARGE, LARGE.slug, scale), *many_small(49, scale)]


def many_small(count: int, scale: float) -> list[Studio]:
    """So many small studios; the first is called `small-1`."""
    return [_scaled(SMALL, f"small-{number}", scale) for number in range(1, count + 1)]


def first_months() -> list[Excerpt]:
    """The large and a small studio with a month around the week, and nothing before or after."""
    middle, half = WEEK + timedelta(days=3.5), MONTH / 2
    return [
        Excerpt(f"{slug}-month", slug, middle - half, middle + half)
        for slug in ("large", "small-1")
    ]


def _scaled(studio: Studio, slug: str, scale: float) -> Studio:
    return studio.shortened(slug, max(YEARS * scale, SHORTEST))
