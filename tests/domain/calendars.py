"""Bookings of one artist on a small grid, where queues, ties and touching ends are common."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from domain.booking import Booking, BookingStatus, EndReason
from domain.window import Window

MIDNIGHT = datetime(2027, 3, 1, tzinfo=UTC)
GRID = 12
"""Minutes in the small calendars."""

ARTIST, FEATURE, SERIES, TRAILER = (UUID(int=number) for number in range(1, 5))


def at(minute: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minute)


NOW = at(60)
"""The instant of every question; the queue is older, and some holds have run out by then."""


def window(start: int, end: int) -> Window:
    return Window(at(start), at(end))


def booking(
    number: int = 100,
    *,
    time: tuple[int, int] = (0, 10),
    status: BookingStatus = BookingStatus.HOLD,
    project: UUID | None = FEATURE,
    queued: int = 0,
    expires: int | None = None,
    **more: Any,
) -> Booking:
    """A live hold of ten minutes unless said otherwise; times are minutes after midnight."""
    reason = EndReason.RELEASED if status is BookingStatus.CANCELLED else None
    facts: dict[str, Any] = {
        "artist_id": ARTIST,
        "project_id": project,
        "phase_id": None,
        "window": window(*time),
        "status": status,
        "queued_at": at(queued),
        "expires_at": None if expires is None else at(expires),
        "end_reason": reason,
        **more,
    }
    return Booking(id=UUID(int=number), **facts)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    start, end = sorted(
        draw(st.lists(st.integers(0, GRID), min_size=2, max_size=2, unique=True)),
    )
    return window(start, end)


@st.composite
def bookings(draw: st.DrawFn, number: int) -> Booking:
    """Anything that a calendar may hold, under an id of its own."""
    span = draw(windows())
    status = draw(st.sampled_from(BookingStatus))
    expiry = st.none() | st.sampled_from([at(59), NOW, at(61)])
    return booking(
        number,
        status=status,
        project=draw(st.sampled_from([None, FEATURE, SERIES, TRAILER])),
        queued=draw(st.integers(0, 3)),
        window=span,
        expires_at=draw(expiry) if status is BookingStatus.HOLD else None,
    )


@st.composite
def calendars(draw: st.DrawFn, *, most: int = 8) -> list[Booking]:
    """A few bookings in any order of their ids."""
    numbers = draw(st.permutations(range(draw(st.integers(1, most)))))
    return [draw(bookings(number)) for number in numbers]
