"""Every policy is needed: with any one of them weakened, the isolation checks find a leak."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from db import migrate
from db.migrate import SYSTEM
from db.session import Database
from tests.db.catalogue import Server, described
from tests.db.isolation import TABLES, fill, leaks
from tests.factories import found_studio

GUARD = "NULLIF(current_setting('app.current_tenant'::text, true), ''::text)"


@dataclass(frozen=True)
class Mutation:
    """A weakness, and how to make it and mend it."""

    name: str
    make: str
    mend: str


async def test_each_weakened_policy_is_noticed(spare: Server) -> None:
    await migrate.upgrade(spare.urls.migration_url)
    async with _two_studios(spare) as (home, abroad):

        async def found() -> list[str]:
            return await leaks(spare.urls, spare.superuser, home, abroad)

        sound = await described(spare.superuser)
        assert await found() == []
        mutations = await _mutations(spare.superuser)
        unnoticed = []
        for mutation in mutations:
            await spare.superuser.execute(mutation.make)
            assert await described(spare.superuser) != sound, mutation.name
            if not await found():
                unnoticed.append(mutation.name)
            await spare.superuser.execute(mutation.mend)
            assert await described(spare.superuser) == sound, mutation.name
        assert await found() == []
    print(f"{len(mutations)} weakened policies, {len(unnoticed)} unnoticed")  # noqa: T201
    assert unnoticed == []


async def _mutations(superuser: asyncpg.Connection) -> list[Mutation]:
    """Each policy and each table's protection, weakened in every way that means something."""
    found = []
    for policy in await superuser.fetch("select * from pg_policies order by tablename, policyname"):
        table, name = policy["tablename"], policy["policyname"]
        alter = f"alter policy {name} on {table}"
        if policy["roles"] == [SYSTEM]:
            found.append(
                Mutation(f"{table}.{name} to public", f"{alter} to public", f"{alter} to {SYSTEM}")
            )
            continue
        for clause, sound in (("using", policy["qual"]), ("with check", policy["with_check"])):
            if sound is not None:
                mend = f"{alter} {clause} ({sound})"
                weak = f"{table}.{name} {clause} (true)"
                found.append(Mutation(weak, f"{alter} {clause} (true)", mend))
        if GUARD in policy["qual"]:
            raw = policy["qual"].replace(GUARD, "current_setting('app.current_tenant', true)")
            sound = f"{alter} using ({policy['qual']})"
            found.append(Mutation(f"{table}.{name} no nullif", f"{alter} using ({raw})", sound))
    for table in TABLES:
        for weak, sound in (("disable", "enable"), ("no force", "force")):
            change = f"alter table {table} {{}} row level security"
            found.append(Mutation(f"{table} {weak}", change.format(weak), change.format(sound)))
    return found


@asynccontextmanager
async def _two_studios(spare: Server) -> AsyncIterator[tuple[UUID, UUID]]:
    database = Database(spare.urls.app_url, pool_size=2)
    try:
        studios = [await found_studio(database, slug) for slug in ("northlight", "driftwood")]
        for studio in studios:
            await fill(studio)
    finally:
        await database.close()
    yield studios[0].id, studios[1].id
