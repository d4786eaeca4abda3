"""The board on which it is written who is present, for as long as it holds."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from domain.errors import TooManySessions
from domain.presence import MOST_OF_A_PERSON, MOST_OF_A_STUDIO, Attention, Presence

Seat = tuple[UUID, UUID]
"""A user and one of their sessions. Another user's session of the same id is another seat."""


@dataclass(frozen=True, slots=True)
class Look:
    """Who is present in a studio, and in how many seconds that may change without any word."""

    present: Sequence[Presence]
    holds_for: float


class Board(Protocol):
    """What is written holds for `lifetime` seconds. No studio sees another's."""

    lifetime: float

    async def enter(self, tenant_id: UUID, seat: Seat, attention: Attention) -> bool:
        """Write who is there and looks at what; answers whether anything but the time is new.

        Raises `TooManySessions`.
        """

    async def leave(self, tenant_id: UUID, seat: Seat) -> bool:
        """Wipe a seat out; answers whether it was there."""

    async def look(self, tenant_id: UUID) -> Look:
        """Read who is there, in the order of their coming."""

    async def close(self) -> None:
        """Let go of what the board is reached by."""


@dataclass(frozen=True, slots=True)
class _Entry:
    presence: Presence
    ends: float


class MemoryBoard:
    """A board within one process."""

    def __init__(self, lifetime: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.lifetime = lifetime
        self._clock = clock
        # The studio that was last written to comes last.
        self._studios: dict[UUID, dict[Seat, _Entry]] = {}

    def __len__(self) -> int:
        """How many studios anything is written of."""
        return len(self._studios)

    async def enter(self, tenant_id: UUID, seat: Seat, attention: Attention) -> bool:
        self._forget()
        entries = self._current(tenant_id)
        known = entries.get(seat)
        if known is None:
            of_person = sum(user_id == seat[0] for user_id, _ in entries)
            if of_person >= MOST_OF_A_PERSON or len(entries) >= MOST_OF_A_STUDIO:
                raise TooManySessions
        since = known.presence.since if known else datetime.now(UTC)
        presence = Presence(*seat, since, attention)
        entries[seat] = _Entry(presence, self._clock() + self.lifetime)
        self._studios.pop(tenant_id, None)
        self._studios[tenant_id] = entries
        return known is None or known.presence != presence

    async def leave(self, tenant_id: UUID, seat: Seat) -> bool:
        entries = self._studios.get(tenant_id, {})
        left = entries.pop(seat, None)
        if not entries:
            self._studios.pop(tenant_id, None)
        return left is not None

    async def look(self, tenant_id: UUID) -> Look:
        entries = self._current(tenant_id).values()
        now = self._clock()
        present = sorted((entry.presence for entry in entries), key=lambda each: each.order)
        return Look(present, min((e.ends - now for e in entries), default=self.lifetime))

    async def close(self) -> None:
        self._studios.clear()

    def _current(self, tenant_id: UUID) -> dict[Seat, _Entry]:
        now = self._clock()
        entries = self._studios.get(tenant_id, {})
        return {seat: entry for seat, entry in entries.items() if entry.ends > now}

    def _forget(self) -> None:
        """Drop the studios in which nobody has been heard of for a lifetime."""
        now = self._clock()
        while self._studios:
            tenant_id, entries = next(iter(self._studios.items()))
            if any(entry.ends > now for entry in entries.values()):
                return
            del self._studios[tenant_id]
