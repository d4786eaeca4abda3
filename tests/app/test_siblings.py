"""Server processes that share a port speak for each other, whoever of them is asked."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from app import siblings
from app.asgi import create_app
from app.embedded.redis import RedisServer
from app.settings import Settings
from app.siblings import Siblings
from tests.app.scrape import Scrape, scrape, scraped_until
from tests.app.server import serving
from tests.factories import Studio
from tests.server import CHECKOUT
from tests.server import Server as ServerProcess

PROCESS = """
import asyncio, sys
from pathlib import Path
from app.siblings import Siblings

async def live():
    async def tell():
        return sys.argv[2].encode()
    async with Siblings(Path(sys.argv[1])).answering(tell):
        print("here", flush=True)
        await asyncio.Event().wait()

asyncio.run(live())
"""


@asynccontextmanager
async def process(folder: Path, tells: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that tells one thing, until it is killed."""
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROCESS, str(folder), tells),
        cwd=CHECKOUT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert started.stdout
    try:
        assert await started.stdout.readline() == b"here\n"
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.wait()


def numbers(now: Scrape) -> set[str]:
    return {dict(labels)["process"] for _, labels in now.series}


async def test_each_keeps_a_number_that_goes_to_who_comes_after_it(tmp_path: Path) -> None:
    everyone = Siblings(tmp_path)
    assert await everyone.ask() == {}
    async with process(tmp_path, "a") as first, process(tmp_path, "b"):
        assert await everyone.ask() == {"0": b"a", "1": b"b"}
        first.kill()
        await first.wait()
        assert await everyone.ask() == {"1": b"b"}, "its socket is left, and nobody behind it"
        async with process(tmp_path, "c"), process(tmp_path, "d"):
            assert await everyone.ask() == {"0": b"c", "1": b"b", "2": b"d"}


async def test_who_does_not_answer_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(siblings, "PATIENCE", 0.2)
    frozen = asyncio.Event()

    async def never() -> bytes:
        await frozen.wait()
        return b""

    async def broken() -> bytes:
        raise ConnectionError

    async with (
        process(tmp_path, "a"),
        Siblings(tmp_path).answering(never),
        Siblings(tmp_path).answering(broken),
    ):
        assert await Siblings(tmp_path).ask() == {"0": b"a"}
        frozen.set()


async def test_a_scrape_has_the_figures_of_all_of_them_apart(
    settings: Settings, studio: Studio, tmp_path: Path
) -> None:
    async with AsyncExitStack() as running:
        servers = [
            await running.enter_async_context(
                serving(settings, create_app(settings, siblings=Siblings(tmp_path)))
            )
            for _ in range(2)
        ]
        for times, server in enumerate(servers, start=1):
            for _ in range(times):
                await server.ask("{ __typename }")
        name, of = "api_response_time_seconds_count", {"kind": "query", "outcome": "ok"}
        for server in servers:
            found = await scrape(server.http)
            assert [found(name, process=each, **of) for each in ("0", "1")] == [1, 2]
            assert numbers(found) == {"0", "1"}, "each series says whose it is"
        await servers[0].stop()
        assert numbers(await scrape(servers[1].http)) == {"1"}


async def test_so_it_is_with_workers(settings: Settings, studio: Studio) -> None:
    with RedisServer() as redis:
        server = ServerProcess(
            {
                "DATABASE_URL": settings.database_url,
                "REDIS_URL": redis.url,
                "AUTH_DEV_KEY_FILE": str(settings.auth_dev_key_file),
                "LOG_LEVEL": "error",
                "WORKERS": "2",
            }
        )
        try:
            await server.start()
            await scraped_until(server.http, lambda now: numbers(now) == {"0", "1"})
        finally:
            assert await server.stop() == 0
            await server.close()
