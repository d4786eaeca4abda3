"""What a use case makes of the bookings and challenges of a calendar, until it is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.booking import Booking
from domain.event import EventType


@dataclass(frozen=True, slots=True)
class Change:
    """What a use case makes of one booking. `before` is None where it is new.

    `texts` has the columns that no rule reads. `overridden` are the holds that it passed over by
    somebody's decision. The version is counted up when it is recorded.
    """

    type: EventType
    before: Booking | None
    after: Booking
    texts: Mapping[str, Any] = field(default_factory=dict)
    overridden: Sequence[UUID] = ()


def as_changed(calendar: Sequence[Booking], changes: Sequence[Change]) -> list[Booking]:
    """A calendar as `changes` leave it, the new bookings included."""
    after = {booking.id: booking for booking in calendar}
    after |= {change.after.id: change.after for change in changes}
    return list(after.values())
