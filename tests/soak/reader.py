"""A subscriber that comes back, as the clients of partners are told to."""

import asyncio
import random
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

import httpx
import orjson
from websockets.exceptions import ConnectionClosed, WebSocketException

from tests.factories import Studio
from tests.server import Client, Live, Server
from tests.soak.tally import Tally

WATCH = """
subscription Watch($after: Int, $epoch: ID, $artistIds: [ID!]) {
  live: bookingEvents(after: $after, epoch: $epoch, artistIds: $artistIds) {
    revision
    ... on BookingEvent { type occurredAt bookingId }
  }
}
"""
BOARD = """
subscription Board($after: Int, $epoch: ID, $artistIds: [ID!]) {
  live: bookingEvents(after: $after, epoch: $epoch, artistIds: $artistIds) {
    __typename
    revision
    ... on BookingEvent {
      type
      occurredAt
      bookingId
      facts { status startTime endTime }
      booking { id status version artist { name } }
    }
  }
}
"""

HANDSHAKE = 3.0
"""Seconds for a server to take a reader in, until it tries another."""

FRESH_TOKEN_NEEDED = 4403
TRIED_AGAIN = {1005, 1006, 1012, 1013, FRESH_TOKEN_NEEDED}
"""Codes of a close after which clients come back; 1005 and 1006 stand for a line that broke."""


class Difference(AssertionError):
    """A reader was sent something else than the log has."""


class Seen(NamedTuple):
    """An event as a calendar has it."""

    revision: int
    type: str
    booking: UUID


@dataclass(frozen=True)
class Habits:
    """What kind of client it is.

    `artists` is what it asks for, `owns` what it is shown of. `silence` is after how many quiet
    seconds it takes its line for dead; None: never. `forgets` is by how many revisions it may come
    back too early, and then drops what it has seen. With `dozes` it now and then does not read for
    so many seconds, with `fickle` it leaves once in so many events.
    """

    email: str
    query: str = WATCH
    sees_all: bool = True
    artists: Sequence[UUID] | None = None
    owns: Sequence[UUID] | None = None
    silence: float | None = None
    forgets: int = 0
    dozes: float = 0
    fickle: int = 0
    compression: str | None = None


@dataclass(eq=False)
class Reader:
    """Follows the log of a studio from revision `at`, on whichever of its servers takes it.

    `server` is the one that it listens to at present.
    """

    studio: Studio
    habits: Habits
    at: int
    epoch: UUID
    servers: list[Server]
    tally: Tally
    seen: list[Seen] = field(default_factory=list)
    server: Server | None = None
    _client: Client | None = None
    _start: int = field(init=False)

    def __post_init__(self) -> None:
        self._start = self.at

    def __str__(self) -> str:
        return f"{self.habits.email} (artists: {self.habits.artists}) at revision {self.at}"

    async def read(self) -> None:
        """Read on for ever. Raises `Difference`, and whatever a client would not come back from."""
        while True:
            try:
                await self._follow()
            except ConnectionClosed as lost:
                code = lost.rcvd.code if lost.rcvd else 1006
                if code not in TRIED_AGAIN:
                    raise Difference(f"{self} was closed with {lost}") from lost
                if code == FRESH_TOKEN_NEEDED:
                    self._client = None
            except (OSError, TimeoutError, WebSocketException, httpx.HTTPError):
                pass
            self.server = None
            self.tally.reconnects += 1
            self.servers.append(self.servers.pop(0))
            await asyncio.sleep(random.uniform(0.05, 0.3))

    async def _follow(self) -> None:
        """Until the line is lost or the reader leaves."""
        client = self._client = self._client or await self.servers[0].client(self.habits.email)
        options = {
            "close_timeout": 0.2,
            "ping_interval": None,
            "max_queue": 4,  # what dozes leaves the rest to the server
            "compression": self.habits.compression,
        }
        async with AsyncExitStack() as held:
            async with asyncio.timeout(HANDSHAKE):
                live = await held.enter_async_context(client.at(self.servers[0]).live(**options))
            place = max(self._start, self.at - random.randint(0, self.habits.forgets))
            await live.subscribe(self.habits.query, **self._variables(place))
            self.server = self.servers[0]
            while not self._leaves():
                place = self._take(await self._next(live), place)
                if self.habits.dozes and random.random() < 0.02:
                    await asyncio.sleep(self.habits.dozes)

    def _variables(self, after: int) -> dict[str, Any]:
        artists = self.habits.artists
        return {
            "after": after,
            "epoch": str(self.epoch),
            "artistIds": None if artists is None else [str(artist) for artist in artists],
        }

    def _leaves(self) -> bool:
        return bool(self.habits.fickle) and random.random() * self.habits.fickle < 1

    async def _next(self, live: Live) -> Any:
        async with asyncio.timeout(self.habits.silence):
            message = orjson.loads(await live.socket.recv())
        match message:
            case {"type": "next", "payload": {"data": {"live": event}}} if event:
                return event
        raise Difference(f"{self} received {message}")

    def _take(self, event: dict[str, Any], previous: int) -> int:
        """Note an event that came behind `previous` on this line, and answer its revision."""
        revision: int = event["revision"]
        if "type" not in event:  # a position: everything up to here is settled
            if revision < previous or (self.habits.sees_all and revision != previous):
                raise Difference(f"{self} was sent the position {revision} behind {previous}")
            self.at = max(self.at, revision)
            return revision
        if revision <= previous or (self.habits.sees_all and revision != previous + 1):
            raise Difference(f"{self} was sent {revision} behind {previous}")
        if revision <= self.at:
            self.tally.doubles += 1
            return revision
        self.at = revision
        self.seen.append(Seen(revision, event["type"], UUID(event["bookingId"])))
        self.tally.arrived(event["occurredAt"])
        return revision
