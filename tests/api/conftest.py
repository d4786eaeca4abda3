"""Server processes over the test database."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from app.dev_key import ensure_dev_key
from app.embedded.redis import RedisServer
from db.migrate import Urls
from tests.server import Server

Environ = dict[str, str]

PEPPER = "ground for these tests and no others"


@pytest.fixture(scope="session")
def redis() -> Iterator[RedisServer]:
    with RedisServer() as server:
        yield server


@pytest.fixture(scope="session")
def environ(urls: Urls, tmp_path_factory: pytest.TempPathFactory) -> Environ:
    """What a server needs to know; events travel in memory."""
    folder: Path = tmp_path_factory.mktemp("key")
    return {
        "DATABASE_URL": urls.app_url,
        "AUTH_DEV_KEY_FILE": str(ensure_dev_key(folder / "dev-key.pem")),
        "API_KEY_PEPPER": PEPPER,
        "DATABASE_POOL_SIZE": "20",
        "LOG_LEVEL": "warning",
        "OPERATION_TIMEOUT": "30",  # 200 who want the same at once wait for one another
        "RATE_LIMIT_FAILURES": "0",  # forged tokens come by the dozen, all from one address
    }


@pytest.fixture(scope="session")
async def server(environ: Environ, redis: RedisServer) -> AsyncIterator[Server]:
    """A server that lives as long as the run, with its events on Redis."""
    server = await Server(environ | {"REDIS_URL": redis.url}).start()
    yield server
    assert await server.stop() == 0, "a server that is asked to end does so cleanly"
    await server.close()


@pytest.fixture
async def mortal(environ: Environ) -> AsyncIterator[Server]:
    """A server of this test alone, to be killed; its events travel in memory."""
    server = await Server(environ).start()
    yield server
    await server.close()


@pytest.fixture
async def pair(environ: Environ, redis: RedisServer) -> AsyncIterator[tuple[Server, Server]]:
    """Two servers that hear of each other through Redis."""
    servers = [Server(environ | {"REDIS_URL": redis.url}) for _ in range(2)]
    for server in servers:
        await server.start()
    yield (servers[0], servers[1])
    for server in servers:
        await server.close()
