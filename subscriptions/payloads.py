"""What is sent to many: made once, and kept for a moment for those who come a little later."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Generic, TypeAlias

from subscriptions.stream import E, Item

FRESH: Final = 5.0
"""Seconds for which what was made may be sent to those who come late."""

LARGEST: Final = 1_000_000
"""Bytes that are kept for them, the newest payload aside."""

PATIENCE: Final = 15.0
"""Seconds that the database gets to answer; a line that is dead without a word never would."""


@dataclass(eq=False, slots=True)
class Payload:
    """What all members of a group are sent; `fronts` is what a transport has made of it.

    Their keys are the lengths of what is each client's own.
    """

    text: bytes
    fronts: dict[int, bytes] = field(default_factory=dict)


Render: TypeAlias = Callable[[Item[E]], Payload | Awaitable[Payload]]
"""Put an event or a position into words: at once, where there is nothing to ask."""


@dataclass(eq=False, slots=True)
class Making:
    """A payload that is being made, or has been. `end` is the timer that is to forget it."""

    work: asyncio.Future[Payload]
    end: asyncio.TimerHandle
    size: int = 0


class Payloads(Generic[E]):
    """Makes payloads by `render`, each once for all who ask for it within a moment."""

    def __init__(self, render: Render[E]) -> None:
        self._render = render
        self._made: dict[Hashable, Making] = {}
        self._size = 0

    async def ready(self, key: Hashable, item: Item[E]) -> Payload:
        """The payload of an item. Raises `TimeoutError`, and what rendering does."""
        making = self._made.get(key)
        if making is None:
            making = self._begin(key, self._render(item))
        # Whoever waits for it may go away; it is not theirs alone.
        return await asyncio.shield(making.work)

    def find(self, key: Hashable) -> Payload | None:
        """The payload, if it has been made and is still there."""
        making = self._made.get(key)
        return making.work.result() if making and making.size else None

    def clear(self) -> None:
        """Forget everything."""
        for key in list(self._made):
            self._forget(key)

    def _begin(self, key: Hashable, made: Payload | Awaitable[Payload]) -> Making:
        loop = asyncio.get_running_loop()
        end = loop.call_later(FRESH, self._forget, key)
        if isinstance(made, Payload):
            making = self._made[key] = Making(loop.create_future(), end)
            making.work.set_result(made)
            self._settle(key, making, making.work)
        else:
            making = self._made[key] = Making(loop.create_task(_soon(made), name="payload"), end)
            making.work.add_done_callback(partial(self._settle, key, making))
        return making

    def _settle(self, key: Hashable, making: Making, work: asyncio.Future[Payload]) -> None:
        # To look at the exception is to keep asyncio from complaining where everybody went away.
        if work.cancelled() or work.exception():
            self._forget(key)
        elif self._made.get(key) is making:
            making.size = len(work.result().text)
            self._size += making.size
            while self._size > LARGEST and len(self._made) > 1:
                self._forget(next(iter(self._made)))

    def _forget(self, key: Hashable) -> None:
        if making := self._made.pop(key, None):
            making.end.cancel()
            self._size -= making.size


async def _soon(made: Awaitable[Payload]) -> Payload:
    async with asyncio.timeout(PATIENCE):
        return await made
