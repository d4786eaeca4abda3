"""The PostgreSQL of our own that keeps its data under DATA_DIR, for commands to work on."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import asyncpg

from app.commands import database
from app.embedded.cluster import open_cluster
from app.embedded.errors import FolderInUse
from app.embedded.postgres import EmbeddedPostgres
from app.refusal import Refusal
from app.settings import Settings

NAME = "production_tool"


@contextmanager
def embedded(settings: Settings) -> Iterator[tuple[Settings, str]]:
    """Start it, and give the settings with the ways in, and a description.

    Raises `CannotStart`, and `FolderInUse` where another process of ours has started it.
    """
    with EmbeddedPostgres(settings.data_dir) as server:
        described = f"PostgreSQL {server.version} of our own, data in {server.folder}"
        if server.folder != settings.data_dir.resolve() / "postgres":
            described += f" (its user cannot reach {settings.data_dir})"
        yield _prepared(settings, server.superuser_url), described


@contextmanager
def at_hand(settings: Settings) -> Iterator[Settings]:
    """Give the settings of a database to work on: DATABASE_URL, else the one under DATA_DIR.

    That one is used beside `make run` where it is running, and else started for as long as needed.
    Raises `Refusal` where there is none.
    """
    if settings.database_url:
        yield settings
        return
    if not (settings.data_dir / "postgres").exists():
        raise Refusal(f"no database in {settings.data_dir}: set DATABASE_URL, or DATA_DIR")
    with ExitStack() as held:
        try:
            ready, _ = held.enter_context(embedded(settings))
        except FolderInUse:
            ready = _prepared(settings, open_cluster(settings.data_dir).superuser_url)
        else:
            asyncio.run(database.migrate(ready))
        yield ready


def _prepared(settings: Settings, superuser_url: str) -> Settings:
    from db.migrate import prepare

    try:
        urls = asyncio.run(prepare(superuser_url, NAME))
    except (OSError, asyncpg.PostgresError) as error:
        raise Refusal(f"the database in {settings.data_dir} does not let us in: {error}") from None
    return replace(settings, database_url=urls.app_url, migration_database_url=urls.migration_url)
