"""The page as it is built, a server that serves it, and a browser to look at it with."""

import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import make_url

from app.dev_key import ensure_dev_key
from app.embedded.postgres import EmbeddedPostgres
from app.embedded.redis import RedisServer
from db import migrate
from db.session import Database
from resolvers import demo
from tests.server import Server


@pytest.fixture(scope="session")
async def surroundings(
    chromium: str, postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Mapping[str, str]]:
    """A server with the demo studios in a database of its own, and what tests need to know."""
    folder: Path = tmp_path_factory.mktemp("browser")
    urls = await migrate.prepare(postgres.superuser_url, "production_tool_browser")
    await migrate.upgrade(urls.migration_url)
    database = Database(urls.app_url, pool_size=2)
    await demo.seed(database)
    await database.close()
    superuser_url = (
        make_url(postgres.superuser_url)
        .set(database=make_url(urls.app_url).database)
        .render_as_string(hide_password=False)
    )
    with RedisServer() as redis:
        environ = {
            "DATABASE_URL": urls.app_url,
            "REDIS_URL": redis.url,
            "AUTH_DEV_KEY_FILE": str(ensure_dev_key(folder / "dev-key.pem")),
            "LOG_LEVEL": "error",
            "RATE_LIMIT_ACTOR": "0",  # a few people do all that the tests do
        }
        server = await Server(environ).start()
        yield environ | {
            "E2E_URL": server.url,
            "E2E_CHROMIUM": chromium,
            "E2E_PICTURES": str(folder / "pictures"),
            "E2E_PYTHON": sys.executable,
            "E2E_SUPERUSER_URL": superuser_url,
        }
        await server.close()
