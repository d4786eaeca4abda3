"""The databases that are measured: loaded once, kept in the data folder, known by a stamp."""

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import make_url

from app.output import say
from bench.studios import FREE, Excerpt, Studio
from db import migrate
from db.migrate import MIGRATIONS

STUDIO, EXCERPT = (Path(__file__).with_name(f"{name}.sql") for name in ("studio", "excerpt"))


@dataclass(frozen=True)
class Loaded:
    """A database with studios in it, for the API's login and for the superuser."""

    name: str
    app_url: str
    superuser_url: str


async def load(
    server_url: str, name: str, studios: Sequence[Studio], excerpts: Sequence[Excerpt] = ()
) -> Loaded:
    """Give back the database `name` with just these studios; if it has them, they stay."""
    stamp = _stamp(studios, excerpts)
    server = await asyncpg.connect(server_url)
    try:
        fresh = await server.fetchval(
            "select shobj_description(oid, 'pg_database') = $1 from pg_database where datname = $2",
            stamp,
            name,
        )
        if not fresh:
            await server.execute(f'drop database if exists "{name}" with (force)')
        urls = await migrate.prepare(server_url, name)
        loaded = Loaded(name, urls.app_url, _on(server_url, name))
        if not fresh:
            await migrate.upgrade(urls.migration_url)
            await _fill(loaded, studios, excerpts)
            await server.execute(f"comment on database \"{name}\" is '{stamp}'")
            await server.execute("checkpoint")
    finally:
        await server.close()
    return loaded


@contextmanager
def copied(loaded: Loaded, name: str) -> Iterator[Loaded]:
    """A database of the same content, to be written to in the block; an earlier one goes."""
    copy = asyncio.run(_copy(loaded, name))
    try:
        yield copy
    finally:
        asyncio.run(_drop(copy))


async def _copy(loaded: Loaded, name: str) -> Loaded:
    server = await asyncpg.connect(_on(loaded.superuser_url, "postgres"))
    try:
        await server.execute(f'drop database if exists "{name}" with (force)')
        await server.execute(
            f'create database "{name}" template "{loaded.name}" owner {migrate.OWNER}'
        )
    finally:
        await server.close()
    return Loaded(name, _on(loaded.app_url, name), _on(loaded.superuser_url, name))


async def _drop(loaded: Loaded) -> None:
    server = await asyncpg.connect(_on(loaded.superuser_url, "postgres"))
    try:
        await server.execute(f'drop database if exists "{loaded.name}" with (force)')
    finally:
        await server.close()


async def _fill(loaded: Loaded, studios: Sequence[Studio], excerpts: Sequence[Excerpt]) -> None:
    total = sum(studio.bookings for studio in studios)
    say(f"Loading {len(studios)} studios with {total:,} bookings into {loaded.name}")
    connection = await asyncpg.connect(loaded.superuser_url)
    try:
        # The rows are right by construction; foreign keys need not be looked up one by one.
        await connection.execute("set session_replication_role = replica")
        await connection.execute("set synchronous_commit = off")
        await connection.execute("select setseed(0.5)")
        for studio in studios:
            await connection.execute(STUDIO.read_text(), *_parameters(studio))
        for excerpt in excerpts:
            await connection.execute(EXCERPT.read_text(), *astuple(excerpt))
        await connection.execute("vacuum (analyze)")
    finally:
        await connection.close()


def _parameters(studio: Studio) -> Sequence[Any]:
    return (
        studio.slug,
        studio.artists,
        studio.per_artist,
        studio.slots,
        studio.slot,
        studio.first_day,
        FREE,
    )


def _stamp(studios: Sequence[Studio], excerpts: Sequence[Excerpt]) -> str:
    """What the content depends on: the studios, how they are written, and the schema."""
    sources = [STUDIO, EXCERPT, *sorted((MIGRATIONS / "versions").rglob("*.sql"))]
    known = repr((studios, excerpts)).encode()
    return hashlib.sha256(known + b"".join(map(Path.read_bytes, sources))).hexdigest()


def _on(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)
