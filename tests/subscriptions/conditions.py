import asyncio
from collections.abc import Callable

from db.events import Head
from subscriptions.backend import RedisBackend
from subscriptions.listener import Listener

FOREVER = 60.0
"""Seconds; as an interval it means that what it times plays no part in a test."""


async def until(condition: Callable[[], bool], *, within: float = 10.0) -> None:
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 - conditions here announce nothing
            await asyncio.sleep(0.01)


async def roused(listener: Listener, *, read: int = 0, within: float = 10.0) -> None:
    """Wait for news; raises `TimeoutError` without any."""
    async with asyncio.timeout(within):
        await listener.wait(read=Head(read, 0), at_most=FOREVER)


def impatient(url: str, *, capacity: int = 10_000) -> RedisBackend:
    """A backend that notices everything some ten times sooner than in production."""
    return RedisBackend(
        url,
        echo_every=0.2,
        deaf_after=0.6,
        publish_timeout=0.3,
        first_pause=0.02,
        longest_pause=0.1,
        capacity=capacity,
    )
