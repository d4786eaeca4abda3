"""The ordered, resumable stream of events of one subscriber."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar
from uuid import UUID

from domain.errors import CursorExpired
from subscriptions.hub import Hub


class Revisioned(Protocol):
    """Anything that stands at a revision of its tenant's log."""

    @property
    def revision(self) -> int: ...


E = TypeVar("E", bound=Revisioned)
E_co = TypeVar("E_co", bound=Revisioned, covariant=True)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last revision a client has seen, and the epoch of the log it saw it in, if it knows."""

    revision: int
    epoch: UUID | None = None


class Page(Protocol[E_co]):
    """A stretch of the log and where the log stood, all of one snapshot."""

    @property
    def events(self) -> Sequence[E_co]:
        """The events asked for, in order."""

    @property
    def revision(self) -> int:
        """The newest revision."""

    @property
    def oldest(self) -> int:
        """The first revision still kept, or one past the newest where none is."""

    @property
    def epoch(self) -> UUID:
        """Which history this is; a restore begins another."""


Reader: TypeAlias = Callable[[int, int], Awaitable[Page[E]]]
"""Read what follows a revision (first argument), at most so many events (second, may be 0), in a
short transaction of its own."""


class BrokenLogError(Exception):
    """The log has a gap or is out of order, which its writers are to make impossible."""


async def event_stream(
    *,
    hub: Hub,
    tenant_id: UUID,
    after: Cursor | None,
    read: Reader[E],
    still_valid: Callable[[], Awaitable[None]],
    batch: int = 200,
    idle: float = 30.0,
) -> AsyncGenerator[E, None]:
    """Yield every event after the cursor, or from now on without one, once and in order.

    Before each read, and where there is doubt before the next event, `still_valid` may end the
    stream by raising; a quiet stream asks it at least every `idle` seconds. Nothing is held across
    a `yield` but the place in the hub.

    Raises `CursorExpired` when the log cannot be read on from the cursor, be it at the start or
    after a restore in mid-stream, and `BrokenLogError`.
    """
    with hub.listen(tenant_id) as listener:
        await still_valid()
        cursor = after or await _now(read)
        while True:
            listener.clear()
            await still_valid()
            page = await read(cursor.revision, batch)
            _check(cursor, page)
            for expected, event in enumerate(page.events, start=cursor.revision + 1):
                if event.revision != expected:
                    raise BrokenLogError(f"revision {event.revision} in the place of {expected}")
                if listener.take_doubt():
                    await still_valid()
                yield event
            cursor = Cursor(cursor.revision + len(page.events), page.epoch)
            if cursor.revision == page.revision:
                await listener.wait(read=cursor.revision, at_most=idle)


async def _now(read: Reader[E]) -> Cursor:
    page = await read(0, 0)
    return Cursor(page.revision, page.epoch)


def _check(cursor: Cursor, page: Page[E]) -> None:
    foreign = cursor.epoch is not None and cursor.epoch != page.epoch
    if foreign or not page.oldest - 1 <= cursor.revision <= page.revision:
        raise CursorExpired(page.revision)
    if not page.events and cursor.revision < page.revision:
        raise BrokenLogError(f"nothing after {cursor.revision} in a log at {page.revision}")
