"""Who is present, kept up to date by each process for the studios that somebody there watches."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from typing import Final, NoReturn, Self
from uuid import UUID

import structlog

from domain.presence import Attention
from subscriptions.backend import RESYNC, HintBackend
from subscriptions.board import Board, Seat
from subscriptions.room import Names, Room, Watcher

log = structlog.get_logger(__name__)

Access = Callable[[Collection[UUID]], Awaitable[Mapping[UUID, int]]]
"""Ask the database how often it has changed in each of these studios who may read what."""

ACCESS_TIMEOUT: Final = 10.0


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
