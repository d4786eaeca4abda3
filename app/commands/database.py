"""Commands that touch the database and nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from app.refusal import Refusal
from app.settings import Settings, without_password
from db.migrate import NeedsAdministrator, newest_revision, upgrade
from db.session import Database, Unfit

PATIENCE = 5  # seconds for the database to let us in


async def migrate(settings: Settings) -> str:
    """Bring the schema to its newest version, and say which that is.

    Raises `Refusal` where that cannot be; the schema is then as it was.
    """
    await _reach(settings.migration_database_url, "MIGRATION_DATABASE_URL")
    try:
        await upgrade(settings.migration_database_url)
    except NeedsAdministrator as error:
        raise Refusal(f"MIGRATION_DATABASE_URL: {error}") from None
    except (asyncpg.PostgresError, DBAPIError, CommandError) as error:
        said = str(error).partition("\n")[0]
        raise Refusal(f"the migration failed and has changed nothing: {said}") from None
    return f"The schema is at revision {newest_revision()}."


async def seed(settings: Settings) -> str:
    """Write the demo studios, and say which; those that exist stay as they are."""
    from resolvers import demo

    async with connected(settings) as database:
        await demo.seed(database)
    return f"The demo studios are there: {', '.join(studio.slug for studio in demo.STUDIOS)}."


async def assert_fit(settings: Settings) -> None:
    """Refuse to serve from a database that is out of reach, or unfit as it is."""
    async with connected(settings):
        pass


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Database]:
    """Connect as the API does. Raises `Refusal` where we cannot, or should not as things are."""
    await _reach(settings.database_url, "DATABASE_URL")
    database = Database(
        settings.database_url,
        pool_size=settings.database_pool_size,
        statement_cache=settings.database_statement_cache,
        statement_timeout=settings.operation_timeout,
    )
    try:
        await database.assert_unprivileged()
        await database.assert_migrated()
        yield database
    except Unfit as error:
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
