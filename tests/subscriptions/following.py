"""A log in memory, its hub, and groups of members who keep what they are sent."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

from db.events import Head
from domain.errors import Forbidden
from subscriptions.backend import MemoryBackend
from subscriptions.group import Groups
from subscriptions.hub import Hub
from subscriptions.line import Line
from subscriptions.payloads import Payload
from subscriptions.stream import Item, Position
from tests.subscriptions.conditions import until
from tests.subscriptions.log import Entry, Eyes, Log

TENANT = uuid4()


class Ears:
    """A member that keeps what it is sent. While it is `busy` nothing is delivered to it."""

    own = b""

    def __init__(self) -> None:
        self.payloads: list[Payload] = []
        self.line = Line(self._take)
        self.delivered = 0

    @property
    def busy(self) -> bool:
        return not self.line.is_open

    @busy.setter
    def busy(self, busy: bool) -> None:
        self.line.is_open = not busy

    async def send(self, payloads: Sequence[Payload]) -> None:
        await until(lambda: not self.busy)
        self.payloads += payloads

    def front(self, payload: Payload) -> bytes:
        return payload.text

    def _take(self, text: bytes) -> None:
        self.payloads.append(Payload(text))
        self.delivered += 1

    @property
    def heard(self) -> Sequence[int]:
        """The revisions of the events, in the order in which they came."""
        return [int(p.text) for p in self.payloads if not p.text.startswith(b"at ")]


class Studio:
    """A log, its hub, and those who follow it."""

    def __init__(self) -> None:
        self.log = Log()
        self.hub = Hub(MemoryBackend(), self.latest, poll_every=0.2)
        self.groups = Groups(self.hub)
        self.made: list[Item[Entry]] = []

    async def latest(self, _: Collection[UUID]) -> Mapping[UUID, Head]:
        return {TENANT: Head(self.log.revision, self.log.access)}

    async def render(self, item: Item[Entry]) -> Payload:
        self.made.append(item)
        await asyncio.sleep(0)
        if isinstance(item, Position):
            return Payload(b"at %d" % item.revision)
        return Payload(b"%d" % item.revision)

    async def append(self, count: int = 1) -> None:
        for _ in range(count):
            self.hub.publish(TENANT, await self.log.append())

    @asynccontextmanager
    async def following(self, eyes: Eyes, ears: Ears, key: object = "") -> AsyncIterator[None]:
        task = asyncio.create_task(self.follow(eyes, ears, key))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def follow(self, eyes: Eyes, ears: Ears, key: object = "") -> None:
        await self.groups.follow(key, TENANT, eyes, ears, self.render)

    @property
    def events_made(self) -> list[int]:
        return [item.revision for item in self.made if isinstance(item, Entry)]


async def carried(studio: Studio, *everybody: Ears) -> None:
    """Wait until all are handed what comes by their group."""
    for ears in everybody:
        await until(lambda ears=ears: bool(ears.payloads))  # type: ignore[misc]
        already = ears.delivered
        while ears.delivered == already:
            await studio.append()
            end = studio.log.revision
            await until(lambda ears=ears, end=end: ears.heard[-1:] == [end])  # type: ignore[misc]


class Membership:
    def __init__(self) -> None:
        self.ended = False
        self.asked = 0

    async def admit(self) -> None:
        self.asked += 1
        await asyncio.sleep(0)
        if self.ended:
            raise Forbidden("membership ended")
