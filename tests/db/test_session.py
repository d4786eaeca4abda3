"""The doors to the database: who may hold their keys, and what happens when nobody is in."""

import asyncio
import socket
from contextlib import suppress
from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url, text

from app.embedded.postgres import EmbeddedPostgres
from db.events import current_revision
from db.migrate import Urls, driver_url
from db.session import Database, UnsafeLogin
from tests.factories import Studio
from tests.subscriptions.conditions import until

WHO = """concat_ws(' ',
  current_setting('app.current_tenant', true), current_setting('app.current_user_id', true),
  current_setting('transaction_read_only'))"""


async def test_the_api_serves_as_a_role_that_row_security_binds(urls: Urls) -> None:
    database = Database(urls.app_url)
    await database.assert_unprivileged()
    await database.close()


async def test_the_api_refuses_to_serve_as_owner_or_superuser(
    postgres: EmbeddedPostgres, urls: Urls
) -> None:
    for url, role in (
        (urls.migration_url, "production_tool_owner"),
        (postgres.superuser_url, "postgres"),
    ):
        database = Database(url)
        with pytest.raises(UnsafeLogin, match=f"logs in as {role}") as refusal:
            await database.assert_unprivileged()
        assert "MIGRATION_DATABASE_URL" in str(refusal.value)
        await database.close()


async def test_a_database_that_does_not_answer_is_not_reachable(urls: Urls) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        url = make_url(urls.app_url).set(port=taken.getsockname()[1])
        nobody = Database(url.render_as_string(hide_password=False))
        assert not await nobody.is_reachable()
        await nobody.close()
    database = Database(urls.app_url)
    assert await database.is_reachable()
    await database.close()


async def test_a_url_as_hosted_databases_hand_it_out_is_understood() -> None:
    url = make_url(driver_url("postgresql://u:p@db.example/x?sslmode=require"))
    assert (url.drivername, dict(url.query)) == ("postgresql+asyncpg", {"ssl": "require"})


async def test_a_connection_that_is_given_up_is_not_lent_on(db: Database, studio: Studio) -> None:
    reading = asyncio.create_task(db.read(studio.actor(), "select pg_sleep(30)", []))
    await asyncio.sleep(0.2)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    for _ in range(30):
        assert list(await db.read(studio.actor(), "select count(*) from memberships", [])) == [5]


async def test_a_transaction_that_is_given_up_is_undone_and_not_lent_on(
    urls: Urls, studio: Studio
) -> None:
    database = Database(urls.app_url, pool_size=1)
    changed = asyncio.Event()

    async def give_up() -> None:
        async with database.tenant(studio.actor()) as session:
            await session.execute(text("update tenant_revisions set revision = 9"))
            changed.set()
            await session.execute(text("select pg_sleep(30)"))

    writing = asyncio.create_task(give_up())
    await changed.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    async with database.tenant(studio.actor()) as session:
        assert await current_revision(session) == 0
    await database.close()


async def test_a_transaction_that_is_given_up_as_it_begins_leaves_nobody_its_role(
    urls: Urls, studio: Studio
) -> None:
    database = Database(urls.app_url, pool_size=1)

    async def look_across() -> None:
        async with database.system():
            raise AssertionError

    assert await database.is_reachable()  # from here on there is a connection to lend at once
    looking = asyncio.create_task(look_across())
    await asyncio.sleep(0)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
    async with database.tenant(studio.actor()) as session:
        found = await session.execute(text("select current_user, count(*) from tenants"))
        assert tuple(found.one()) == ("production_tool_app", 1)
    await database.close()


async def test_a_connection_that_was_lost_in_the_pool_is_replaced(
    urls: Urls, studio: Studio, superuser: asyncpg.Connection
) -> None:
    database = Database(urls.app_url, pool_size=1)
    async with database.tenant(studio.actor()) as session:
        driver = session._driver
        pid = (await session.execute(text("select pg_backend_pid()"))).scalar_one()
    await superuser.execute("select pg_terminate_backend($1)", pid)
    await until(driver.is_closed)
    for _ in range(2):
        async with database.tenant(studio.actor()) as session:
            assert await current_revision(session) == 0
    await database.close()


@pytest.mark.parametrize(
    "write",
    [
        "update tenant_revisions set revision = 9",
        "update tenant_revisions set revision = 9 returning revision",
        "with saved as (update tenant_revisions set revision = 9 returning 1) select * from saved",
        "select 1) as asked) as answer; update tenant_revisions set revision = 9; --",
        "select lo_create(0)",
        "select id from artists for update",
        "select id from tenants where set_config('transaction_read_only', 'off', true) <> ''",
    ],
)
async def test_a_read_cannot_write(db: Database, studio: Studio, write: str) -> None:
    refusals = (
        asyncpg.SyntaxOrAccessError,
        asyncpg.FeatureNotSupportedError,
        asyncpg.ReadOnlySQLTransactionError,
        asyncpg.ActiveSQLTransactionError,
    )
    with pytest.raises(refusals):
        await db.read(studio.actor(), write, [])
    async with db.tenant(studio.actor()) as session:
        assert await current_revision(session) == 0


async def test_a_read_leaves_nothing_on_its_connection(urls: Urls, studio: Studio) -> None:
    database = Database(urls.app_url, pool_size=1)
    asked = f"select {WHO}, (select count(*) from memberships)"
    inside = list(await database.read(studio.actor(), asked, []))
    assert inside == [f"{studio.id} {studio.actor().user_id} on", 5]
    with pytest.raises(asyncpg.DivisionByZeroError):
        await database.read(studio.actor(), "select 1 / 0 from tenants", [])
    async with database.system() as session:
        told = await session.execute(text(f"select {WHO}"))
        assert told.scalar_one() == "  off"
    await database.close()


async def test_those_who_wait_for_a_connection_are_given_it_and_then_it_is_nobodys(
    urls: Urls, studio: Studio
) -> None:
    database = Database(urls.app_url, pool_size=1)
    reading = [database.read(studio.actor(), "select count(*) from tenants", []) for _ in range(50)]
    assert [list(row) for row in await asyncio.gather(*reading)] == [[1]] * 50
    assert database.pool == (0, 1)
    await database.close()


async def test_an_answer_that_the_driver_cannot_take_is_not_asked_for_again_and_again(
    urls: Urls, studio: Studio, superuser: asyncpg.Connection
) -> None:
    database = Database(urls.app_url, pool_size=1)
    await superuser.execute("create type unheard_of as enum ('of')")
    try:
        async with asyncio.timeout(10):
            with pytest.raises(asyncpg.InternalClientError):
                await database.read(studio.actor(), "select row('of'::unheard_of)", [])
            asked = "select count(*) from tenants"
            assert list(await database.read(studio.actor(), asked, [])) == [1]
    finally:
        await superuser.execute("drop type unheard_of")
        await database.close()


async def test_one_connection_reads_for_many_studios_and_each_sees_its_own(
    urls: Urls, studio: Studio, other_studio: Studio, superuser: asyncpg.Connection
) -> None:
    """Also where PostgreSQL is made to hand to workers whatever it may."""
    asked = "select (select string_agg(slug, ' ') from tenants), (select count(*) from artists)"
    await studio.artist()
    login = make_url(urls.app_url).username
    for forced in ("off", "on"):
        await superuser.execute(f"alter role {login} set debug_parallel_query = {forced}")
        database = Database(urls.app_url, pool_size=1)
        try:
            for _ in range(10):
                assert list(await database.read(studio.actor(), asked, [])) == [studio.slug, 1]
                other = await database.read(other_studio.actor(), asked, [])
                assert list(other) == [other_studio.slug, 0]
            nobody = replace(studio.actor(), tenant_id=uuid4())
            assert list(await database.read(nobody, asked, [])) == [None, 0]
        finally:
            await database.close()
            await superuser.execute(f"alter role {login} reset debug_parallel_query")


async def test_a_connection_that_postgres_ends_at_this_very_moment_is_replaced(
    urls: Urls, studio: Studio, superuser: asyncpg.Connection
) -> None:
    database = Database(urls.app_url, pool_size=1)
    for turns in range(60):
        pid = await database.read(studio.actor(), "select pg_backend_pid()", [])
        await superuser.execute("select pg_terminate_backend($1)", pid[0])
        for _ in range(turns % 6):
            await asyncio.sleep(0)
        # It may have been ended amid the opening; what was not begun is not to fail by our own.
        with suppress(asyncpg.PostgresError, ConnectionError):
            await database.read(studio.actor(), "select 1", [])
    await database.close()
