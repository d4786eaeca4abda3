"""What `make run` does: everything on one machine, with demo data."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.commands import database
from app.commands.embedded_database import embedded
from app.dev_key import ensure_dev_key
from app.output import say
from app.pepper import ensure_pepper
from app.refusal import Refusal
from app.serving import AnnouncingServer, address, config, listen
from app.settings import Settings, without_password

BANNER = """
  Production Tool is running.

    Schedule    {address}/
    GraphiQL    {address}/graphql
    Sign in     {sign_in}
    Database    {database}
    Events      {events}
    Stop        Ctrl-C
"""

DEMO_USERS = """\
as manager@northlight.example (or owner, admin, artist, viewer;
                the other studio is driftwood.example)"""


def run(settings: Settings) -> None:
    """Serve until told to stop. Raises `Refusal` where something is in the way."""
    from app.asgi import create_app

    if settings.workers > 1:
        say("WORKERS is ignored: `run` serves with one process.")
    with listen(settings.host, settings.port) as door, _database(settings) as (ready, described):
        asyncio.run(database.seed(ready))
        ready = _with_secrets(ready)
        banner = BANNER.format(
            address=address(ready),
            sign_in=f"at {ready.auth_issuer}" if ready.auth_issuer else DEMO_USERS,
            database=described,
            events=without_password(ready.redis_url) or "in memory, within this one process",
        )
        app = create_app(ready, clockwork=True)
        server = AnnouncingServer(config(app, ready), announce=lambda: say(banner))
        server.run(sockets=[door])


@contextmanager
def _database(settings: Settings) -> Iterator[tuple[Settings, str]]:
    """Give the settings of a migrated database, and say which: the operator's, or one of ours."""
    if settings.database_url:
        if settings.migration_database_url:
            asyncio.run(database.migrate(settings))
        yield settings, str(without_password(settings.database_url))
        return
    with embedded(settings) as (ready, described):
        asyncio.run(database.migrate(ready))
        yield ready, described


def _with_secrets(settings: Settings) -> Settings:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not settings.auth_dev_key_file and not settings.auth_issuer:
            key = ensure_dev_key(folder / "dev-key.pem")
            settings = replace(settings, auth_dev_key_file=key)
        if not settings.api_key_pepper:
            pepper = ensure_pepper(folder / "api-key-pepper").read_text()
            settings = replace(settings, api_key_pepper=pepper)
    except OSError as error:
        message = f"cannot make {error.filename}: {error.strerror}; set DATA_DIR"
        raise Refusal(message) from None
    return settings
