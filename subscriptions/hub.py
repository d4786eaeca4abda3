"""The one place of a process where subscribers wait for news of their tenant."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from itertools import chain
from typing import Final, NoReturn, Self
from uuid import UUID

import structlog
from broadcaster import Broadcast

from db.events import Head
from subscriptions import hints
from subscriptions.backend import CHANNEL, RESYNC, HintBackend
from subscriptions.hints import LOOK_AGAIN
from subscriptions.listener import Listener
from subscriptions.tally import Tally

log = structlog.get_logger(__name__)

Latest = Callable[[Collection[UUID]], Awaitable[Mapping[UUID, Head]]]
"""Ask the database where the logs of these tenants are, in one query."""

LATEST_TIMEOUT: Final = 10.0
RETRY_PAUSE: Final = 0.5


class Hub:
    """Wakes the listeners of a tenant when its log has grown.

    News comes three ways: from this process at once, from other processes as hints through the
    backend, and every `poll_every` seconds from the database, which finds what hints have missed.
    Between `start` and `stop` the hub keeps working whatever Redis or the database do.
    """

    def __init__(self, backend: HintBackend, latest: Latest, *, poll_every: float = 1.5) -> None:
        self.publish_failures = 0
        self.poll_failures = 0
        self.tally = Tally()
        self._backend = backend
        self._broadcast = Broadcast(backend=backend)
        self._latest = latest
        self._poll_every = poll_every
        self._listeners: dict[UUID, set[Listener]] = {}
        self._outbox: dict[UUID, int] = {}
        self._to_look_again: set[UUID] = set()
        self._outgoing = asyncio.Event()
        self._resync = asyncio.Event()
        self._tasks: list[asyncio.Task[NoReturn]] = []

    @property
    def healthy(self) -> bool:
        """Whether hints travel; events arrive either way, without hints at the pace of the poll."""
        return self._backend.healthy

    @property
    def channel(self) -> str:
        """What serves at present: `redis`, `memory`, or `poll` while hints do not travel."""
        return self._backend.name if self.healthy else "poll"

    @property
    def reconnects(self) -> int:
        """How often the way of hints had to be sought again."""
        return self._backend.reconnects

    @property
    def listening(self) -> int:
        """How many listen, to whichever tenant."""
        return sum(map(len, self._listeners.values()))

    @property
    def behind(self) -> int:
        """How many revisions the listener that is furthest behind has yet to read."""
        everyone = chain.from_iterable(self._listeners.values())
        return max((listener.behind for listener in everyone), default=0)

    async def start(self) -> None:
        await self._broadcast.connect()
        self._tasks = [
            asyncio.create_task(self._take_hints(), name="hub: take hints"),
            asyncio.create_task(self._send_hints(), name="hub: send hints"),
            asyncio.create_task(self._poll(), name="hub: poll"),
        ]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        try:
            await self._broadcast.disconnect()
        except asyncio.CancelledError:
            # A loop that is ended by force has cancelled broadcaster's task before us, and at the
            # sight of that it stops short of this.
            await self._backend.disconnect()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @contextlib.contextmanager
    def listen(self, tenant_id: UUID) -> Iterator[Listener]:
        """Register a listener until the block is left, which does not await anything."""
        listener = Listener()
        self._listeners.setdefault(tenant_id, set()).add(listener)
        try:
            yield listener
        finally:
            remaining = self._listeners[tenant_id]
            remaining.remove(listener)
            if not remaining:
                del self._listeners[tenant_id]

    def listeners(self, tenant_id: UUID) -> int:
        """How many listen to this tenant."""
        return len(self._listeners.get(tenant_id, ()))

    def publish(self, tenant_id: UUID, revision: int) -> None:
        """Tell everyone that the tenant has committed this revision. To be called after commit.

        With `hints.LOOK_AGAIN` they look again, whatever they have read. Wakes the listeners of
        this process and leaves the hint for the others to be sent, so it neither waits nor fails
        and cannot be cut short by a cancelled request.
        """
        self._hint(tenant_id, revision)
        if revision == LOOK_AGAIN:
            self._to_look_again.add(tenant_id)
        else:
            self._outbox[tenant_id] = max(revision, self._outbox.get(tenant_id, 0))
        self._outgoing.set()

    def rouse(self, tenant_id: UUID) -> None:
        """Have the listeners of this process look again."""
        self._hint(tenant_id, LOOK_AGAIN)

    def _hint(self, tenant_id: UUID, revision: int) -> None:
        for listener in self._listeners.get(tenant_id, ()):
            if revision == LOOK_AGAIN:
                listener.look_again()
            else:
                listener.hint(revision)

    async def _take_hints(self) -> NoReturn:
        # Nothing slow in this loop: broadcaster's queue in front of it has no bound.
        async with self._broadcast.subscribe(CHANNEL) as subscriber:
            while True:
                message = (await subscriber.get()).message
                if message == RESYNC:
                    self._resync.set()
                    continue
                try:
                    received = hints.decode(message)
                except ValueError as error:
                    log.warning("hint not understood", error=str(error), hint=message[:100])
                    continue
                for tenant_id, revision in received.items():
                    self._hint(tenant_id, revision)

    async def _send_hints(self) -> NoReturn:
        while True:
            await self._outgoing.wait()
            self._outgoing.clear()
            sending, self._outbox = self._outbox, {}
            looking, self._to_look_again = self._to_look_again, set()
            try:
                # Two messages: news that arrives as old must not take this along.
                for news in (dict.fromkeys(looking, LOOK_AGAIN), sending):
                    if news:
                        await self._broadcast.publish(CHANNEL, hints.encode(news))
            except Exception as error:  # noqa: BLE001 - no loss of a hint may stop the next one
                self.publish_failures += 1
                tenants = len(sending.keys() | looking)
                log.warning("hints not sent", error=repr(error), tenants=tenants)
                await asyncio.sleep(RETRY_PAUSE)
                self._outbox = sending | self._outbox
                self._to_look_again |= looking
                self._outgoing.set()

    async def _poll(self) -> NoReturn:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._poll_every):
                    await self._resync.wait()
            self._resync.clear()
            try:
                await self._compare()
            except Exception:
                self.poll_failures += 1
                log.exception("poll for new revisions failed")

    async def _compare(self) -> None:
        if not self._listeners:
            return
        async with asyncio.timeout(LATEST_TIMEOUT):
            latest = await self._latest(tuple(self._listeners))
        for tenant_id, head in latest.items():
            for listener in self._listeners.get(tenant_id, ()):
                listener.check(head)
