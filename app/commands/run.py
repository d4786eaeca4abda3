"""What `make run` does: everything on one machine, with demo data."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.commands import database
from app.dev_key import ensure_dev_key
from app.embedded.postgres import EmbeddedPostgres
from app.output import say
from app.serving import AnnouncingServer, config, listen
from app.settings import Settings, without_password

NAME = "production_tool"
BANNER = """
  Production Tool is running.

    GraphiQL    {address}/graphql
    Sign in as  manager@northlight.example (or owner, admin, artist, viewer;
                the other studio is driftwood.example)
    Database    {database}
    Events      {events}
    Stop        Ctrl-C
"""


def run(settings: Settings) -> None:
    """Serve until told to stop. Raises `Refusal` where something is in the way."""
    from app.asgi import create_app

    with listen(settings.host, settings.port) as door, _database(settings) as (ready, described):
        asyncio.run(database.seed(ready))
        ready = _with_dev_key(ready)
        banner = BANNER.format(
            address=_address(ready),
            database=described,
            events=without_password(ready.redis_url) or "in memory, within this one process",
        )
        server = AnnouncingServer(config(create_app(ready)), announce=lambda: say(banner))
        server.run(sockets=[door])


@contextmanager
def _database(settings: Settings) -> Iterator[tuple[Settings, str]]:
    """Give the settings of a migrated database, and say which: the operator's, or one of ours."""
    if settings.database_url:
        if settings.migration_database_url:
            asyncio.run(database.migrate(settings))
        yield settings, str(without_password(settings.database_url))
        return
    with _embedded(settings) as (ready, described):
        asyncio.run(database.migrate(ready))
        yield ready, described


@contextmanager
def _embedded(settings: Settings) -> Iterator[tuple[Settings, str]]:
    from db.migrate import prepare

    with EmbeddedPostgres(settings.data_dir) as server:
        urls = asyncio.run(prepare(server.superuser_url, NAME))
        described = f"PostgreSQL {server.version} of our own, data in {server.folder}"
        if server.folder != settings.data_dir.resolve() / "postgres":
            described += f" (its user cannot reach {settings.data_dir})"
        yield (
            replace(settings, database_url=urls.app_url, migration_database_url=urls.migration_url),
            described,
        )


def _with_dev_key(settings: Settings) -> Settings:
    if settings.auth_dev_key_file:
        return settings
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return replace(settings, auth_dev_key_file=ensure_dev_key(settings.data_dir / "dev-key.pem"))


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"
