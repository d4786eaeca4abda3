"""The migrations: one line of history, up and down, and the same schema as `db.tables` says."""

import re
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Dialect, Inspector, inspect, make_url
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.types import TypeEngine

import migrations
from app.embedded.postgres import EmbeddedPostgres
from db import migrate
from db.migrate import OWNER, NeedsAdministrator, Urls, driver_url, newest_revision
from db.session import Database, NotMigrated
from db.tables import metadata
from tests.db.catalogue import Server, described

FOLDER = Path(migrations.__file__).parent
VERSIONS = FOLDER / "versions"
POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


def test_history_is_one_line_of_numbered_revisions() -> None:
    script = ScriptDirectory(str(FOLDER))
    revisions = list(reversed(list(script.walk_revisions())))
    assert script.get_heads() == [revisions[-1].revision]
    numbers = [f"{number:04d}" for number in range(1, len(revisions) + 1)]
    assert [revision.revision for revision in revisions] == numbers
    assert [revision.down_revision for revision in revisions] == [None, *numbers[:-1]]


def test_each_revision_has_its_number_in_its_name_and_two_scripts() -> None:
    script = ScriptDirectory(str(FOLDER))
    expected = set()
    for revision in script.walk_revisions():
        name = Path(revision.path).stem
        assert re.fullmatch(rf"{revision.revision}_[a-z][a-z0-9_]*", name)
        assert revision.doc, f"{name} does not say what it is for"
        expected |= {f"{name}.up.sql", f"{name}.down.sql"}
    assert {path.name for path in (VERSIONS / "sql").iterdir()} == expected


async def test_up_down_and_up_again_ends_in_the_same_schema(spare: Server) -> None:
    url = spare.urls.migration_url
    empty = await described(spare.superuser)
    await migrate.upgrade(url)
    upgraded = await described(spare.superuser)
    assert len(upgraded) > 100
    await migrate.downgrade(url, "base")
    assert await described(spare.superuser) == empty
    await migrate.upgrade(url)
    assert await described(spare.superuser) == upgraded


async def test_a_migration_that_fails_leaves_nothing_behind(spare: Server) -> None:
    await spare.superuser.execute(f"set role {OWNER}; create table events (); reset role")
    before = await described(spare.superuser)
    with pytest.raises(asyncpg.DuplicateTableError, match="events"):
        await migrate.upgrade(spare.urls.migration_url)
    assert await described(spare.superuser) == before
    assert not await spare.superuser.fetchval("select to_regclass('alembic_version')")


async def test_the_tables_are_the_owners_though_a_superuser_migrates(
    spare: Server, postgres: EmbeddedPostgres
) -> None:
    await migrate.upgrade(_as(spare, postgres.superuser_url))
    migrated = await described(spare.superuser)
    await migrate.downgrade(spare.urls.migration_url, "base")
    await migrate.upgrade(spare.urls.migration_url)
    assert await described(spare.superuser) == migrated


async def test_a_login_that_may_not_become_the_owner_says_what_is_missing(
    spare: Server, postgres: EmbeddedPostgres
) -> None:
    await spare.superuser.execute("create role \"deploy-1\" login password 'secret'")
    url = make_url(_as(spare, postgres.superuser_url)).set(username="deploy-1", password="secret")
    try:
        with pytest.raises(NeedsAdministrator) as refused:
            await migrate.upgrade(url.render_as_string(hide_password=False))
        assert str(refused.value).partition(": ")[2] == (
            f"psql -d {url.database} -c 'grant {OWNER} to \"deploy-1\"'"
        )
        await spare.superuser.execute(f'grant {OWNER} to "deploy-1"')
        await migrate.upgrade(url.render_as_string(hide_password=False))
    finally:
        await spare.superuser.execute('drop role "deploy-1"')
    owners = await spare.superuser.fetch(
        "select distinct tableowner from pg_tables where schemaname = 'public'"
    )
    assert [owner for (owner,) in owners] == [OWNER]


async def test_a_schema_older_than_the_code_is_refused(spare: Server) -> None:
    database = Database(spare.urls.app_url)
    try:
        with pytest.raises(NotMigrated, match=r"at revision none .* run the command `migrate`"):
            await database.assert_migrated()
        await migrate.upgrade(spare.urls.migration_url)
        await database.assert_migrated()
        await migrate.downgrade(spare.urls.migration_url, "-1")
        with pytest.raises(NotMigrated, match=f"has to be at {newest_revision()}"):
            await database.assert_migrated()
    finally:
        await database.close()


async def test_a_schema_of_a_later_version_is_welcome(spare: Server) -> None:
    await migrate.upgrade(spare.urls.migration_url)
    await spare.superuser.execute("update alembic_version set version_num = '9999'")
    database = Database(spare.urls.app_url)
    await database.assert_migrated()
    await database.close()


async def test_an_upgrade_of_a_new_schema_changes_nothing(
    urls: Urls, superuser: asyncpg.Connection
) -> None:
    before = await described(superuser)
    await migrate.upgrade(urls.migration_url)
    assert await described(superuser) == before


async def test_the_tables_are_as_the_queries_name_them(urls: Urls) -> None:
    engine = create_async_engine(driver_url(urls.migration_url))
    async with engine.connect() as connection:
        migrated = await connection.run_sync(_reflected)
    await engine.dispose()
    assert _declared() == migrated


def _as(spare: Server, url: str) -> str:
    """The way of somebody else into the spare database."""
    name = make_url(spare.urls.app_url).database
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _declared() -> dict[str, list[str]]:
    return {
        table.name: [
            *(
                _line(column.name, column.type, column.nullable, column.computed is not None)
                for column in table.columns
            ),
            _key([column.name for column in table.primary_key]),
        ]
        for table in metadata.tables.values()
    }


def _reflected(connection: Connection) -> dict[str, list[str]]:
    inspector: Inspector = inspect(connection)
    return {
        table: [
            *(
                _line(column["name"], column["type"], column["nullable"], "computed" in column)
                for column in inspector.get_columns(table)
            ),
            _key(inspector.get_pk_constraint(table)["constrained_columns"]),
        ]
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def _line(name: str, kind: TypeEngine[Any], nullable: object, computed: object) -> str:
    written = kind.compile(dialect=POSTGRESQL)
    return f"{name} {written}{'' if nullable else ' not null'}{' computed' if computed else ''}"


def _key(columns: list[str]) -> str:
    return f"primary key ({', '.join(columns)})"
