"""Brings a database to the newest schema, and makes roles and database where we own the server."""

import hmac
import secrets
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

MIGRATIONS = Path(__file__).parent.parent / "migrations"
ROLES = MIGRATIONS / "roles.sql"
OWNER, APP, SYSTEM = "production_tool_owner", "production_tool_app", "production_tool_system"

ROLES_EXIST = f"""
    select to_regrole('{OWNER}') is not null
       and coalesce(pg_has_role(to_regrole('{APP}'), to_regrole('{SYSTEM}'), 'member'), false)
"""
MAY_EXTEND = f"""
    select has_database_privilege(to_regrole('{OWNER}'), current_database(), 'create')
        or exists (select from pg_extension where extname = 'btree_gist')
"""  # noqa: S608 - the name is ours
MAY_MAKE_TABLES = f"select has_schema_privilege(to_regrole('{OWNER}'), 'public', 'create')"


@dataclass(frozen=True)
class Urls:
    """How to reach a prepared database: as the API (`app_url`) and as the owner of its tables."""

    app_url: str
    migration_url: str


class NeedsAdministrator(Exception):
    """The login may not do what comes first; the message says what somebody who may has to run."""


async def prepare(superuser_url: str, database: str) -> Urls:
    """Create our roles and `database` on a server that we own, and answer the ways in.

    The passwords follow from the superuser's: nobody has to keep them, and a second process of
    ours comes in without shutting the first one out.
    """
    secret = make_url(superuser_url).password or secrets.token_urlsafe(24)
    passwords = {
        role: hmac.digest(str(secret).encode(), role.encode(), "sha256").hex()
        for role in (OWNER, APP)
    }
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
    await connection.execute(ROLES.read_text())


def newest_revision() -> str:
    """The revision of the schema that this code is written for. Revisions sort as texts."""
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert newest
    return newest


async def upgrade(migration_url: str, revision: str = "head") -> None:
    """Run the migrations up to `revision`, as the owner of the tables whoever logs in.

    Makes what roles and rights are missing where the login may; else raises `NeedsAdministrator`.
    """
    await _prepare_owner(migration_url)
    await _run(migration_url, lambda config: command.upgrade(config, revision))


async def downgrade(migration_url: str, revision: str) -> None:
    """Run the migrations back down to `revision`. Drops what they had made, data included."""
    await _run(migration_url, lambda config: command.downgrade(config, revision))


async def _prepare_owner(migration_url: str) -> None:
    connection = await asyncpg.connect(migration_url)
    try:
        database, quoted, login = await connection.fetchrow(
            "select current_database(), quote_ident(current_database()), quote_ident(current_user)"
        )
        # Since version 16 a member is not always one who may become the role.
        become = "set" if connection.get_server_version().major >= 16 else "member"
        may_become_owner = f"select pg_has_role(to_regrole('{OWNER}'), '{become}')"
        roles = await _obtain(connection, ROLES_EXIST, ROLES.read_text())
        missing = [
            statement
            for holds, statement in (
                (may_become_owner, f"grant {OWNER} to {login}"),
                (MAY_EXTEND, f"grant create on database {quoted} to {OWNER}"),
                (MAY_MAKE_TABLES, f"grant create on schema public to {OWNER}"),
            )
            if not await _obtain(connection, holds, statement)
        ]
    finally:
        await connection.close()
    if missing or not roles:
        command = ["psql", "-d", database, *([] if roles else ["-f", str(ROLES)])]
        for statement in missing:
            command += ["-c", statement]
        message = f"{login} lacks rights here; let a superuser run, once: {shlex.join(command)}"
        raise NeedsAdministrator(message)


async def _obtain(connection: asyncpg.Connection, holds: str, statement: str) -> bool:
    """Whether something holds, if need be by the statement, where we may execute it."""
    try:
        if not await connection.fetchval(holds):
            await connection.execute(statement)
        # Asked again: a grant that we may not make can be a mere warning.
        return bool(await connection.fetchval(holds))
    except (asyncpg.InsufficientPrivilegeError, asyncpg.UndefinedObjectError):
        return False


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
            await connection.execute(text(f"set local role {OWNER}"))
            await connection.run_sync(on)
    finally:
        await engine.dispose()


def driver_url(url: str) -> str:
    """The same database URL for SQLAlchemy's asyncpg dialect."""
    parsed = make_url(url).set(drivername="postgresql+asyncpg")
    # libpq's name for it, as hosted databases hand it out; the dialect passes on asyncpg's.
    if (mode := parsed.query.get("sslmode")) is not None:
        parsed = parsed.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
    return parsed.render_as_string(hide_password=False)
