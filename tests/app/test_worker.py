"""Worker processes, as `production-tool worker` starts them, and one that is killed at its work."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import asyncpg

from db.migrate import Urls
from tests.factories import Studio, hours
from tests.resolvers.records import fold, log, state_of
from tests.server import CHECKOUT

HOLDS = 120
ENDED = "select count(*) from bookings where status = 'cancelled'"


@contextmanager
def worker(urls: Urls) -> Iterator[subprocess.Popen[bytes]]:
    environ = {**os.environ, "DATABASE_URL": urls.app_url, "REDIS_URL": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "worker"], cwd=CHECKOUT, env=environ
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await condition():  # noqa: ASYNC110 - a database announces nothing
            await asyncio.sleep(0.002)


async def test_what_a_killed_worker_was_at_another_does_once(
    urls: Urls, superuser: asyncpg.Connection, studio: Studio
) -> None:
    artists = [await studio.artist(name) for name in "abcdef"]
    earlier = studio.at(datetime.now(UTC) - timedelta(days=2))
    for number in range(HOLDS):
        day = number // len(artists)
        await earlier.book(artists[number % len(artists)], **hours(0, 1, day=day))

    async def ended(at_least: int) -> bool:
        return int(await superuser.fetchval(ENDED)) >= at_least

    with worker(urls) as first:
        await until(lambda: ended(HOLDS // 4))
        first.send_signal(signal.SIGKILL)
        assert first.wait(10) == -signal.SIGKILL
    assert not await ended(HOLDS), "it was done before it could be killed"
    with worker(urls), worker(urls):
        await until(lambda: ended(HOLDS))
    entries = await log(studio)
    assert [entry.revision for entry in entries] == list(range(1, len(entries) + 1))
    cancelled = [e.aggregate_id for e in entries if e.type == "booking_cancelled"]
    assert len(cancelled) == len(set(cancelled)) == HOLDS
    assert {e.actor_id for e in entries if e.type == "booking_cancelled"} == {None}
    assert fold(entries) == await state_of(studio)
