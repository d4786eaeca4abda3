"""Commands that touch the database and nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from app.refusal import Refusal
from app.settings import Settings, without_password
from db.session import Database, UnsafeLogin

PATIENCE = 5  # seconds for the database to let us in


async def migrate(settings: Settings) -> None:
    """Bring the schema to its newest version."""
    from db.migrate import upgrade

    await _reach(settings.migration_database_url, "MIGRATION_DATABASE_URL")
    await upgrade(settings.migration_database_url)


async def seed(settings: Settings) -> None:
    """Write the demo studios; those that exist stay as they are."""
    from resolvers import demo

    async with connected(settings) as database:
        await demo.seed(database)


async def assert_fit(settings: Settings) -> None:
    """Refuse to serve from a database that is out of reach, or as a login that may do too much."""
    async with connected(settings):
        pass


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Database]:
    """Connect as the API does. Raises `Refusal` where we cannot, or where we may do too much."""
    await _reach(settings.database_url, "DATABASE_URL")
    database = Database(
        settings.database_url,
        pool_size=settings.database_pool_size,
        statement_cache=settings.database_statement_cache,
        statement_timeout=settings.operation_timeout,
    )
    try:
        await database.assert_unprivileged()
        yield database
    except UnsafeLogin as error:
        raise Refusal(str(error)) from None
    finally:
        await database.close()


async def _reach(url: str, variable: str) -> None:
    if not url:
        raise Refusal(f"{variable} is not set: it says which database to use")
    try:
        connection = await asyncpg.connect(url, timeout=PATIENCE)
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        shown = without_password(url)
        raise Refusal(f"{variable}: cannot reach {shown}: {error or 'no answer'}") from None
    await connection.close()
