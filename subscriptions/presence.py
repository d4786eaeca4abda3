"""Who is present, kept up to date by each process for the studios that somebody there watches."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn, Self
from uuid import UUID

import structlog

from domain.presence import Attention, Presence
from subscriptions.backend import RESYNC, HintBackend
from subscriptions.board import Board, Seat

log = structlog.get_logger(__name__)

Names = Callable[[UUID, Collection[UUID]], Awaitable[Mapping[UUID, str]]]
"""Ask the database what those of these people are called who are members of a studio."""

Access = Callable[[Collection[UUID]], Awaitable[Mapping[UUID, int]]]
"""Ask the database how often it has changed in each of these studios who may read what."""

PAUSE: Final = 0.1
"""Seconds between two looks at a board, and more for each who is present: what all are sent grows
with their number, not with its square."""

PAUSE_FOR_EACH: Final = 0.005

ACCESS_TIMEOUT: Final = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """Who is present, as all are shown it who see as much. Stays as it is: a change makes another.

    `texts` is for whoever answers with it, to write it once for all.
    """

    present: Sequence[Presence]
    names: Mapping[UUID, str]
    texts: dict[Any, Any] = field(default_factory=dict)

    def says(self, present: Sequence[Presence], names: Mapping[UUID, str]) -> bool:
        """Whether it says just this."""
        return self.present == present and self.names == names


class Watcher:
    """Rouses one who watches. It carries no queue: who is slow is shown what is so by then."""

    def __init__(self, room: "Room") -> None:
        self._room = room
        self._wake = asyncio.Event()

    @property
    def access(self) -> int | None:
        """How often it has changed who may read what; None: not known yet."""
        return self._room.access

    def roster(self, *, in_full: bool) -> Roster | None:
        """Who is present, as of now, and perhaps what they look at; None: not known yet."""
        return self._room.in_full if in_full else self._room.unspecified

    def rouse(self) -> None:
        self._wake.set()

    def clear(self) -> None:
        """Forget what has happened, before looking at what is so."""
        self._wake.clear()

    async def wait(self, *, at_most: float) -> bool:
        """Sleep for `at_most` seconds, or until something has happened, and answer whether."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(at_most):
                await self._wake.wait()
        return self._wake.is_set()


class Room:
    """One studio while it is watched. Its task ends with `close`, which does not await anything."""

    def __init__(self, tenant_id: UUID, board: Board, names: Names) -> None:
        self.access: int | None = None
        self.in_full: Roster | None = None
        self.unspecified: Roster | None = None
        self.watchers: set[Watcher] = set()
        self._tenant_id = tenant_id
        self._board = board
        self._ask_names = names
        self._names: Mapping[UUID, str] = {}
        self._names_of: int | None = None
        self._stirred = asyncio.Event()
        self._task = asyncio.create_task(self._keep_up(), name="presence of a studio")

    def close(self) -> None:
        self._task.cancel()

    def stir(self) -> None:
        """Have it look at the board again."""
        self._stirred.set()

    def note(self, access: int) -> None:
        """Take the database's word on who may read: where that is news, all make sure."""
        if access != self.access:
            self.access = access
            self.stir()
            self._rouse()

    def _rouse(self) -> None:
        for watcher in self.watchers:
            watcher.rouse()

    async def _keep_up(self) -> NoReturn:
        while True:
            self._stirred.clear()
            try:
                holds_for = await self._look()
            except Exception:
                log.exception("presence could not be read")
                holds_for = 1.0
            count = len(self.in_full.present) if self.in_full else 0
            await asyncio.sleep(PAUSE + PAUSE_FOR_EACH * count)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(holds_for):
                    await self._stirred.wait()

    async def _look(self) -> float:
        look = await self._board.look(self._tenant_id)
        people = {presence.user_id for presence in look.present}
        access = self.access
        if access != self._names_of or not people <= self._names.keys():
            self._names = await self._ask_names(self._tenant_id, people)
            self._names_of = access
        names = {user_id: self._names[user_id] for user_id in people & self._names.keys()}
        # Who is no member any more is not there, whatever the board says yet.
        present = [presence for presence in look.present if presence.user_id in names]
        self._show(present, names)
        return look.holds_for

    def _show(self, present: Sequence[Presence], names: Mapping[UUID, str]) -> None:
        if self.in_full and self.in_full.says(present, names):
            return
        self.in_full = Roster(present, names)
        unspecified = [presence.unspecified() for presence in present]
        if not (self.unspecified and self.unspecified.says(unspecified, names)):
            self.unspecified = Roster(unspecified, names)
        self._rouse()


class Desk:
    """Where people say that they are there, and where one hears who else is.

    Between `start` and `stop` it keeps working whatever Redis or the database do.
    """

    def __init__(
        self,
        board: Board,
        backend: HintBackend,
        *,
        names: Names,
        access: Access,
        poll_every: float = 1.5,
    ) -> None:
        self._board = board
        self._backend = backend
        self._names = names
        self._access = access
        self._poll_every = poll_every
        self._rooms: dict[UUID, Room] = {}
        self._tasks: list[asyncio.Task[NoReturn]] = []

    @property
    def lifetime(self) -> float:
        """Seconds for which it holds that somebody is there, unless they say so again."""
        return self._board.lifetime

    @property
    def watched(self) -> int:
        """How many studios are watched."""
        return len(self._rooms)

    async def start(self) -> None:
        await self._backend.connect()
        self._tasks = [
            asyncio.create_task(self._take_changes(), name="presence: take changes"),
            asyncio.create_task(self._poll_access(), name="presence: poll access"),
        ]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._backend.disconnect()
        await self._board.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def enter(self, tenant_id: UUID, seat: Seat, attention: Attention) -> None:
        """Say that somebody is there, or still there. Raises `TooManySessions`."""
        if await self._board.enter(tenant_id, seat, attention):
            self._stir(tenant_id)

    async def leave(self, tenant_id: UUID, seat: Seat) -> None:
        """Say that somebody is not there any more, whether or not they were."""
        if await self._board.leave(tenant_id, seat):
            self._stir(tenant_id)

    @contextlib.contextmanager
    def watch(self, tenant_id: UUID) -> Iterator[Watcher]:
        """Watch a studio until the block is left, which does not await anything."""
        room = self._rooms.get(tenant_id)
        if room is None:
            room = self._rooms[tenant_id] = Room(tenant_id, self._board, self._names)
        watcher = Watcher(room)
        room.watchers.add(watcher)
        try:
            yield watcher
        finally:
            room.watchers.remove(watcher)
            if not room.watchers:
                room.close()
                del self._rooms[tenant_id]

    def _stir(self, tenant_id: UUID) -> None:
        if room := self._rooms.get(tenant_id):
            room.stir()

    async def _take_changes(self) -> NoReturn:
        while True:
            message = (await self._backend.next_published()).message
            if message == RESYNC:
                for room in self._rooms.values():
                    room.stir()
                continue
            try:
                self._stir(UUID(message))
            except ValueError:
                log.warning("change of presence not understood", message=message[:100])

    async def _poll_access(self) -> NoReturn:
        while True:
            await asyncio.sleep(self._poll_every)
            try:
                await self._compare_access()
            except Exception:
                log.exception("poll for changes of access failed")

    async def _compare_access(self) -> None:
        if not self._rooms:
            return
        async with asyncio.timeout(ACCESS_TIMEOUT):
            found = await self._access(tuple(self._rooms))
        for tenant_id, access in found.items():
            if room := self._rooms.get(tenant_id):
                room.note(access)
