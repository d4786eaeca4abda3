"""What every contestant has: a server to start, and its own words for the same questions."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import orjson

from bench.data import Loaded
from bench.seats import Seat
from bench.slots import Place

POOL_SIZE = 10
"""Database connections of each server."""

MARK = '"startTime"'
"""What every right answer contains, and no refusal does."""


@dataclass(frozen=True)
class Booking:
    """A booking as an answer tells it, in no server's own spelling."""

    id: UUID
    start: datetime
    end: datetime
    status: str
    project: tuple[UUID, str] | None
    artist: tuple[UUID, str]


class Served(ABC):
    """Anything with one server process."""

    name: ClassVar[str]

    @abstractmethod
    def command(self) -> Sequence[str]:
        """How to start it."""

    @abstractmethod
    def environ(self, port: int) -> Mapping[str, str]:
        """What its environment has beyond ours."""


class Contestant(Served):
    """A way to serve the schedule, on one database."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded

    @abstractmethod
    def week(self, seat: Seat, start: datetime, end: datetime) -> bytes:
        """The request for the calendar of a studio."""

    @abstractmethod
    def one(self, seat: Seat, booking_id: UUID) -> bytes:
        """The request for one booking with its artist."""

    def artists(self, answer: Any) -> Sequence[Mapping[str, Any]]:
        """The artists in the answer to `week`."""
        artists: Sequence[Mapping[str, Any]] = answer["data"]["artists"]
        return artists

    def booking(self, answer: Any) -> Mapping[str, Any]:
        """The booking in the answer to `one`."""
        booking: Mapping[str, Any] = answer["data"]["booking"]
        return booking

    def read_week(self, body: bytes) -> set[Booking]:
        """What the answer to `week` says."""
        return {
            _booking(each, artist)
            for artist in self.artists(orjson.loads(body))
            for each in artist["bookings"]
        }

    def read_one(self, body: bytes) -> set[Booking]:
        """What the answer to `one` says."""
        booking = self.booking(orjson.loads(body))
        return {_booking(booking, booking["artist"])}

    def basic_environ(self, port: int) -> dict[str, str]:
        return {
            "DATABASE_URL": self.loaded.app_url,
            "PORT": str(port),
            "POOL_SIZE": str(POOL_SIZE),
        }


class Writer(Contestant):
    """A contestant that takes new bookings, too."""

    @abstractmethod
    def create(self, seat: Seat, place: Place) -> bytes:
        """The request for a new confirmed booking."""

    def created(self, answer: Any) -> Mapping[str, Any]:
        """The booking in the answer to `create`."""
        booking: Mapping[str, Any] = answer["data"]["createBooking"]["booking"]
        return booking

    def read_created(self, body: bytes) -> tuple[datetime, datetime, str, int]:
        """What the answer to `create` says: from when to when, how firm, which version."""
        booking = self.created(orjson.loads(body))
        start, end = (datetime.fromisoformat(booking[name]) for name in ("startTime", "endTime"))
        return start, end, booking["status"].lower(), booking["version"]


def _booking(fields: Mapping[str, Any], artist: Mapping[str, Any]) -> Booking:
    return Booking(
        id=UUID(fields["id"]),
        start=datetime.fromisoformat(fields["startTime"]),
        end=datetime.fromisoformat(fields["endTime"]),
        status=fields["status"].lower(),
        project=_named(fields["project"]) if fields.get("project") else None,
        artist=_named(artist),
    )


def _named(fields: Mapping[str, Any]) -> tuple[UUID, str]:
    return UUID(fields["id"]), fields["name"]
