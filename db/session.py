"""The two doors to the database: a studio's own transaction, and look-ups across studios."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any, TypeVarTuple, overload

import asyncpg
from sqlalchemy import Connection, CursorResult, Executable, PoolProxiedConnection, Row
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.sql.selectable import TypedReturnsRows

from db.connections import Connections, drop, make_engine
from db.migrate import SYSTEM, newest_revision
from db.plan import Plan
from db.scope import identity, in_scope, settings
from domain.actor import Actor

Ts = TypeVarTuple("Ts")
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Record(asyncpg.Record):  # type: ignore[misc]  # the driver comes without types
    """A row as the driver makes it, its columns as attributes like those of SQLAlchemy's rows."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


AnyRow = Row[*tuple[Any, ...]] | Record
"""A row whose columns the query names and the type does not."""

DatabaseError = (DBAPIError, asyncpg.PostgresError)
"""What PostgreSQL refuses: of `Session.execute`, and of what goes straight to the driver."""


class Session:
    """An open transaction. It commits when its `async with` ends, and rolls back when that raises.

    What is run often goes straight to the driver, for which it has to be compiled before.
    """

    def __init__(self, engine: AsyncEngine, lent: PoolProxiedConnection) -> None:
        self._engine = engine
        self._lent = lent
        self._driver: Any = lent.driver_connection

    @cached_property
    def _connection(self) -> AsyncConnection:
        # Only where it is asked for: making it costs as much as a round trip.
        return AsyncConnection(self._engine, Connection(self._engine.sync_engine, self._lent))

    @overload
    async def execute(
        self, statement: TypedReturnsRows[*Ts], parameters: Parameters | None = None
    ) -> CursorResult[*Ts]: ...

    @overload
    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]: ...

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Compile a statement and run it. Raises `DBAPIError`."""
        return await self._connection.execute(statement, parameters)

    async def enter(self, actor: Actor) -> None:
        """Go on in the actor's studio, and as nothing but that, in a transaction of `system`."""
        await self._driver.execute(f"set local role none; {settings(actor)}")

    async def fetch(self, plan: Plan, **values: Any) -> list[Record]:
        """Run a statement that was compiled before. Raises `asyncpg.PostgresError`."""
        parameters = plan.parameters(values)
        rows: list[Record] = await self._driver.fetch(plan.sql, *parameters, record_class=Record)
        return rows

    async def fetchrow(self, sql: str, parameters: Sequence[Any]) -> Sequence[Any]:
        """Run what the selection compiler emits, whose parameters are in place: one row."""
        row: Sequence[Any] = await self._driver.fetchrow(sql, *parameters)
        return row


class Unfit(Exception):
    """This database must not be used as it is; the message says why, and what to do."""


class UnsafeLogin(Unfit):
    """The server's login may do more than the API must be able to."""


class NotMigrated(Unfit):
    """The schema is older than the code, or is not there at all."""


class Database:
    """What the server asks of PostgreSQL, always logged in as the unprivileged API role."""

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
        engine = make_engine(url, pool_size, statement_cache, statement_timeout)
        self._connections = Connections(engine)

    @asynccontextmanager
    async def tenant(self, actor: Actor) -> AsyncIterator[Session]:
        """A transaction in which row-level security shows the actor's studio and nothing else."""
        async with self._transaction(f"begin read write; {settings(actor)}") as session:
            yield session

    async def read(self, actor: Actor, sql: str, parameters: Sequence[Any]) -> Sequence[Any]:
        """Run one statement that answers one row, as `read_all` does."""
        (row,) = await self.read_all(actor, sql, parameters)
        return row

    async def read_all(self, actor: Actor, sql: str, parameters: Sequence[Any]) -> list[Record]:
        """Run one statement by itself, which sees the actor's studio and nothing else.

        For statements that are compiled before and only read, with their parameters in place. It is
        one round trip, where a transaction is three. Raises `asyncpg.PostgresError`.
        """
        scoped = in_scope(sql, len(parameters))
        return await self._ask(scoped, *parameters, *identity(actor).values())

    @asynccontextmanager
    async def system(self) -> AsyncIterator[Session]:
        """A transaction as the system role: sign-in look-ups, founding a studio, polls, expiry.

        What it may see is written down in the grants of the first migration.
        """
        async with self._transaction(f"begin read write; set local role {SYSTEM}") as session:
            yield session

    @asynccontextmanager
    async def _transaction(self, opening: str) -> AsyncIterator[Session]:
        """What begins with `opening`, one text and so one round trip; the only commit there is."""
        lent, _ = await self._connections.asked(lambda driver: driver.execute(opening))
        driver: Any = lent.driver_connection
        ended = False
        try:
            try:
                yield Session(self._connections.engine, lent)
            except Exception:
                if not driver.is_closed():
                    await driver.execute("rollback")
                    ended = True
                raise
            await driver.execute("commit")
            ended = True
        finally:
            # Given up amid a statement, or lost: the pool knows nothing of this transaction and
            # would lend the connection on with it, and with its role.
            if not ended:
                drop(lent, driver)
            self._connections.give_back(lent)

    async def _ask(self, sql: str, *parameters: Any) -> list[Record]:
        """Run one statement by itself, as whom the server logs in. It can only read."""

        async def ask(driver: Any) -> list[Record]:
            rows: list[Record] = await driver.fetch(sql, *parameters, record_class=Record)
            return rows

        lent, rows = await self._connections.asked(ask)
        self._connections.give_back(lent)
        return rows

    async def assert_unprivileged(self) -> None:
        """Refuse to serve as a role that row-level security does not bind. Raises `UnsafeLogin`."""
        (name, unbound, owner), *_ = await self._ask(
            "select current_user::text, rolsuper or rolbypassrls,"
            " exists (select from pg_tables where tableowner = current_user)"
            " from pg_roles where rolname = current_user"
        )
        if unbound or owner:
            message = (
                f"DATABASE_URL logs in as {name}, which row-level security does not bind."
                " Let it log in as production_tool_app, and migrate with MIGRATION_DATABASE_URL."
            )
            raise UnsafeLogin(message)

    async def assert_migrated(self) -> None:
        """Refuse a schema older than this code. Raises `NotMigrated`.

        A newer one is welcome: it comes first when a new version is rolled out.
        """
        newest = newest_revision()
        try:
            found = (await self._ask("select max(version_num) from alembic_version"))[0][0]
        except asyncpg.SyntaxOrAccessError:  # no such table, or not for us to read
            found = None
        if found is None or found < newest:
            message = (
                f"the database's schema is at revision {found or 'none'} and has to be at {newest}:"
                " run the command `migrate` first"
            )
            raise NotMigrated(message)

    async def is_reachable(self) -> bool:
        """Whether a connection can be had and answers, for the health check."""
        try:
            await self._ask("select 1")
        except Exception:  # noqa: BLE001 - whatever the driver raises means the same here
            return False
        return True

    @property
    def pool(self) -> tuple[int, int]:
        """How many connections are in use at this moment, and how many there may be."""
        return self._connections.in_use, self._connections.most

    async def close(self) -> None:
        await self._connections.close()


def sqlstate(error: BaseException) -> str | None:
    """PostgreSQL's name for what it refuses, of any `DatabaseError`."""
    code: str | None = getattr(getattr(error, "orig", error), "sqlstate", None)
    return code
