"""Reading a studio's log: in order, once, from a revision on, and for as long as one may."""

import time
from collections.abc import AsyncGenerator, Awaitable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, Protocol, TypeAlias, TypeVar
from uuid import UUID

from db.events import Head
from domain.errors import CursorExpired
from subscriptions.hub import Hub
from subscriptions.listener import Listener

BATCH: Final = 200
"""Events that are read at once."""

IDLE: Final = 30.0
"""Seconds after which a reader without news looks for itself."""

POSITION_EVERY: Final = 5.0
"""Seconds in which a reader is told at most once where it is, if no event told it."""


class Revisioned(Protocol):
    """Anything that stands at a revision of its tenant's log."""

    @property
    def revision(self) -> int: ...

    @property
    def occurred_at(self) -> datetime: ...


E = TypeVar("E", bound=Revisioned)
E_co = TypeVar("E_co", bound=Revisioned, covariant=True)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last revision a client has seen, and the epoch of the log it saw it in, if it knows."""

    revision: int
    epoch: UUID | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Said in the place of an event: all up to `revision` that is for the reader has been sent."""

    revision: int
    epoch: UUID


class Page(Protocol[E_co]):
    """A stretch of the log and where the log stood, all of one snapshot."""

    @property
    def events(self) -> Sequence[E_co]:
        """The events asked for, in order."""

    @property
    def head(self) -> Head:
        """The newest revision, and the counter of what may change who reads what."""

    @property
    def oldest(self) -> int:
        """The first revision still kept, or one past the newest where none is."""

    @property
    def epoch(self) -> UUID:
        """Which history this is; a restore begins another."""


class Source(Protocol[E]):
    """What somebody reads of a studio's log."""

    @property
    def after(self) -> Cursor | None:
        """Where to begin; None: at what comes from now on."""

    def read(self, after: int, limit: int) -> Awaitable[Page[E]]:
        """What follows a revision, at most `limit` events (maybe 0), in a short transaction."""

    def admit(self) -> Awaitable[None]:
        """Make sure that its reader may read on. Ends the reading by raising."""

    def concerns(self, event: E) -> bool:
        """Whether the event is to be passed on."""


Item: TypeAlias = E | Position


class BrokenLogError(Exception):
    """The log has a gap or is out of order, which its writers are to make impossible."""


class Reading(Generic[E]):
    """Somebody's place in a log. `cursor` and `head` tell it once something has been read.

    It begins where its source says, or goes on from the place of another who had been admitted.
    """

    cursor: Cursor | None
    head: Head

    def __init__(self, source: Source[E], *, on_from: "Reading[E] | None" = None) -> None:
        self._source = source
        self.cursor = on_from.cursor if on_from else source.after
        self._admitted_at = on_from.head.access if on_from else None
        if on_from:
            self.head = on_from.head
        self._told: int = on_from._told if on_from else -1
        self._tell_from = 0.0

    async def turn(self, listener: Listener | None = None) -> AsyncGenerator[Item[E], None]:
        """Yield what is to be read by now, and where that ends if no event has told it.

        Whoever reads is admitted again where a page says that this may have changed: after the
        page was read, and before anything of it is yielded. A `listener` may break a page off.
        Nothing is held across a `yield`.

        Raises `CursorExpired` when the log cannot be read on from the cursor, be it at the start
        or after a restore in mid-stream, `BrokenLogError`, and what `Source.admit` does.
        """
        while True:
            if listener:
                listener.clear()
            page, cursor = await self._read()
            self.cursor, self.head = cursor, page.head
            if page.head.access != self._admitted_at:
                await self._source.admit()
                self._admitted_at = page.head.access
            for event in page.events:
                if listener and listener.must_look_again:
                    break
                if event.revision != self.cursor.revision + 1:
                    raise BrokenLogError(f"{event.revision} follows {self.cursor.revision}")
                self.cursor = Cursor(event.revision, page.epoch)
                if self._source.concerns(event):
                    self.tell(event.revision)
                    yield event
            if self.cursor.revision == page.head.revision:
                break
        if self.patience == 0:
            self.tell(self.cursor.revision)
            yield Position(self.cursor.revision, page.epoch)

    def tell(self, revision: int) -> None:
        """Take note that whoever reads has been told of this revision."""
        self._told = revision
        self._tell_from = time.monotonic() + POSITION_EVERY

    async def enter(self, access: int) -> None:
        """Have whoever reads admitted anew, for somebody else has read that `access` is so far."""
        await self._source.admit()
        self._admitted_at = access
        self.head = Head(self.head.revision, access)

    def skip_to(self, revision: int) -> None:
        """Go on behind a revision up to which somebody else has told whoever reads."""
        assert self.cursor
        self.cursor = Cursor(revision, self.cursor.epoch)
        self._told = max(self._told, revision)

    @property
    def patience(self) -> float:
        """Seconds until the position is to be told, if nothing happens."""
        assert self.cursor
        if self._told == self.cursor.revision:
            return IDLE
        return max(0.0, self._tell_from - time.monotonic())

    async def _read(self) -> tuple[Page[E], Cursor]:
        if self.cursor is None:
            page = await self._source.read(0, 0)
            return page, Cursor(page.head.revision, page.epoch)
        page = await self._source.read(self.cursor.revision, BATCH)
        _check(self.cursor, page)
        return page, Cursor(self.cursor.revision, page.epoch)


async def event_stream(
    hub: Hub, tenant_id: UUID, reading: Reading[E]
) -> AsyncGenerator[Item[E], None]:
    """Yield every event after the cursor that concerns the reader, once and in order, for ever.

    Now and then, and when all has been read for the first time, a `Position` says how far that is.
    Raises what `Reading.turn` does.
    """
    with hub.listen(tenant_id) as listener:
        while True:
            async with aclosing(reading.turn(listener)) as items:
                async for item in items:
                    yield item
            await listener.wait(read=reading.head, at_most=reading.patience)


def _check(cursor: Cursor, page: Page[E]) -> None:
    head = page.head.revision
    foreign = cursor.epoch is not None and cursor.epoch != page.epoch
    if foreign or not page.oldest - 1 <= cursor.revision <= head:
        raise CursorExpired(head)
    if not page.events and cursor.revision < head:
        raise BrokenLogError(f"nothing after {cursor.revision} in a log at {head}")
