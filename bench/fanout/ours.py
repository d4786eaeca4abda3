"""Production Tool with the calendar's subscription, told of bookings that were really made."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from app.refusal import Refusal
from bench.contestants.contestant import Writer
from bench.contestants.ours import Ours
from bench.data import Loaded
from bench.fanout import graphql
from bench.fanout.calls import Handshake
from bench.fanout.live import Live, News
from bench.measurement import ask
from bench.seats import Seat
from bench.servers import Server
from bench.slots import Place
from subscriptions import hints
from subscriptions.backend import CHANNEL

CALENDAR = """
subscription Calendar {
  bookingEvents {
    revision
    ... on BookingEvent {
      type bookingId
      booking { id startTime endTime status artist { name } project { name } }
    }
  }
}
"""


class Desk:
    """Where bookings are made: at a server of ours."""

    def __init__(
        self, writer: Writer, server: Server, places: Iterator[tuple[Seat, Place]]
    ) -> None:
        self._writer = writer
        self._server = server
        self._places = places

    def book(self) -> int:
        """Make a confirmed booking in the next free place; gives the revision of its event."""
        (body,) = ask(self._server.port, [self._writer.create(*next(self._places))])
        try:
            revision: int = orjson.loads(body)["data"]["createBooking"]["revision"]
        except (LookupError, TypeError):
            raise Refusal(f"{self._server.name} did not book: {body.decode()}") from None
        return revision


class LiveOurs(Ours, Live):
    """`production-tool serve`, which learns by a hint of Redis what another process has written."""

    def __init__(
        self, loaded: Loaded, key: Path, redis_url: str, *, seat: Seat, desk: Desk
    ) -> None:
        super().__init__(loaded, key, redis_url)
        self._seat = seat
        self._desk = desk

    def handshake(self) -> Handshake:
        return graphql.handshake(CALENDAR, init=self.headers(self._seat))

    def news(self) -> News:
        return CHANNEL, hints.encode({self._seat.tenant_id: self._desk.book()})

    def event(self, text: str) -> Mapping[str, Any]:
        return graphql.event(orjson.loads(text)["payload"])
