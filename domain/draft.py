"""A booking that does not exist yet, as somebody asks for it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.booking import BookingStatus
from domain.days import Days
from domain.errors import InvalidInput
from domain.window import Window, bookable


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A booking as somebody wants it: from instant to instant, or for whole days of the artist."""

    artist_id: UUID
    start_time: datetime | None = None
    end_time: datetime | None = None
    start_date: date | None = None
    end_date: date | None = None
    status: BookingStatus = BookingStatus.HOLD
    project_id: UUID | None = None
    phase_id: UUID | None = None
    expires_at: datetime | None = None
    never_expires: bool = False
    notes: str | None = None
    external_id: str | None = None

    def window(self, zone: str) -> Window:
        """The time meant, in the artist's time zone where days are. Raises `InvalidInput`."""
        match (self.start_time, self.end_time, self.start_date, self.end_date):
            case (datetime() as start, datetime() as end, None, None):
                return bookable(start, end)
            case (None, None, date() as first, date() as last):
                return Days(first, last).window(zone)
        message = "Give startTime and endTime, or startDate and endDate."
        raise InvalidInput(message, ("startTime",))

    @property
    def days(self) -> Days | None:
        """The days meant, where it is for whole days."""
        return Days(self.start_date, self.end_date) if self.start_date and self.end_date else None

    @property
    def fingerprint(self) -> bytes:
        """A digest that tells a retry from another booking under the same id."""
        return fingerprint({name: getattr(self, name) for name in self.__slots__})


def fingerprint(values: Mapping[str, Any]) -> bytes:
    """A digest of what somebody asked for."""
    text = json.dumps(values, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).digest()
