"""A studio reaches nothing of another, whatever SQL it manages to send as the API's role."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from db import tables
from db.migrate import Urls
from db.session import Database
from domain.booking import BookingStatus
from domain.draft import Draft
from domain.roles import Role
from resolvers.bookings import create_booking
from tests.db.isolation import attempt, fill, leaks, within
from tests.factories import Studio, hours

SETTING = "select current_setting('app.current_tenant', true)"


@pytest.fixture
async def app(urls: Urls) -> AsyncIterator[asyncpg.Connection]:
    """The API's login, without any of our code around it."""
    connection = await asyncpg.connect(urls.app_url)
    yield connection
    await connection.close()


@pytest.fixture
async def one_connection(urls: Urls) -> AsyncIterator[Database]:
    """A pool in which every transaction follows the last on the same connection."""
    database = Database(urls.app_url, pool_size=1)
    yield database
    await database.close()


async def test_neither_the_api_nor_the_owner_gets_out_of_a_studio(
    urls: Urls, superuser: asyncpg.Connection, studio: Studio, other_studio: Studio
) -> None:
    await fill(studio)
    await fill(other_studio)
    assert await leaks(urls, superuser, studio.id, other_studio.id) == []


@pytest.mark.parametrize(
    "reference",
    [
        "update bookings set artist_id = '{artist}'",
        "update bookings set project_id = '{project}', phase_id = null",
        "update bookings set phase_id = '{phase}'",
        "update bookings set project_id = '{project}', phase_id = '{phase}'",
        "update phases set project_id = '{project}'",
        "update projects set manager_id = '{member}'",
        "update artists set user_id = '{member}'",
        "update invitations set artist_id = '{artist}'",
        "update invitations set invited_by = '{member}'",
        "insert into api_keys (tenant_id, id, name, secret_hash, scopes, created_by)"
        " select tenant_id, gen_random_uuid(), name, secret_hash, scopes, '{member}' from api_keys",
    ],
)
async def test_nothing_of_another_studio_can_be_referred_to(
    app: asyncpg.Connection, studio: Studio, other_studio: Studio, reference: str
) -> None:
    await fill(studio)
    project = await other_studio.project()
    foreign = {
        "artist": await other_studio.artist(),
        "project": project,
        "phase": await other_studio.phase(project),
        "member": other_studio.members[Role.MANAGER],
    }
    await studio.phase(await studio.project("Second"))
    assert await attempt(app, studio.id, reference.format(**foreign)) == "23503"


async def test_the_same_values_in_two_studios_do_not_meet(
    studio: Studio, other_studio: Studio
) -> None:
    """A constraint across studios would tell one what the other has."""
    for each in (studio, other_studio):
        artist = await each.artist(email="aenne@example.org")
        await each.book(artist, status=BookingStatus.CONFIRMED, external_id="A-1")


async def test_an_id_of_another_studio_is_free(studio: Studio, other_studio: Studio) -> None:
    foreign = await other_studio.book(await other_studio.artist())
    draft = Draft(artist_id=await studio.artist(), **hours(0, 1))
    saved = await create_booking(studio.context(), draft, booking_id=foreign)
    assert saved.id == foreign


async def test_a_fresh_connection_without_a_studio_sees_nothing(
    app: asyncpg.Connection, studio: Studio
) -> None:
    await fill(studio)
    for table in set(tables.metadata.tables) - {"identities"}:
        assert await app.fetch(f"select from {table}") == []
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.fetch("select from identities")


async def test_a_studio_does_not_outlive_its_transaction(
    one_connection: Database, studio: Studio
) -> None:
    await fill(studio)
    bookings = select(func.count()).select_from(tables.bookings)
    async with one_connection.tenant(studio.actor()) as session:
        assert (await session.execute(text(SETTING))).scalar_one() == str(studio.id)
        assert (await session.execute(bookings)).scalar_one() == 2
    assert await one_connection._ask(f"{SETTING}, (select count(*) from bookings)") == [("", 0)]


async def test_a_studio_does_not_outlive_a_transaction_that_failed(
    one_connection: Database, studio: Studio
) -> None:
    await fill(studio)
    with pytest.raises(DBAPIError):
        async with one_connection.tenant(studio.actor()) as session:
            await session.execute(text("select 1 / 0"))
    assert await one_connection._ask(SETTING) == [("",)]


async def test_the_system_role_does_not_outlive_its_transaction(
    one_connection: Database, studio: Studio
) -> None:
    studios = select(func.count()).select_from(tables.tenants)
    async with one_connection.system() as session:
        assert (await session.execute(studios)).scalar_one() == 1
    assert await one_connection._ask("select count(*) from tenants") == [(0,)]


async def test_the_borrower_after_another_studio_sees_its_own(
    one_connection: Database, studio: Studio, other_studio: Studio
) -> None:
    for each in (studio, other_studio, studio):
        async with one_connection.tenant(each.actor()) as session:
            assert (await session.execute(select(tables.tenants.c.id))).scalars().all() == [each.id]


async def test_the_api_role_is_not_the_system_role_until_it_says_so(
    app: asyncpg.Connection, studio: Studio
) -> None:
    async with within(app, None):
        assert await app.fetchval("select count(*) from tenants") == 0
        await app.execute("set local role production_tool_system")
        assert await app.fetchval("select count(*) from tenants") == 1


@pytest.mark.parametrize(
    "statement",
    [
        "select name from artists",
        "update artists set name = 'Mine'",
        "select from projects",
        "select from phases",
        "select from events",
        "select notes from bookings",
        "select project_id from bookings",
        "update bookings set status = 'cancelled'",
        "update tenants set name = 'Mine'",
        "update tenant_revisions set revision = 0",
        "update users set email = 'me@example.org'",
        "update memberships set role = 'owner'",
        "delete from memberships",
        "delete from identities",
        "insert into invitations select from invitations",
        "update invitations set role = 'admin'",
        "update api_keys set revoked_at = null",
        "delete from api_keys",
        "select from audit_log",
        "truncate users",
    ],
)
async def test_the_system_role_is_refused(
    app: asyncpg.Connection, studio: Studio, statement: str
) -> None:
    await fill(studio)
    async with within(app, None):
        await app.execute("set local role production_tool_system")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute(statement)


async def test_the_system_role_sees_across_studios_what_it_is_for(
    studio: Studio, other_studio: Studio
) -> None:
    await fill(studio)
    await fill(other_studio)
    both = {studio.id, other_studio.id}
    t = tables
    async with studio.db.system() as session:
        for column in (
            t.tenants.c.id,
            t.tenant_revisions.c.tenant_id,
            t.memberships.c.tenant_id,
            t.bookings.c.tenant_id,
            t.invitations.c.tenant_id,
            t.api_keys.c.tenant_id,
        ):
            assert set((await session.execute(select(column))).scalars()) == both
        assert len((await session.execute(select(t.users.c.email))).all()) == 2 * len(Role)
        assert len((await session.execute(select(t.identities.c.user_id))).all()) == 2
