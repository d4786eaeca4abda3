"""An event table in memory, with the two properties of the real one that streams stand on."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from db.events import Head
from subscriptions.stream import Cursor


@dataclass(frozen=True)
class Entry:
    revision: int
    occurred_at: datetime = datetime(2027, 3, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Stretch:
    events: Sequence[Entry]
    head: Head
    oldest: int
    epoch: UUID


class Log:
    """Revisions have no gaps and commit in order; a read sees one snapshot.

    `access` counts what may change who reads it.
    """

    def __init__(self) -> None:
        self.epoch = uuid4()
        self.trimmed = 0
        self.access = 0
        self.entries: list[Entry] = []
        self.reads = 0
        self._counter = asyncio.Lock()

    @property
    def revision(self) -> int:
        return self.trimmed + len(self.entries)

    async def append(self) -> int:
        async with self._counter:
            entry = Entry(self.revision + 1)
            await asyncio.sleep(0)
            self.entries.append(entry)
        return entry.revision

    async def read(self, after: int, limit: int) -> Stretch:
        self.reads += 1
        await asyncio.sleep(0)
        first = max(after - self.trimmed, 0)
        snapshot = Stretch(
            events=self.entries[first : first + limit],
            head=Head(self.revision, self.access),
            oldest=self.trimmed + 1,
            epoch=self.epoch,
        )
        await asyncio.sleep(0)
        return snapshot

    def trim(self, up_to: int) -> None:
        del self.entries[: up_to - self.trimmed]
        self.trimmed = up_to

    def restore(self, to: int) -> None:
        """Go back to an earlier state, as a restore from a backup does."""
        del self.entries[to - self.trimmed :]
        self.epoch = uuid4()


async def anybody() -> None:
    """Whoever reads may go on."""


def everything(_: Entry) -> bool:
    """No event is passed over."""
    return True


@dataclass(frozen=True)
class Eyes:
    """Somebody who reads a log."""

    log: Log
    after: Cursor | None = None
    admit: Callable[[], Awaitable[None]] = anybody
    concerns: Callable[[Entry], bool] = everything

    async def read(self, after: int, limit: int) -> Stretch:
        return await self.log.read(after, limit)
