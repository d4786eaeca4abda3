"""Strawberry's ordinary way: an operation, a generator and a row read for every subscriber."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from bench.contestants.ordinary import Ordinary
from bench.contestants.uvicorn import uvicorn
from bench.data import Loaded
from bench.fanout import graphql
from bench.fanout.calls import Handshake
from bench.fanout.live import Live, News
from bench.seats import Seat

CHANNEL = "bookings"
CALENDAR = """
subscription Calendar {
  bookingEvents {
    revision type bookingId
    booking { id startTime endTime status artist { name } project { name } }
  }
}
"""


class LiveOrdinary(Ordinary, Live):
    """`bench/ordinary/live.py`, told again and again of the same booking."""

    name = "Strawberry, ordinary"
    most = 1_000  # with more, some wait for a database connection until they give up

    def __init__(self, loaded: Loaded, redis_url: str, seat: Seat) -> None:
        super().__init__(loaded)
        self._redis_url = redis_url
        self._seat = seat
        booking = {"revision": 1_000, "type": "BOOKING_CREATED", "booking_id": seat.bookings[0]}
        self._news = orjson.dumps(booking, default=str).decode()

    def command(self) -> Sequence[str]:
        return uvicorn("bench.ordinary.live:from_env")

    def environ(self, port: int) -> Mapping[str, str]:
        return {**super().environ(port), "REDIS_URL": self._redis_url, "CHANNEL": CHANNEL}

    def handshake(self) -> Handshake:
        return graphql.handshake(CALENDAR, headers=self._seat.headers)

    def news(self) -> News:
        return CHANNEL, self._news

    def event(self, text: str) -> Mapping[str, Any]:
        return graphql.event(orjson.loads(text)["payload"])
