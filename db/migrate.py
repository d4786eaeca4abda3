"""Brings a database to the newest schema, and makes roles and database where we own the server."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, make_url, pool
from sqlalchemy.ext.asyncio import create_async_engine

MIGRATIONS = Path(__file__).parent.parent / "migrations"
OWNER, APP, SYSTEM = "production_tool_owner", "production_tool_app", "production_tool_system"


@dataclass(frozen=True)
class Urls:
    """How to reach a prepared database: as the API (`app_url`) and as the owner of its tables."""

    app_url: str
    migration_url: str


async def prepare(superuser_url: str, database: str) -> Urls:
    """Create our roles and `database` on a server that we own, and answer fresh ways in.

    The passwords are made anew at each call: nobody has to keep them.
    """
    passwords = {role: secrets.token_urlsafe(24) for role in (OWNER, APP)}
    connection = await asyncpg.connect(superuser_url)
    try:
        await create_roles(connection)
        for role, password in passwords.items():
            await connection.execute(f"alter role {role} login password '{password}'")
        if not await connection.fetchval(
            "select true from pg_database where datname = $1", database
        ):
            await connection.execute(f'create database "{database}" owner {OWNER}')
    finally:
        await connection.close()
    base = make_url(superuser_url).set(database=database)
    app, owner = (
        base.set(username=role, password=passwords[role]).render_as_string(hide_password=False)
        for role in (APP, OWNER)
    )
    return Urls(app_url=app, migration_url=owner)


async def create_roles(connection: asyncpg.Connection) -> None:
    """Create the three roles where they are missing. Needs CREATEROLE."""
    await connection.execute((MIGRATIONS / "roles.sql").read_text())


async def upgrade(migration_url: str, revision: str = "head") -> None:
    """Run the migrations up to `revision` as the owner of the tables."""
    await _run(migration_url, lambda config: command.upgrade(config, revision))


async def downgrade(migration_url: str, revision: str) -> None:
    """Run the migrations back down to `revision`. Drops what they had made, data included."""
    await _run(migration_url, lambda config: command.downgrade(config, revision))


async def _run(migration_url: str, action: Callable[[Config], None]) -> None:
    engine = create_async_engine(driver_url(migration_url), poolclass=pool.NullPool)

    def on(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        action(config)

    try:
        async with engine.begin() as connection:
            await connection.run_sync(on)
    finally:
        await engine.dispose()


def driver_url(url: str) -> str:
    """The same database URL for SQLAlchemy's asyncpg dialect."""
    return make_url(url).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
