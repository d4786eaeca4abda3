"""What one studio may not do to another, as checks that say what it could do after all.

They speak SQL without any condition of ours, so that nothing but the database keeps them away.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import insert
from uuid_utils.compat import uuid7

from db import tables
from db.migrate import Urls
from db.tables import metadata
from domain.roles import Role, Scope
from resolvers.booking_steps import release_booking
from resolvers.challenges import challenge_hold
from resolvers.uploads import keep_upload
from tests.factories import Studio

TABLES = sorted(metadata.tables)
DENIED = "42501"
"""What PostgreSQL answers for a missing grant, and for a row that a policy does not let in."""
UNSEEN = {("owner", "users"), ("owner", "identities"), ("app", "identities")}
"""Who sees nothing of a table, not even what concerns the own studio."""
KEYS = {"tenants": "id", "users": "id", "identities": "user_id"}
"""By what the rows of the tables without a tenant_id belong to a studio."""


@dataclass(frozen=True)
class Ground:
    """What there is of two studios in one table, as only a superuser sees it."""

    table: str
    key: str
    own: frozenset[str]
    foreign: frozenset[str]
    foreign_keys: Sequence[UUID]
    foreign_row: str
    writable: str


async def fill(studio: Studio) -> None:
    """Something in every table."""
    artist = await studio.artist(user_id=studio.members[Role.ARTIST])
    project = await studio.project(manager_id=studio.members[Role.MANAGER])
    phase = await studio.phase(project)
    first = await studio.book(artist, project_id=project, phase_id=phase)
    other = await studio.project("Kestrel Launch")
    second = await studio.book(artist, project_id=other, phase_id=await studio.phase(other))
    await challenge_hold(studio.context(), second, first)
    await release_booking(studio.context(), second, reason="Not needed")
    await keep_upload(studio.context(), "external_id")
    await _fill_in(studio, artist)


async def _fill_in(studio: Studio, artist: UUID) -> None:
    """The tables of which it does not matter through which use case a row came."""
    own = {"tenant_id": studio.id, "id": uuid7()}
    owner = studio.members[Role.OWNER]
    invitation = {
        "email": f"new@{studio.slug}.example",
        "role": "viewer",
        "artist_id": artist,
        "invited_by": owner,
        "created_at": studio.now,
        "expires_at": studio.now,
    }
    key = {
        "name": "Partner",
        "secret_hash": bytes(32),
        "scopes": [Scope.SCHEDULE_READ],
        "created_by": owner,
        "created_at": studio.now,
    }
    entry = {"at": studio.now, "action": "signed_in", "outcome": "done"}
    async with studio.db.tenant(studio.actor()) as session:
        await session.execute(insert(tables.invitations).values(**own, **invitation))
        await session.execute(insert(tables.api_keys).values(**own, **key))
        await session.execute(insert(tables.audit_log).values(**own, **entry))
    async with studio.db.system() as session:
        await session.execute(
            insert(tables.identities).values(
                issuer="https://id.example",
                subject=studio.slug,
                user_id=owner,
                created_at=studio.now,
            )
        )


async def survey(superuser: asyncpg.Connection, home: UUID, abroad: UUID) -> list[Ground]:
    """The grounds of all tables. Fails where one of the studios has nothing."""
    return [await _ground(superuser, table, home, abroad) for table in TABLES]


async def leaks(urls: Urls, superuser: asyncpg.Connection, home: UUID, abroad: UUID) -> list[str]:
    """All that the API's login, and the owner of the tables, can do beyond the studio `home`."""
    grounds = await survey(superuser, home, abroad)
    found = []
    for login, url in {"app": urls.app_url, "owner": urls.migration_url}.items():
        connection = await asyncpg.connect(url)
        try:
            for ground in grounds:
                # First, while the connection has never had the setting.
                found += [f"{login}, {leak}" async for leak in _without_studio(connection, ground)]
            for ground in grounds:
                own = frozenset() if (login, ground.table) in UNSEEN else ground.own
                found += [
                    f"{login}, {leak}" async for leak in _abroad(connection, ground, home, own)
                ]
            for ground in grounds:
                # The setting is '' now, as it is for whoever borrows a pooled connection.
                found += [f"{login}, {leak}" async for leak in _without_studio(connection, ground)]
        finally:
            await connection.close()
    return found


async def attempt(
    connection: asyncpg.Connection, home: UUID | None, statement: str, *parameters: Any
) -> str:
    """How a statement ends: its status, or the SQLSTATE of its refusal. It leaves no trace."""
    async with within(connection, home):
        try:
            status: str = await connection.execute(statement, *parameters)
        except asyncpg.PostgresError as error:
            return str(error.sqlstate)
    return status


@asynccontextmanager
async def within(connection: asyncpg.Connection, home: UUID | None) -> AsyncIterator[None]:
    """A transaction of the studio `home`, or of none, that is rolled back."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        if home is not None:
            await connection.execute("select set_config('app.current_tenant', $1, true)", str(home))
        yield
    finally:
        await transaction.rollback()


async def _ground(superuser: asyncpg.Connection, table: str, home: UUID, abroad: UUID) -> Ground:
    key = KEYS.get(table, "tenant_id")

    async def keys(studio: UUID) -> list[UUID]:
        if table not in ("users", "identities"):
            return [studio]
        members = await superuser.fetch(
            "select user_id from memberships where tenant_id = $1", studio
        )
        return [row["user_id"] for row in members]

    async def rows(studio: UUID) -> frozenset[str]:
        found = await superuser.fetch(
            f"select t::text as row from {table} t where {key} = any($1)", await keys(studio)
        )
        assert found, f"nothing in {table} to be protected"
        return frozenset(row["row"] for row in found)

    foreign_keys = await keys(abroad)
    return Ground(
        table,
        key,
        await rows(home),
        await rows(abroad),
        foreign_keys,
        await superuser.fetchval(
            f"select to_jsonb(t)::text from {table} t where {key} = any($1) limit 1", foreign_keys
        ),
        ", ".join(column.name for column in metadata.tables[table].c if not column.computed),
    )


async def _without_studio(connection: asyncpg.Connection, ground: Ground) -> AsyncIterator[str]:
    async with within(connection, None):
        try:
            seen = await _rows(connection, ground.table)
        except asyncpg.PostgresError as error:
            yield f"without a studio, {ground.table} fails with {error.sqlstate}"
        else:
            if seen:
                yield f"without a studio, {ground.table} shows {len(seen)} rows"
    if await attempt(connection, None, *_insertion(ground)) != DENIED:
        yield f"without a studio, {ground.table} takes a row"


async def _abroad(
    connection: asyncpg.Connection, ground: Ground, home: UUID, own: frozenset[str]
) -> AsyncIterator[str]:
    table, key = ground.table, ground.key
    async with within(connection, home):
        seen = await _rows(connection, table)
        asked_for = await _rows(connection, table, f"where {key} = any($1)", ground.foreign_keys)
    if seen != own:
        yield f"{table} shows {len(seen)} rows instead of {len(own)}"
    if asked_for:
        yield f"{table} shows the other studio's rows by their key"
    attempts = {
        "lets a row in": _insertion(ground),
        "lets a row be given away": (f"update {table} set {key} = $1", ground.foreign_keys[0]),
        "lets a foreign row be changed": (
            f"update {table} set {key} = {key} where {key} = any($1)",
            ground.foreign_keys,
        ),
        "lets a foreign row be deleted": (
            f"delete from {table} where {key} = any($1)",
            ground.foreign_keys,
        ),
    }
    for deed, statement in attempts.items():
        outcome = await attempt(connection, home, *statement)
        if outcome not in (DENIED, "UPDATE 0", "DELETE 0"):
            yield f"{table} {deed}: {outcome}"


async def _rows(
    connection: asyncpg.Connection, table: str, where: str = "", *parameters: Any
) -> frozenset[str]:
    """The rows that a login sees: none, where it may not even look."""
    try:
        async with connection.transaction():
            found = await connection.fetch(
                f"select t::text as row from {table} t {where}", *parameters
            )
    except asyncpg.InsufficientPrivilegeError:
        return frozenset()
    return frozenset(row["row"] for row in found)


def _insertion(ground: Ground) -> tuple[str, str]:
    """A row of the other studio as it stands: let through, it would be refused as a duplicate."""
    statement = (
        f"insert into {ground.table} ({ground.writable}) select {ground.writable}"
        f" from jsonb_populate_record(null::{ground.table}, $1::jsonb)"
    )
    return statement, ground.foreign_row
