"""One studio while somebody watches who is present there."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn
from uuid import UUID

import structlog

from domain.presence import Presence
from subscriptions.board import Board

log = structlog.get_logger(__name__)

Names = Callable[[UUID, Collection[UUID]], Awaitable[Mapping[UUID, str]]]
"""Ask the database what those of these people are called who are members of a studio."""

PAUSE: Final = 0.1
"""Seconds between two looks at a board, and more for each who is present: what all are sent grows
with their number, not with its square."""

PAUSE_FOR_EACH: Final = 0.005


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
