"""Transactions that keep no order of locks, and waiting until somebody waits for one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import asyncpg

from tests.factories import Studio, hours


async def backends(superuser: asyncpg.Connection) -> frozenset[int]:
    """The connections to the test database."""
    rows = await superuser.fetch(
        "select pid from pg_stat_activity where datname = current_database()"
    )
    return frozenset(row["pid"] for row in rows)


@asynccontextmanager
async def loner(url: str, studio: Studio) -> AsyncIterator[asyncpg.Connection]:
    """A transaction of the studio on a connection without any of our code around it.

    It is rolled back unless it was committed meanwhile.
    """
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("begin")
        await connection.execute(
            "select set_config('app.current_tenant', $1, true)", str(studio.id)
        )
        yield connection
    finally:
        await connection.close()


async def insert_pencil(connection: asyncpg.Connection, studio: Studio, artist_id: UUID) -> UUID:
    """Book from nine to ten without a lock and without a look."""
    booking_id = uuid4()
    await connection.execute(
        "insert into bookings (tenant_id, id, artist_id, start_time, end_time, status, queued_at,"
        " fingerprint) values ($1, $2, $3, $4, $5, 'pencil', now(), '')",
        studio.id,
        booking_id,
        artist_id,
        *hours(0, 1).values(),
    )
    return booking_id


async def until_blocked(superuser: asyncpg.Connection, by: asyncpg.Connection) -> None:
    """Wait until somebody waits for a lock of `by`."""
    async with asyncio.timeout(10):
        while not await superuser.fetchval(  # noqa: ASYNC110 - a lock announces nothing
            "select count(*) from pg_stat_activity where $1 = any(pg_blocking_pids(pid))",
            by.get_server_pid(),
        ):
            await asyncio.sleep(0.005)
