"""Many at once, on connections of their own, so that their deadlocks can be counted."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import asyncpg
import pytest

from db.migrate import Urls
from db.session import Database
from tests.factories import Studio
from tests.resolvers.locks import backends


@dataclass(frozen=True)
class Crowd:
    """A studio that many use at once."""

    studio: Studio
    superuser: asyncpg.Connection
    others: frozenset[int]
    deadlocks_before: int

    async def deadlocks(self) -> int:
        """How many there were. The crowd goes home first: a backend counts for sure as it ends."""
        await self.studio.db.close()
        async with asyncio.timeout(10):
            while await backends(self.superuser) - self.others:  # noqa: ASYNC110 - nothing announces it
                await asyncio.sleep(0.01)
        return await deadlocks_ever(self.superuser) - self.deadlocks_before


@pytest.fixture
async def crowd(urls: Urls, superuser: asyncpg.Connection, studio: Studio) -> AsyncIterator[Crowd]:
    database = Database(urls.app_url, pool_size=20, statement_timeout=30)
    yield Crowd(
        replace(studio, db=database),
        superuser,
        await backends(superuser),
        await deadlocks_ever(superuser),
    )
    await database.close()


async def deadlocks_ever(superuser: asyncpg.Connection) -> int:
    found: int = await superuser.fetchval(
        "select deadlocks from pg_stat_database where datname = current_database()"
    )
    return found
