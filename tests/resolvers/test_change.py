"""What every use case has around it: one transaction, another attempt, one hint."""

import asyncio
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from app.embedded.postgres import EmbeddedPostgres
from db.events import current_revision
from db.migrate import Urls
from db.session import Session
from domain.booking import BookingStatus
from domain.draft import Draft
from domain.errors import BookingConflict
from resolvers.bookings import create_booking
from resolvers.change import ATTEMPTS, LostRace, Saved, change
from resolvers.context import Context
from tests.factories import Studio, hours
from tests.resolvers.conftest import Crowd
from tests.resolvers.locks import loner, until_blocked
from tests.resolvers.records import log, stored


@change
async def touch(
    ctx: Context, session: Session, artist_id: UUID, troubles: list[str | None]
) -> Saved:
    """Count an artist's version, and then run into the next trouble: an SQLSTATE, or none."""
    await session.execute(text("update artists set version = version + 1"))
    match troubles.pop(0):
        case None:
            return Saved(artist_id, await current_revision(session))
        case "race":
            raise LostRace
        case state:
            await session.execute(text(f"do $$ begin raise sqlstate '{state}'; end $$"))
    raise AssertionError


@pytest.mark.parametrize("trouble", ["40001", "40P01", "23505", "23P01", "race"])
async def test_a_lost_race_is_run_again_from_the_start(studio: Studio, trouble: str) -> None:
    artist = await studio.artist()
    troubles = [*[trouble] * (ATTEMPTS - 1), None]
    await touch(studio.context(), artist, troubles)
    assert troubles == []
    assert (await stored(studio, "artist", artist)).version == 2


@pytest.mark.parametrize("trouble", ["40001", "race"])
async def test_somebody_who_always_loses_is_told_in_the_end(studio: Studio, trouble: str) -> None:
    artist = await studio.artist()
    troubles: list[str | None] = [trouble] * (ATTEMPTS + 1)
    with pytest.raises(LostRace if trouble == "race" else DBAPIError):
        await touch(studio.context(), artist, troubles)
    assert len(troubles) == 1
    assert (await stored(studio, "artist", artist)).version == 1


@pytest.mark.parametrize("trouble", ["23514", "23503", "57014", "22012"])
async def test_any_other_failure_is_not_tried_again(studio: Studio, trouble: str) -> None:
    artist = await studio.artist()
    troubles: list[str | None] = [trouble, None]
    with pytest.raises(DBAPIError):
        await touch(studio.context(), artist, troubles)
    assert len(troubles) == 1
    assert (await stored(studio, "artist", artist)).version == 1


async def test_live_calendars_get_one_hint_after_each_commit(studio: Studio) -> None:
    hints: list[tuple[UUID, int]] = []
    artist = await studio.artist()
    ctx = replace(
        studio.context(), publish=lambda tenant, revision: hints.append((tenant, revision))
    )
    draft = Draft(artist_id=artist, status=BookingStatus.CONFIRMED, **hours(0, 1))
    saved = await create_booking(ctx, draft)
    with pytest.raises(BookingConflict):
        await create_booking(ctx, draft)
    await touch(ctx, artist, ["40001", None])
    clash = saved.revision + 1
    assert hints == [(studio.id, revision) for revision in (saved.revision, clash, clash)]


async def test_a_use_case_that_postgresql_ends_in_a_deadlock_is_run_again(
    postgres: EmbeddedPostgres, urls: Urls, superuser: asyncpg.Connection, crowd: Crowd
) -> None:
    """Somebody takes the locks in the wrong order, and has more patience than the use case."""
    studio = crowd.studio
    artist = await studio.artist()
    url = make_url(postgres.superuser_url).set(database=make_url(urls.app_url).database)
    async with loner(url.render_as_string(hide_password=False), studio) as connection:
        await connection.execute("set deadlock_timeout = '1 min'")
        await connection.execute("update tenant_revisions set revision = revision")
        attempt = asyncio.create_task(studio.book(artist))
        await until_blocked(superuser, connection)
        await connection.execute("select from artists for no key update")
        await connection.execute("commit")
        booking = await attempt
    assert (await stored(studio, "booking", booking)).version == 1
    assert [event.type for event in await log(studio)] == ["artist_created", "booking_created"]
    assert crowd.deadlocks() == 1
