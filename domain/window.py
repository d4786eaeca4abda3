"""Stretches of time, half-open: the start belongs to them, the end does not."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from domain.errors import InvalidInput
from domain.local_time import instant, shown

# Hours, since a day may have 23 or 25: the longest engagement, 366 days, as one booking.
LONGEST_BOOKING = timedelta(hours=8784)

# 31 days, as the column is_long has it.
LONGEST_SHORT_BOOKING = timedelta(hours=744)

LONGEST_VIEW = timedelta(days=400)

# What the API's DateTime can say.
FIRST_INSTANT = datetime(1900, 1, 1, tzinfo=UTC)
LAST_INSTANT = datetime(2200, 12, 31, 23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Window:
    """The time from `start` up to, not including, `end`. Instants in UTC."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Window") -> bool:
        return self.start < other.end and other.start < self.end

    def beyond(self, other: "Window") -> list["Window"]:
        """What of this window lies outside `other`: nothing, one or two stretches."""
        if not self.overlaps(other):
            return [self]
        before = [Window(self.start, other.start)] if self.start < other.start else []
        after = [Window(other.end, self.end)] if other.end < self.end else []
        return before + after


def day_of(instant: datetime, zone: str) -> date:
    """The local day on which an instant falls."""
    return shown(instant, zone).date()


def bookable(
    start: datetime, end: datetime, *, fields: tuple[str, str] = ("startTime", "endTime")
) -> Window:
    """The window of a booking, whose start and end the input gives in `fields`.

    Raises `InvalidInput` for an empty, reversed or too long one, and for one beyond 1900 to 2200.
    """
    at_start, at_end = ((field,) for field in fields)
    if start < FIRST_INSTANT:
        raise InvalidInput("A booking starts in 1900 at the earliest.", at_start)
    if end > LAST_INSTANT:
        raise InvalidInput("A booking ends in 2200 at the latest.", at_end)
    if end <= start:
        raise InvalidInput("A booking ends after it starts.", at_end)
    if end - start > LONGEST_BOOKING:
        raise InvalidInput("A booking lasts at most 366 days.", at_end)
    return Window(start, end)


def viewed(start: datetime, end: datetime) -> Window:
    """The window of a calendar that somebody looks at.

    Raises `InvalidInput` for an empty, reversed or too long one.
    """
    if end <= start:
        raise InvalidInput("The window ends after it starts.", ("to",))
    if end - start > LONGEST_VIEW:
        raise InvalidInput(f"A window covers at most {LONGEST_VIEW.days} days.", ("to",))
    return Window(start, end)


def whole_days(first: date, last: date, zone: str) -> Window:
    """The days from `first` to `last`, both included, as they pass in `zone`.

    A day starts at its local midnight, or where a clock change skips midnight, at the first
    instant that exists. Raises `InvalidInput` as `bookable` does.
    """
    if last < first:
        raise InvalidInput("The last day is not before the first.", ("endDate",))
    start, end = (
        instant(datetime.combine(day, time.min), zone) for day in (first, last + timedelta(days=1))
    )
    if start == end:
        message = "There is no such day where the artist is: the clocks leave out all of it."
        raise InvalidInput(message, ("endDate",))
    return bookable(start, end, fields=("startDate", "endDate"))
