"""The two doors to the database: a studio's own transaction, and look-ups across studios."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from db.migrate import SYSTEM, driver_url, newest_revision
from domain.actor import Actor

Session = AsyncConnection
"""An open transaction. It commits when its `async with` ends, and rolls back when that raises."""


AnyRow = Row[*tuple[Any, ...]]
"""A row whose columns the query names and the type does not."""


class Unfit(Exception):
    """This database must not be used as it is; the message says why, and what to do."""


class UnsafeLogin(Unfit):
    """The server's login may do more than the API must be able to."""


class NotMigrated(Unfit):
    """The schema is older than the code, or is not there at all."""


class Database:
    """The pool of connections, all of them logged in as the unprivileged API role."""

    def __init__(
        self,
        url: str,
        *,
        pool_size: int = 10,
        statement_cache: int = 256,
        statement_timeout: float = 10,
    ) -> None:
        """Prepare the pool; nothing connects yet.

        `statement_cache` is 0 behind PgBouncer in transaction mode; `statement_timeout` is in
        seconds and bounds every single statement.
        """
        self._engine = _engine(url, pool_size, statement_cache, statement_timeout)

    @asynccontextmanager
    async def tenant(self, actor: Actor) -> AsyncIterator[Session]:
        """A transaction in which row-level security shows the actor's studio and nothing else."""
        async with self._engine.begin() as session:
            await _bind(session, actor)
            yield session

    async def read(self, actor: Actor, sql: str, parameters: Sequence[Any]) -> Sequence[Any]:
        """Run one statement that answers one row, in a transaction of the actor's studio.

        For what the selection compiler emits, whose parameters are in place already: three round
        trips straight on the driver, where `tenant` and SQLAlchemy's execution take five.
        """
        # The pool's own door: SQLAlchemy's connection around it costs as much as the driver.
        pooled = await self._engine.raw_connection()
        driver: Any = pooled.driver_connection
        try:
            await driver.execute(_opening(actor))
            row: Sequence[Any] = await driver.fetchrow(sql, *parameters)
            await driver.execute("commit")
        finally:
            # Failed or given up: the pool knows nothing of this transaction and would lend
            # the connection on with it.
            if driver.is_in_transaction():
                driver.terminate()
                pooled.invalidate()
            pooled.close()
        return row

    @asynccontextmanager
    async def system(self) -> AsyncIterator[Session]:
        """A transaction as the system role: sign-in look-ups, founding a studio, polls, expiry.

        What it may see is written down in the grants of the first migration.
        """
        async with self._engine.begin() as session:
            await session.execute(text(f"set local role {SYSTEM}"))
            yield session

    async def assert_unprivileged(self) -> None:
        """Refuse to serve as a role that row-level security does not bind. Raises `UnsafeLogin`."""
        async with self._engine.connect() as connection:
            row = (
                await connection.execute(
                    text(
                        "select current_user as name, rolsuper or rolbypassrls as unbound,"
                        " exists (select from pg_tables where tableowner = current_user) as owner"
                        " from pg_roles where rolname = current_user"
                    )
                )
            ).one()
        if row.unbound or row.owner:
            message = (
                f"DATABASE_URL logs in as {row.name}, which row-level security does not bind."
                " Let it log in as production_tool_app, and migrate with MIGRATION_DATABASE_URL."
            )
            raise UnsafeLogin(message)

    async def assert_migrated(self) -> None:
        """Refuse a schema older than this code. Raises `NotMigrated`.

        A newer one is welcome: it comes first when a new version is rolled out.
        """
        newest = newest_revision()
        try:
            async with self._engine.connect() as connection:
                found = await connection.scalar(text("select version_num from alembic_version"))
        except ProgrammingError:  # no such table, or not for us to read
            found = None
        if found is None or found < newest:
            message = (
                f"the database's schema is at revision {found or 'none'} and has to be at {newest}:"
                " run production-tool migrate first"
            )
            raise NotMigrated(message)

    async def is_reachable(self) -> bool:
        """Whether a connection can be had and answers, for the health check."""
        try:
            async with self._engine.connect() as connection:
                await connection.execute(text("select 1"))
        except Exception:  # noqa: BLE001 - whatever the driver raises means the same here
            return False
        return True

    async def close(self) -> None:
        await self._engine.dispose()


async def enter(session: Session, actor: Actor) -> None:
    """Go on in the actor's studio, and as nothing but that, in a transaction of `system`."""
    await session.execute(text("set local role none"))
    await _bind(session, actor)


async def _bind(session: Session, actor: Actor) -> None:
    await session.execute(
        select(
            # true: for this transaction only, or the next borrower would inherit it.
            func.set_config("app.current_tenant", str(actor.tenant_id), True),
            func.set_config("app.current_user_id", str(actor.user_id or ""), True),
            func.set_config("app.request_id", str(actor.request_id), True),
        )
    )


def _opening(actor: Actor) -> str:
    """Begin a read in the actor's studio, as one text and so in one round trip.

    The only place that puts values into SQL text; they are UUIDs, by type.
    """
    ids = {
        "app.current_tenant": actor.tenant_id,
        "app.current_user_id": actor.user_id,
        "app.request_id": actor.request_id,
    }
    for value in ids.values():
        assert value is None or isinstance(value, UUID)
    settings = ", ".join(
        f"set_config('{name}', '{value or ''}', true)" for name, value in ids.items()
    )
    return f"begin read only; select {settings}"


def _engine(url: str, pool_size: int, cache: int, timeout: float) -> AsyncEngine:
    return create_async_engine(
        driver_url(url),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=timeout,
        hide_parameters=True,  # an error's text goes to the log, and e-mails must not
        connect_args={
            "timeout": 5,
            "statement_cache_size": cache,
            "prepared_statement_cache_size": cache,
            "server_settings": {
                "application_name": "production-tool",
                "timezone": "UTC",
                "jit": "off",
                # To plan a calendar takes longer than to read it. The compiler spells out the joins
                # that matter, so that what PostgreSQL would guess from the values is not needed.
                "plan_cache_mode": "force_generic_plan",
                "statement_timeout": str(int(timeout * 1000)),
                "idle_in_transaction_session_timeout": str(int(timeout * 3000)),
            },
        },
    )
