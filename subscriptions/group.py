"""Many who follow the same: each event is made ready once, and all are handed the same bytes."""

import asyncio
from collections import deque
from collections.abc import Callable, Hashable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Generic
from uuid import UUID

import structlog

from subscriptions.hub import Hub
from subscriptions.payloads import PATIENCE, Payload, Payloads, Render
from subscriptions.seats import Member, Seat, Seats
from subscriptions.stream import Cursor, E, Item, Page, Position, Reading, Source, event_stream

log = structlog.get_logger(__name__)

TOGETHER: Final = 16_384
"""Bytes that are sent in one piece, or little more, to who has much to catch up with."""

REMEMBERED: Final = 256
"""Events handed out last, for those who are about to take a seat."""

PAUSE: Final = 0.5
"""Seconds that members are left in peace when their group has failed."""

GLANCE: Final = 0.05
"""Seconds until a member looks again whether its group has heard of what it has heard of."""


@dataclass(frozen=True, slots=True)
class Shared(Generic[E]):
    """A source as a group reads it: whom to admit is for each member to find out."""

    source: Source[E]
    doubt_everybody: Callable[[], None]
    after: None = None

    async def read(self, after: int, limit: int) -> Page[E]:
        async with asyncio.timeout(PATIENCE):
            return await self.source.read(after, limit)

    async def admit(self) -> None:
        self.doubt_everybody()

    def concerns(self, event: E) -> bool:
        return self.source.concerns(event)


@dataclass(frozen=True, slots=True)
class Queued(Generic[E]):
    """A member's source as it reads it alone: a few at a time, lest a crowd stop its own group."""

    source: Source[E]
    door: asyncio.Semaphore

    @property
    def after(self) -> Cursor | None:
        return self.source.after

    async def read(self, after: int, limit: int) -> Page[E]:
        async with self.door, asyncio.timeout(PATIENCE):
            return await self.source.read(after, limit)

    async def admit(self) -> None:
        async with self.door, asyncio.timeout(PATIENCE):
            await self.source.admit()

    def concerns(self, event: E) -> bool:
        return self.source.concerns(event)


class Group(Generic[E]):
    """Those who follow the same with the same sight of it.

    A member reads by itself until it is about where the group is, and is then handed what comes. It
    leaves its seat, to read by itself, when it does not keep up and when anything is wrong with the
    group; and to be admitted again, when who may read may have changed.
    """

    def __init__(
        self, hub: Hub, tenant_id: UUID, render: Render[E], door: asyncio.Semaphore
    ) -> None:
        self.followers = 0
        self._hub = hub
        self._tally = hub.tally
        self._tenant_id = tenant_id
        self._door = door
        self._payloads: Payloads[E] = Payloads(render)
        self._seats = Seats()
        self._reading: Reading[E] | None = None
        self._task: asyncio.Task[None] | None = None
        # The keys of what was handed out, and the revision behind which nothing is missing there.
        self._handed: deque[tuple[int, Hashable]] = deque()
        self._complete_behind = 0

    async def follow(self, source: Source[E], member: Member, shared: Source[E]) -> None:
        """Send a member all that its source has, for ever. Ends by raising, as `Reading` does."""
        reading: Reading[E] = Reading(Queued(source, self._door))
        while True:
            await self._catch_up(member, reading)
            while await self._carry(member, shared, reading):
                if not self._reading:
                    break
                await reading.enter(self._reading.head.access)

    async def _catch_up(self, member: Member, reading: Reading[E]) -> None:
        """Send a member what there is by now."""
        together: list[Payload] = []
        async with aclosing(reading.turn()) as items:
            async for item in items:
                key = _key(reading, item)
                together.append(self._payloads.find(key) or await self._payloads.ready(key, item))
                self._tally.caught_up += not isinstance(item, Position)
                if sum(len(payload.text) for payload in together) >= TOGETHER:
                    await member.send(together)
                    together = []
        if together:
            await member.send(together)

    def close(self) -> None:
        """End what is going on behind the members. Does not wait."""
        if self._task:
            self._task.cancel()
        self._payloads.clear()

    async def _carry(self, member: Member, shared: Source[E], reading: Reading[E]) -> bool:
        """Let the member be handed what comes, if it can be given what the group had since.

        Between that look and the seat nothing is awaited. Answers whether it is only to be admitted
        again.
        """
        if self._reading is None:
            self._begin(shared, reading)
        ours = self._reading
        assert ours
        assert ours.cursor
        assert reading.cursor
        if ours.head.access > reading.head.access:
            return True
        if (ours.head.access, ours.cursor.epoch) != (reading.head.access, reading.cursor.epoch):
            self._hub.rouse(self._tenant_id)
            await asyncio.sleep(GLANCE)
            return False
        missed = self._missed(reading)
        if missed is None:
            return False
        for revision, payload in missed:
            if not member.line.is_open:
                return False
            member.line.write(member.front(payload) + member.own)
            reading.skip_to(revision)
        left = asyncio.get_running_loop().create_future()
        seat = Seat(member, member.line, reading.cursor.revision, left)
        self._seats.take(seat)
        self._tally.members += 1
        try:
            kept_up = await seat.left
        finally:
            self._tally.members -= 1
            self._seats.leave(seat)
        reading.skip_to(seat.seen)
        return kept_up

    def _missed(self, reading: Reading[E]) -> list[tuple[int, Payload]] | None:
        """What was handed out behind a reader's place; None: not all of it is there any more."""
        assert reading.cursor
        place = reading.cursor.revision
        if place < self._complete_behind:
            return None
        found = [(rev, self._payloads.find(key)) for rev, key in self._handed if rev > place]
        missed = [(revision, payload) for revision, payload in found if payload is not None]
        return missed if len(missed) == len(found) else None

    def _begin(self, shared: Source[E], reading: Reading[E]) -> None:
        assert reading.cursor
        self._complete_behind = reading.cursor.revision
        self._reading = Reading(Shared(shared, self._doubt_everybody), on_from=reading)
        self._task = asyncio.create_task(self._run(self._reading), name="live group")

    async def _run(self, reading: Reading[E]) -> None:
        try:
            stream = event_stream(self._hub, self._tenant_id, reading)
            async with aclosing(stream) as items:
                async for item in items:
                    await self._hand_out(item, reading)
        except Exception as error:  # noqa: BLE001 - each member finds out what it means to them
            log.warning("live group interrupted", error=repr(error))
            await asyncio.sleep(PAUSE)
        finally:
            self._reading = self._task = None
            self._send_everybody_out(kept_up=False)

    async def _hand_out(self, item: Item[E], reading: Reading[E]) -> None:
        key = _key(reading, item)
        if isinstance(item, Position) and all(seat.seen >= item.revision for seat in self._seats):
            return
        payload = await self._payloads.ready(key, item)
        if not isinstance(item, Position):
            self._remember(item.revision, key)
        handed = await self._write(item.revision, payload)
        if not isinstance(item, Position):
            lag = datetime.now(UTC) - item.occurred_at
            self._tally.deliver(lag.total_seconds(), members=handed)

    async def _write(self, revision: int, payload: Payload) -> int:
        """Hand a payload to all who have not been told of its revision. Answers to how many."""
        # Who takes a seat from now on is given this on the way.
        handed = 0
        for number, row in enumerate(self._seats.rows(revision)):
            if number:
                await asyncio.sleep(0)
            count, shut = row.hand(revision, payload)
            for seat in shut:
                self._tally.fell_behind += 1
                self._send_out(seat, kept_up=False)
            row.seen = revision
            handed += count
        return handed

    def _remember(self, revision: int, key: Hashable) -> None:
        self._handed.append((revision, key))
        if len(self._handed) > REMEMBERED:
            self._complete_behind, _ = self._handed.popleft()

    def _doubt_everybody(self) -> None:
        self._payloads.clear()
        self._send_everybody_out(kept_up=True)

    def _send_everybody_out(self, *, kept_up: bool) -> None:
        self._handed.clear()
        if self._reading and self._reading.cursor:
            self._complete_behind = self._reading.cursor.revision
        for seat in list(self._seats):
            self._send_out(seat, kept_up=kept_up)

    def _send_out(self, seat: Seat, *, kept_up: bool) -> None:
        self._seats.leave(seat)
        if not seat.left.done():
            seat.left.set_result(kept_up)


def _key(reading: Reading[E], item: Item[E]) -> Hashable:
    """By what a payload is known: of which history, and read under which rights of access."""
    assert reading.cursor
    kind = "position" if isinstance(item, Position) else "event"
    return reading.cursor.epoch, reading.head.access, kind, item.revision


class Groups:
    """The groups of a process, each for as long as anybody follows it.

    At most `alone` members at a time ask the database for themselves, over all groups.
    """

    def __init__(self, hub: Hub, *, alone: int = 4) -> None:
        self._hub = hub
        self._door = asyncio.Semaphore(alone)
        self._groups: dict[Hashable, Group[Any]] = {}

    async def follow(
        self,
        key: Hashable,
        tenant_id: UUID,
        source: Source[E],
        member: Member,
        render: Render[E],
        shared: Source[E] | None = None,
    ) -> None:
        """Send a member what its source has, together with all who have the same key.

        Equal keys say: of one studio, and to be sent the same bytes. `shared` is the source as it
        is read for all of them, if that is not as each reads it alone. Ends by raising.
        """
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group(self._hub, tenant_id, render, self._door)
            self._tally.groups += 1
        group.followers += 1
        try:
            await group.follow(source, member, shared or source)
        finally:
            group.followers -= 1
            if not group.followers:
                group.close()
                del self._groups[key]
                self._tally.groups -= 1

    @property
    def _tally(self) -> Any:
        return self._hub.tally
