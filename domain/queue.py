"""The queue of an artist's holds: who stands before whom, day by day, and who moves up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.booking import BLOCKING, Booking, BookingStatus, hold_rank
from domain.change import Change, as_changed
from domain.window import Window, day_of

MOST_PROMOTIONS = 100
"""Holds that are told of one change, those first in the queue."""

IN_QUEUE = frozenset({BookingStatus.HOLD, BookingStatus.PENCIL})
"""The statuses in which a booking has others behind it."""


@dataclass(frozen=True, slots=True)
class Promotion:
    """A live hold whose rank got better without anybody having touched it."""

    hold: Booking
    rank: int
    previous_rank: int


def is_backup(hold: Booking, others: Sequence[Booking]) -> bool:
    """Whether the artist is confirmed for something else within the hold's time."""
    return any(o.status is BookingStatus.CONFIRMED and _meet(hold, o) for o in others)


def stands_before(other: Booking, booking: Booking, *, at: datetime) -> bool:
    """Whether `other` keeps a live hold or pencil from being simply confirmed.

    A pencil or confirmed booking of any work does, and a hold of other work that was earlier.
    """
    if not _meet(booking, other):
        return False
    if other.status in BLOCKING:
        return True
    better = booking.rivals(other) and other.place < booking.place
    return other.status is BookingStatus.HOLD and other.is_live(at) and better


def rivals(booking: Booking, others: Sequence[Booking], *, at: datetime) -> list[Booking]:
    """What stands before a live hold or pencil, in the order of the queue."""
    if booking.status not in IN_QUEUE or not booking.is_live(at):
        return []
    found = [other for other in others if stands_before(other, booking, at=at)]
    return sorted(found, key=lambda other: other.place)


def day_ranks(
    hold: Booking, others: Sequence[Booking], zone: str, *, at: datetime
) -> dict[date, int]:
    """The worst rank on each day that the hold touches, as days pass in the artist's zone."""
    day, last = (
        day_of(hold.window.start, zone),
        day_of(hold.window.end - timedelta.resolution, zone),
    )
    ranks = {}
    while day <= last:
        midnight, next_midnight = (
            datetime.combine(each, time.min, ZoneInfo(zone)).astimezone(UTC)
            for each in (day, day + timedelta(days=1))
        )
        part = Window(max(midnight, hold.window.start), min(next_midnight, hold.window.end))
        ranks[day] = hold_rank(replace(hold, window=part), others, at=at)
        day += timedelta(days=1)
    return ranks


def freed(changes: Sequence[Change]) -> list[Booking]:
    """The bookings, as they were, whose going lets holds move up."""
    return [
        change.before
        for change in changes
        if change.before is not None
        and change.before.status in IN_QUEUE
        and _standing(change.before) != _standing(change.after)
    ]


def promotions(
    calendar: Sequence[Booking], changes: Sequence[Change], *, at: datetime
) -> list[Promotion]:
    """The live holds that move up through `changes`, themselves untouched.

    `calendar` is the artist's queue as it was, as far as it overlaps those holds.
    """
    # A hold that is ended since it ran out stood in the queue until then, as its readers saw it.
    gone = [replace(booking, expires_at=None) for booking in freed(changes)]
    was = list({booking.id: booking for booking in (*calendar, *gone)}.values())
    becomes = as_changed(calendar, changes)
    touched = {change.after.id for change in changes}
    behind = [
        hold
        for hold in calendar
        if hold.status is BookingStatus.HOLD
        and hold.is_live(at)
        and hold.id not in touched
        and any(_meet(hold, booking) for booking in gone)
    ]
    behind.sort(key=lambda hold: hold.place)
    found = (
        Promotion(hold, hold_rank(hold, becomes, at=at), hold_rank(hold, was, at=at))
        for hold in behind[:MOST_PROMOTIONS]
    )
    return [promotion for promotion in found if promotion.rank < promotion.previous_rank]


def _meet(one: Booking, other: Booking) -> bool:
    return (
        one.id != other.id
        and one.artist_id == other.artist_id
        and one.window.overlaps(other.window)
    )


def _standing(booking: Booking) -> object:
    """All of a booking that the ranks of others depend on."""
    return (
        booking.artist_id,
        booking.project_id,
        booking.window,
        booking.status in IN_QUEUE,
        booking.place,
    )
