"""A studio keeps an owner, whatever the use cases forget and whoever is quicker."""

import asyncio

import asyncpg
import pytest

from db.migrate import Urls
from domain.roles import Role
from tests.factories import Studio

GOES = "delete from memberships where role = 'owner'"
STEPS_DOWN = "update memberships set role = 'admin' where role = 'owner'"


async def decide(urls: Urls, studio: Studio, statement: str, ready: asyncio.Barrier) -> str:
    """How a transaction of its own ends, which commits when all are ready to."""
    connection = await asyncpg.connect(urls.app_url)
    try:
        async with connection.transaction():
            await connection.execute(
                "select set_config('app.current_tenant', $1, true)", str(studio.id)
            )
            await connection.execute(statement)
            await ready.wait()
    except asyncpg.PostgresError as error:
        return str(error.sqlstate)
    finally:
        await connection.close()
    return "done"


@pytest.mark.parametrize("statement", [GOES, STEPS_DOWN])
async def test_the_last_owner_stays(urls: Urls, studio: Studio, statement: str) -> None:
    assert await decide(urls, studio, statement, asyncio.Barrier(1)) == "23514"


async def test_an_owner_may_hand_over_in_one_transaction(urls: Urls, studio: Studio) -> None:
    heir = studio.members[Role.ADMIN]
    statement = (
        "update memberships set role = case when user_id = '{}' then 'owner' else 'admin' end"
        " where role in ('owner', 'admin')"
    )
    assert await decide(urls, studio, statement.format(heir), asyncio.Barrier(1)) == "done"


@pytest.mark.parametrize("statement", [GOES, STEPS_DOWN])
async def test_two_owners_who_drop_each_other_at_once_leave_one(
    urls: Urls, superuser: asyncpg.Connection, studio: Studio, statement: str
) -> None:
    pair = [studio.members[Role.OWNER], studio.members[Role.ADMIN]]
    await superuser.execute("update memberships set role = 'owner' where user_id = $1", pair[1])
    ready = asyncio.Barrier(2)
    outcomes = await asyncio.gather(
        *(decide(urls, studio, f"{statement} and user_id = '{who}'", ready) for who in pair)
    )
    assert "done" in outcomes
    assert set(outcomes) <= {"done", "40P01", "23514"}
    assert await superuser.fetchval("select count(*) from memberships where role = 'owner'") == 1
