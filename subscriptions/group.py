"""Many who follow the same: each event is made ready once, and all are handed the same bytes."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Generic, Protocol, TypeAlias
from uuid import UUID

import structlog

from subscriptions.hub import Hub
from subscriptions.stream import E, Item, Page, Position, Reading, Source, event_stream

log = structlog.get_logger(__name__)

FRESH: Final = 5.0
"""Seconds for which what was made ready may be sent to those who come late."""

KEPT: Final = 256
"""Payloads that are kept for them."""

AT_ONCE: Final = 250
"""Members who are handed a payload before anybody else of the process gets a turn."""


PAUSE: Final = 0.5
"""Seconds that members are left in peace when their group has failed."""


@dataclass(eq=False, slots=True)
class Payload:
    """What all members of a group are sent; `packed` is where a transport keeps what it made of it.

    The key of that is the length of what is each client's own.
    """

    text: bytes
    packed: dict[int, bytes] = field(default_factory=dict)


Render: TypeAlias = Callable[[Item[E]], Awaitable[Payload]]
"""Put an event or a position into words."""


class Member(Protocol):
    """A client, as far as it is sent payloads."""

    async def send(self, payload: Payload) -> None:
        """Send, and wait while the client does not keep up."""

    def deliver(self, payload: Payload) -> bool:
        """Send without waiting. False: the client does not keep up, and nothing was sent."""


@dataclass(eq=False, slots=True)
class Seat:
    """A member's place in a group; `seen` is the last revision that it was told of."""

    member: Member
    seen: int
    left: asyncio.Future[None]


@dataclass(frozen=True, slots=True)
class Shared(Generic[E]):
    """A member's source as its group reads it: whom to admit is for each member to find out."""

    source: Source[E]
    send_everybody_out: Callable[[], None]
    after: None = None

    async def read(self, after: int, limit: int) -> Page[E]:
        return await self.source.read(after, limit)

    async def admit(self) -> None:
        self.send_everybody_out()

    def concerns(self, event: E) -> bool:
        return self.source.concerns(event)


class Group(Generic[E]):
    """Those who follow the same with the same sight of it.

    A member reads by itself until it is where the group is, and is then handed what comes. It is
    sent out again, to read by itself, when it does not keep up, when who may read may have
    changed, and when anything is wrong with the group.
    """

    def __init__(self, hub: Hub, tenant_id: UUID, render: Render[E]) -> None:
        self.followers = 0
        self._hub = hub
        self._tally = hub.tally
        self._tenant_id = tenant_id
        self._render = render
        self._seats: set[Seat] = set()
        self._reading: Reading[E] | None = None
        self._task: asyncio.Task[None] | None = None
        self._made: dict[Item[E] | int, tuple[float, asyncio.Task[Payload]]] = {}

    async def follow(self, source: Source[E], member: Member) -> None:
        """Send a member all that its source has, for ever. Ends by raising, as `Reading` does."""
        reading = Reading(source)
        while True:
            async with aclosing(reading.turn()) as items:
                async for item in items:
                    await member.send(await self.ready(item))
                    self._tally.caught_up += not isinstance(item, Position)
            await self._carry(member, source, reading)

    async def ready(self, item: Item[E]) -> Payload:
        """The payload of an event or position, made once for all who come within a while."""
        now = asyncio.get_running_loop().time()
        key = item if isinstance(item, Position) else item.revision
        since, making = self._made.get(key, (0.0, None))
        if making is None or now - since > FRESH:
            making = asyncio.create_task(_as_task(self._render(item)), name="payload")
            making.add_done_callback(_seen_to)
            self._made.pop(key, None)
            self._made[key] = now, making
            if len(self._made) > KEPT:
                del self._made[next(iter(self._made))]
        try:
            # Whoever waits for it may go away; it is not theirs alone.
            return await asyncio.shield(making)
        except Exception:
            self._made.pop(key, None)
            raise

    def close(self) -> None:
        """End what is going on behind the members. Does not wait."""
        if self._task:
            self._task.cancel()

    async def _carry(self, member: Member, source: Source[E], reading: Reading[E]) -> None:
        """Let the member be handed what comes, if the group is no further than it, nor it behind.

        Between this look and the seat nothing may be awaited.
        """
        assert reading.cursor
        if self._reading is None:
            self._begin(source, reading)
        ours = self._reading
        assert ours
        assert ours.cursor
        if ours.cursor.revision > reading.cursor.revision:
            return
        if ours.head.access > reading.head.access or ours.cursor.epoch != reading.cursor.epoch:
            return
        seat = Seat(member, reading.cursor.revision, asyncio.get_running_loop().create_future())
        self._seats.add(seat)
        self._tally.members += 1
        try:
            await seat.left
        finally:
            self._tally.members -= 1
            self._seats.discard(seat)
        reading.skip_to(seat.seen)

    def _begin(self, source: Source[E], reading: Reading[E]) -> None:
        shared = Shared(source, self._send_everybody_out)
        self._reading = Reading(shared, on_from=reading)
        self._task = asyncio.create_task(self._run(self._reading), name="live group")

    async def _run(self, reading: Reading[E]) -> None:
        try:
            stream = event_stream(self._hub, self._tenant_id, reading)
            async with aclosing(stream) as items:
                async for item in items:
                    if any(seat.seen < item.revision for seat in self._seats):
                        await self._hand_out(item)
        except Exception as error:  # noqa: BLE001 - each member finds out what it means to them
            log.warning("live group interrupted", error=repr(error))
            await asyncio.sleep(PAUSE)
        finally:
            self._reading = self._task = None
            self._send_everybody_out()

    async def _hand_out(self, item: Item[E]) -> None:
        payload = await self.ready(item)
        # Who joins from now on has read this by itself.
        waiting = [seat for seat in self._seats if seat.seen < item.revision]
        handed = 0
        for number, seat in enumerate(waiting, start=1):
            if seat in self._seats:
                if seat.member.deliver(payload):
                    seat.seen = item.revision
                    handed += 1
                else:
                    self._tally.fell_behind += 1
                    self._send_out(seat)
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
        if not isinstance(item, Position):
            lag = datetime.now(UTC) - item.occurred_at
            self._tally.deliver(lag.total_seconds(), members=handed)

    def _send_everybody_out(self) -> None:
        self._made.clear()
        for seat in list(self._seats):
            self._send_out(seat)

    def _send_out(self, seat: Seat) -> None:
        self._seats.discard(seat)
        if not seat.left.done():
            seat.left.set_result(None)


class Groups:
    """The groups of a process, each for as long as anybody follows it."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._groups: dict[Hashable, Group[Any]] = {}

    async def follow(
        self,
        key: Hashable,
        tenant_id: UUID,
        source: Source[E],
        member: Member,
        render: Render[E],
    ) -> None:
        """Send a member what its source has, together with all who have the same key.

        Equal keys say: of one studio, and to be sent the same bytes. Ends by raising.
        """
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group(self._hub, tenant_id, render)
            self._hub.tally.groups += 1
        group.followers += 1
        try:
            await group.follow(source, member)
        finally:
            group.followers -= 1
            if not group.followers:
                group.close()
                del self._groups[key]
                self._hub.tally.groups -= 1


async def _as_task(making: Awaitable[Payload]) -> Payload:
    return await making


def _seen_to(made: asyncio.Task[Payload]) -> None:
    """Look at what a task came to, which asyncio complains of if everybody has gone away."""
    if not made.cancelled():
        made.exception()
