"""Dividing a booking, or cutting some of its time out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from domain.booking import Booking
from domain.days import Days
from domain.errors import InvalidInput
from domain.local_time import instant
from domain.window import Window

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where to cut, said in one of four ways.

    `at` an instant, before the day `on`, or a stretch that goes: from `start_time` up to
    `end_time`, or the days from `start_date` to `end_date`.
    """

    at: datetime | None = None
    on: date | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None
    start_date: date | None = None
    end_date: date | None = None


def split(booking: Booking, cut: Cut, zone: str) -> Sequence[Booking]:
    """What remains of `booking`: one or two parts, in their order, still under its id.

    `zone` is its artist's. The parts of a booking for whole days that is cut by days are for whole
    days. Raises `InvalidInput` where it is not cut, or nothing would remain.
    """
    field, gone, days = _gone(cut, zone)
    window = booking.window
    if not (window.start < gone.end and gone.start < window.end):
        raise InvalidInput("The booking is not cut there.", (field,))
    parts = remains(booking, gone, days)
    if not parts:
        raise InvalidInput("Nothing would remain of it: cancel it instead.", (field,))
    return parts


def remains(booking: Booking, gone: Window, days: Days | None) -> Sequence[Booking]:
    """What remains of `booking` without the stretch `gone`: up to two parts, in their order.

    `days` are those that pass in the stretch, where it was said in days.
    """
    window = booking.window
    if days is None or booking.days is None:
        days_before = days_after = None
    else:
        days_before = _days(booking.days.first, days.first - DAY)
        days_after = _days(days.last + DAY, booking.days.last)
    parts = []
    if window.start < gone.start:
        parts.append(replace(booking, window=Window(window.start, gone.start), days=days_before))
    if gone.end < window.end:
        parts.append(replace(booking, window=Window(gone.end, window.end), days=days_after))
    return parts


def stretch(days: Days, zone: str) -> Window:
    """The time in which `days` pass in `zone`, however many they are."""
    return Window(_midnight(days.first, zone), _midnight(days.last + DAY, zone))


def _gone(cut: Cut, zone: str) -> tuple[str, Window, Days | None]:
    """The stretch that goes, maybe of no length, and its days: its field, and what it is."""
    given = {name for name in cut.__slots__ if getattr(cut, name) is not None}
    match cut:
        case Cut(at=datetime() as at) if given == {"at"}:
            return "at", Window(at, at), None
        case Cut(on=date() as day) if given == {"on"}:
            # No day goes: the first part ends with the day before, the second begins with this one.
            before = _midnight(day, zone)
            return "on", Window(before, before), Days(day, day - DAY)
        case Cut(start_time=datetime() as start, end_time=datetime() as end) if len(given) == 2:
            if end <= start:
                raise InvalidInput("A stretch ends after it starts.", ("endTime",))
            return "startTime", Window(start, end), None
        case Cut(start_date=date() as first, end_date=date() as last) if len(given) == 2:
            if last < first:
                raise InvalidInput("The last day is not before the first.", ("endDate",))
            days = Days(first, last)
            return "startDate", stretch(days, zone), days
    message = "Give at, or on, or startTime and endTime, or startDate and endDate."
    raise InvalidInput(message, ("at",))


def _midnight(day: date, zone: str) -> datetime:
    return instant(datetime.combine(day, time.min), zone)


def _days(first: date, last: date) -> Days | None:
    return Days(first, last) if first <= last else None
