"""How hints travel between processes: a broadcaster backend that survives its Redis.

A hint only says that something happened; the event table is the truth. So a backend may lose
hints, as long as it says so: whenever some may have been missed it emits `RESYNC`.
"""

import asyncio
import time
from typing import ClassVar, Final, NoReturn, cast
from urllib.parse import urlsplit
from uuid import uuid4

import structlog
from broadcaster import BroadcastBackend, Event
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

log = structlog.get_logger(__name__)

CHANNEL: Final = "production-tool:hints"

RESYNC: Final = "<resync>"
"""The message of an event that means: hints may have been missed, look at the table."""


class HintBackend(BroadcastBackend):
    """What both backends share: one channel, always subscribed, and a bounded inbox.

    `healthy` tells whether hints travel at present, `reconnects` how often the way had to be
    sought again. A full inbox is emptied and replaced by one `RESYNC`.
    """

    name: ClassVar[str]

    def __init__(self, *, channel: str = CHANNEL, capacity: int = 10_000) -> None:
        # The base class has no state, and its constructor only raises.
        self._channel = channel
        self.healthy = False
        self.reconnects = 0
        self._inbox: asyncio.Queue[str] = asyncio.Queue(capacity)

    async def subscribe(self, group: str) -> None:
        """Do nothing: the one channel is always subscribed, so callers cannot race for it."""

    async def unsubscribe(self, group: str) -> None:
        """Do nothing, as for `subscribe`."""

    async def next_published(self) -> Event:
        """Return the next hint or `RESYNC`; never raises, as broadcaster would not recover."""
        return Event(self._channel, await self._inbox.get())

    def _receive(self, message: str) -> None:
        if self._inbox.full():
            log.warning("hint inbox overflowed", capacity=self._inbox.maxsize)
            while not self._inbox.empty():
                self._inbox.get_nowait()
            message = RESYNC
        self._inbox.put_nowait(message)


class MemoryBackend(HintBackend):
    """Hints within one process."""

    name = "memory"

    async def connect(self) -> None:
        self.healthy = True

    async def disconnect(self) -> None:
        self.healthy = False

    async def publish(self, channel: str, message: str) -> None:
        self._receive(message)


class RedisBackend(HintBackend):
    """Hints through Redis publish/subscribe, for as long as it takes.

    A lost connection is sought again after `first_pause` seconds, doubling to `longest_pause`.
    Every `echo_every` seconds the backend sends itself an echo; one that has heard nothing for
    `deaf_after` seconds counts as lost too. Each new subscription emits `RESYNC`.

    Raises `ValueError` when the URL is not one of Redis.
    """

    name = "redis"

    def __init__(
        self,
        url: str,
        *,
        echo_every: float = 2.0,
        deaf_after: float = 6.0,
        publish_timeout: float = 1.0,
        first_pause: float = 0.1,
        longest_pause: float = 2.0,
        channel: str = CHANNEL,
        capacity: int = 10_000,
    ) -> None:
        super().__init__(channel=channel, capacity=capacity)
        self._redis = Redis.from_url(
            url,
            socket_timeout=publish_timeout,
            socket_connect_timeout=publish_timeout,
            # Retrying is ours to do: the library's own would hide losses from us.
            retry=Retry(NoBackoff(), 0),
            # With the newer protocol the pool hands out connections that hold unread answers.
            protocol=2,
        )
        self._echo_channel = f"{channel}:echo:{uuid4().hex}"
        self._echo_every = echo_every
        self._deaf_after = deaf_after
        self._publish_timeout = publish_timeout
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._tasks: list[asyncio.Task[NoReturn]] = []

    async def connect(self) -> None:
        """Begin to seek the connection; does not wait for it, so a dead Redis stops no start."""
        self._tasks = [
            asyncio.create_task(self._stay_subscribed(), name="hint subscription"),
            asyncio.create_task(self._send_echoes(), name="hint echoes"),
        ]

    async def disconnect(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.healthy = False
        await self._redis.aclose()

    async def publish(self, channel: str, message: str) -> None:
        """Send a message within `publish_timeout` seconds, or raise `OSError` or `RedisError`."""
        async with asyncio.timeout(self._publish_timeout):
            await self._redis.publish(channel, message)

    async def _stay_subscribed(self) -> NoReturn:
        pause = self._first_pause
        while True:
            began = time.monotonic()
            try:
                await self._listen()
            except Exception as error:  # noqa: BLE001 - whatever it was, the answer is to connect again
                self.healthy = False
                if time.monotonic() - began > self._longest_pause:
                    pause = self._first_pause
                log.warning(
                    "hint channel lost", channel=self._channel, error=repr(error), retry_in=pause
                )
            await asyncio.sleep(pause)
            self.reconnects += 1
            pause = min(pause * 2, self._longest_pause)

    async def _listen(self) -> NoReturn:
        async with self._redis.pubsub() as pubsub:
            await pubsub.subscribe(self._channel, self._echo_channel)
            while True:
                message = await pubsub.get_message(timeout=self._deaf_after)
                if message is None:
                    raise TimeoutError("own echo not heard")
                if message["channel"] != self._channel.encode():
                    continue
                if message["type"] == "subscribe":
                    self.healthy = True
                    log.info(
                        "hint channel subscribed", channel=self._channel, reconnects=self.reconnects
                    )
                    self._receive(RESYNC)
                elif message["type"] == "message":
                    self._receive(cast("bytes", message["data"]).decode(errors="replace"))

    async def _send_echoes(self) -> NoReturn:
        while True:
            await asyncio.sleep(self._echo_every)
            try:
                await self.publish(self._echo_channel, "")
            except Exception as error:  # noqa: BLE001 - an echo that fails shows as deafness
                log.debug("echo not sent", error=repr(error))


def open_backend(url: str | None, *, channel: str = CHANNEL) -> HintBackend:
    """Choose by URL: `redis://`, `rediss://` and `unix://`, or in memory for `memory://` and None.

    Hints of different channels know nothing of one another. Raises `ValueError` for anything else.
    """
    if url is None or urlsplit(url).scheme == "memory":
        return MemoryBackend(channel=channel)
    return RedisBackend(url, channel=channel)
