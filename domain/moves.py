"""Where a booking goes when somebody moves it. Nothing here asks whether it may."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from domain.booking import Booking
from domain.days import Days
from domain.errors import InvalidInput
from domain.local_time import instant, shown
from domain.window import bookable

DAYS = ("start_date", "end_date")
INSTANTS = ("start_time", "end_time")


def moved(booking: Booking, changes: Mapping[str, Any], zone: str) -> Booking:
    """`booking` with the artist and in the time that `changes` names, the rest as it is.

    `zone` is that of the artist whose it is then: a booking for whole days keeps its days when it
    goes to somebody elsewhere. Raises `InvalidInput`.
    """
    artist_id = changes.get("artist_id", booking.artist_id)
    reassigned = artist_id != booking.artist_id
    booking = replace(booking, artist_id=artist_id)
    if any(name in changes for name in INSTANTS):
        if any(name in changes for name in DAYS):
            raise InvalidInput("Give instants or days, not both.", ("startDate",))
        start = changes.get("start_time", booking.window.start)
        end = changes.get("end_time", booking.window.end)
        return replace(booking, window=bookable(start, end), days=None)
    if any(name in changes for name in DAYS):
        return _on_days(booking, _days(booking, changes), zone)
    if reassigned and booking.days:
        return _on_days(booking, booking.days, zone)
    return booking


def shifted_by_days(booking: Booking, days: int, zone: str) -> Booking:
    """So many days of the artist later, at the same time of day. Raises `InvalidInput`.

    A time of day that the clocks skip becomes the first instant after the gap, one that they show
    twice the first of both: starts and ends alike, so that neighbours stay neighbours.
    """
    if booking.days:
        return _on_days(booking, booking.days.shifted(days), zone)
    by = timedelta(days=days)
    start, end = (
        instant(shown(moment, zone) + by, zone)
        for moment in (booking.window.start, booking.window.end)
    )
    if end <= start:
        message = "On that day the clocks leave no time between start and end."
        raise InvalidInput(message, ("startDate",))
    return replace(booking, window=bookable(start, end))


def shifted_by(booking: Booking, duration: timedelta) -> Booking:
    """So much later as time passes; it is no longer for whole days then. Raises `InvalidInput`."""
    start, end = booking.window.start + duration, booking.window.end + duration
    return replace(booking, window=bookable(start, end), days=None)


def beginning_on(booking: Booking, first: date, zone: str) -> Booking:
    """The same from another day on, at the same time of day. Raises `InvalidInput`."""
    now = booking.days.first if booking.days else shown(booking.window.start, zone).date()
    return shifted_by_days(booking, (first - now).days, zone)


def beginning_at(booking: Booking, start: datetime) -> Booking:
    """The same from another instant on, as long as it is. Raises `InvalidInput`."""
    return shifted_by(booking, start - booking.window.start)


def _days(booking: Booking, changes: Mapping[str, Any]) -> Days:
    there = booking.days
    first = changes.get("start_date", there and there.first)
    last = changes.get("end_date", there and there.last)
    if first is None or last is None:
        missing = "startDate" if first is None else "endDate"
        raise InvalidInput("It was not made for days: give both startDate and endDate.", (missing,))
    return Days(first, last)


def _on_days(booking: Booking, days: Days, zone: str) -> Booking:
    return replace(booking, window=days.window(zone), days=days)
