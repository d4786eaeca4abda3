"""Taking one's own last change back: what a booking was before, and what that makes of it now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.booking import Booking, BookingStatus, EndReason
from domain.days import Days
from domain.event import EventType, Facts
from domain.lifecycle import regained
from domain.window import Window

QUEUED = (BookingStatus.HOLD, BookingStatus.PENCIL)


def former(booking: Booking, facts: Facts | None) -> Booking:
    """`booking` with the `facts` that the log has of it before a change; None: there was none.

    What was made is ended again: withdrawn, or cancelled where it was firm.
    """
    if facts is None:
        confirmed = booking.status is BookingStatus.CONFIRMED
        reason = EndReason.CANCELLED if confirmed else EndReason.WITHDRAWN
        return replace(booking, status=BookingStatus.CANCELLED, end_reason=reason)
    fact: dict[str, Any] = dict(facts)
    first, last = fact["start_date"], fact["end_date"]
    return replace(
        booking,
        artist_id=UUID(fact["artist_id"]),
        project_id=fact["project_id"] and UUID(fact["project_id"]),
        phase_id=fact["phase_id"] and UUID(fact["phase_id"]),
        window=Window(_instant(fact["start_time"]), _instant(fact["end_time"])),
        status=BookingStatus(fact["status"]),
        queued_at=_instant(fact["queued_at"]),
        expires_at=fact["expires_at"] and _instant(fact["expires_at"]),
        end_reason=fact["end_reason"] and EndReason(fact["end_reason"]),
        days=Days(date.fromisoformat(first), date.fromisoformat(last)) if first else None,
    )


def in_line(
    booking: Booking, former: Booking, around: Sequence[Booking], *, since: datetime, at: datetime
) -> Booking:
    """`former` with the place that it gets back.

    It is its former one, unless somebody with other work has queued up `since` for time that it
    takes back: they did not know of it, and it goes behind them, to the end.
    """
    stretches = regained(booking, former, QUEUED)
    overtaken = any(
        other.status in QUEUED
        and other.is_live(at)
        and other.queued_at >= since
        and former.rivals(other)
        and any(other.window.overlaps(stretch) for stretch in stretches)
        for other in around
    )
    return replace(former, queued_at=at) if overtaken else former


def event_type(booking: Booking, after: Booking) -> EventType:
    """What it is called in the log that `booking` became `after`."""
    if after.status is BookingStatus.CANCELLED:
        return EventType.BOOKING_CANCELLED
    if booking.status is BookingStatus.CANCELLED:
        return EventType.BOOKING_RESTORED
    if booking.status is after.status or after.status is BookingStatus.HOLD:
        return EventType.BOOKING_UPDATED
    pencilled = after.status is BookingStatus.PENCIL
    return EventType.BOOKING_PENCILLED if pencilled else EventType.BOOKING_CONFIRMED


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
