"""What a trial stands on: a database of its own, Redis, and two servers that share both."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx
from sqlalchemy import make_url

from app.dev_key import ensure_dev_key
from app.embedded.redis import RedisServer
from db import migrate
from db.session import Database
from tests.factories import Studio, found_studio
from tests.server import Server
from tests.soak.waiting import eventually

SLUGS = ("northlight", "driftwood", "tidewater")


@dataclass(frozen=True)
class Ground:
    """Everything that can be broken, and a way around it for whoever inspects."""

    superuser: asyncpg.Connection
    db: Database
    redis: RedisServer
    servers: Sequence[Server]
    studios: Sequence[Studio]

    async def hints(self, *, travel: bool) -> None:
        """Wait until both servers say that hints travel, or that they do not."""
        await eventually(lambda: self._all_say(travel=travel), f"hints travel: {travel}")

    async def _all_say(self, *, travel: bool) -> bool:
        answers = await asyncio.gather(*(health(server) for server in self.servers))
        return all((said.get("events") == "redis") is travel for said in answers)


async def health(server: Server) -> dict[str, str]:
    """What a server says of itself, nothing while it does not answer."""
    try:
        said: dict[str, str] = (await server.http.get("/health", timeout=2)).json()
    except httpx.TransportError:
        return {}
    return said


@asynccontextmanager
async def stand(superuser_url: str, database: str, folder: Path) -> AsyncIterator[Ground]:
    """Prepare `database` on a server of ours; key and logs go into `folder`."""
    async with AsyncExitStack() as held:
        urls = await migrate.prepare(superuser_url, database)
        await migrate.upgrade(urls.migration_url)
        url = make_url(superuser_url).set(database=database)
        superuser = await asyncpg.connect(url.render_as_string(hide_password=False))
        held.push_async_callback(superuser.close)
        db = Database(urls.app_url, pool_size=2, statement_timeout=30)
        held.push_async_callback(db.close)
        redis = held.enter_context(RedisServer())
        environ = {
            "DATABASE_URL": urls.app_url,
            "REDIS_URL": redis.url,
            "AUTH_DEV_KEY_FILE": str(ensure_dev_key(folder / "dev-key.pem")),
            "LOG_LEVEL": "error",
            # Counted, and shared through Redis, but never reached.
            "RATE_LIMIT_ACTOR": "1000000",
            "RATE_LIMIT_STUDIO": "1000000",
            "CONNECTIONS_PER_USER": "1000000",
            "SUBSCRIPTIONS_PER_USER": "1000000",
        }
        servers = [Server(environ, log=folder / f"server-{name}.log") for name in "ab"]
        for server in servers:
            held.push_async_callback(server.close)
        await asyncio.gather(*(server.start() for server in servers))
        studios = [await found_studio(db, slug) for slug in SLUGS]
        yield Ground(superuser, db, redis, servers, studios)
