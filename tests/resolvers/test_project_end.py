"""A project ends with its holds and pencils, in one transaction, whoever books for it meanwhile."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import asyncpg
import pytest

from db.migrate import Urls
from domain.actor import ApiKey
from domain.booking import BookingStatus
from domain.draft import Draft
from domain.errors import BookingsAhead, Forbidden, ProjectEnded
from domain.project import ConfirmedBookings
from domain.roles import Scope
from resolvers.bookings import create_booking
from resolvers.challenges import challenge_hold
from resolvers.context import Context
from resolvers.projects import update_project
from tests.factories import Studio, hours
from tests.resolvers.conftest import Crowd
from tests.resolvers.locks import loner, until_blocked
from tests.resolvers.records import fold, log, state_of, stored

HOLD, PENCIL, CONFIRMED = BookingStatus.HOLD, BookingStatus.PENCIL, BookingStatus.CONFIRMED
OVER = {"status": "completed"}


async def end(studio: Studio, project: UUID, how: ConfirmedBookings | None = None) -> None:
    await update_project(studio.context(), project, OVER, confirmed=how)


async def test_holds_and_pencils_of_all_artists_end_with_the_project_and_others_move_up(
    studio: Studio,
) -> None:
    bo, ada = await studio.artist(), await studio.artist("Ada")
    feature, series = await studio.project(), await studio.project("Series")
    ended = [
        await studio.book(bo, project_id=feature),
        await studio.book(ada, project_id=feature, status=PENCIL),
    ]
    behind = await studio.book(bo, project_id=series)
    before = len(await log(studio))
    await end(studio, feature)
    for booking in ended:
        row = await stored(studio, "booking", booking)
        assert (row.status, row.end_reason) == ("cancelled", "released")
    assert (await stored(studio, "booking", behind)).status == "hold"
    entries = await log(studio)
    told = [entry.type for entry in entries[before:]]
    assert sorted(told[:-1]) == ["booking_cancelled", "booking_cancelled", "hold_promoted"]
    assert told[-1] == "project_updated"
    assert len({entry.request_id for entry in entries[before:]}) == 1
    assert fold(entries) == await state_of(studio)


async def test_confirmed_bookings_ahead_hold_the_end_up_until_it_is_said_what_becomes_of_them(
    studio: Studio,
) -> None:
    artist, project = await studio.artist(), await studio.project()
    firm = [
        await studio.book(artist, project_id=project, status=CONFIRMED, **hours(0, 1, day=day))
        for day in range(2)
    ]
    hold = await studio.book(artist, project_id=project, **hours(5, 6))
    before = await log(studio)
    with pytest.raises(BookingsAhead) as refusal:
        await end(studio, project)
    assert refusal.value.bookings == tuple(firm)
    assert await log(studio) == before
    await end(studio, project, ConfirmedBookings.KEEP)
    assert (await stored(studio, "booking", firm[0])).status == "confirmed"
    assert (await stored(studio, "booking", hold)).status == "cancelled"
    await update_project(studio.context(), project, {"status": "active"})
    await end(studio, project, ConfirmedBookings.CANCEL)
    row = await stored(studio, "booking", firm[0])
    assert (row.status, row.end_reason) == ("cancelled", "cancelled")


async def test_who_challenged_a_hold_of_the_project_is_confirmed_with_its_end(
    studio: Studio,
) -> None:
    artist = await studio.artist()
    feature, series = await studio.project(), await studio.project("Series")
    first = await studio.book(artist, project_id=feature)
    second = await studio.book(artist, project_id=series)
    await challenge_hold(studio.context(), second, first)
    await end(studio, feature)
    assert (await stored(studio, "booking", second)).status == "confirmed"


async def test_whoever_may_not_end_bookings_ends_no_project_that_has_some(studio: Studio) -> None:
    artist, project = await studio.artist(), await studio.project()
    hold = await studio.book(artist, project_id=project)
    narrow: Context = studio.context()
    key = ApiKey(uuid4(), frozenset({Scope.PROJECTS_WRITE, Scope.SCHEDULE_READ}))
    narrow = replace(narrow, actor=replace(narrow.actor, key=key))
    with pytest.raises(Forbidden):
        await update_project(narrow, project, OVER)
    assert (await stored(studio, "booking", hold)).status == "hold"


async def test_who_books_for_a_project_while_it_ends_is_refused(
    urls: Urls, superuser: asyncpg.Connection, studio: Studio
) -> None:
    artist, project = await studio.artist(), await studio.project()
    async with loner(urls.app_url, studio) as connection:
        await connection.execute("update projects set status = 'completed' where id = $1", project)
        draft = Draft(artist_id=artist, project_id=project, **hours(0, 1))
        booking = asyncio.create_task(create_booking(studio.context(), draft))
        await until_blocked(superuser, connection)
        await connection.execute("commit")
        with pytest.raises(ProjectEnded):
            await booking


async def test_of_a_project_that_ends_while_many_book_for_it_nothing_is_left_open(
    crowd: Crowd,
) -> None:
    studio = crowd.studio
    project = await studio.project()
    artists = [await studio.artist(name) for name in "abcdef"]
    drafts = [Draft(artist_id=artist, project_id=project, **hours(0, 1)) for artist in artists * 5]
    bookings = [create_booking(studio.context(), draft) for draft in drafts]
    ending = update_project(studio.context(), project, OVER)
    await asyncio.gather(*bookings[:15], ending, *bookings[15:], return_exceptions=True)
    state = await state_of(studio)
    assert fold(await log(studio)) == state
    statuses = {facts["status"] for _, facts in state.values() if "end_reason" in facts}
    assert statuses <= {"cancelled"}
    assert state[project][1]["status"] == "completed"
