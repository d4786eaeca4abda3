"""Many who want the same at the same time: one gets it, the others are told, nobody hangs."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Sequence
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from db.migrate import Urls
from domain.booking import BookingStatus
from domain.draft import Draft
from domain.errors import BookingConflict, StaleVersion
from domain.event import EventType
from resolvers.booking_steps import confirm_booking
from resolvers.bookings import create_booking, update_booking
from tests.factories import Studio, hours
from tests.resolvers.conftest import Crowd
from tests.resolvers.locks import insert_pencil, loner, until_blocked
from tests.resolvers.records import log, log_of, stored

PENCIL, CONFIRMED = BookingStatus.PENCIL, BookingStatus.CONFIRMED


async def outcomes(attempts: Sequence[Awaitable[Any]]) -> Counter[str]:
    """How simultaneous attempts end, by name of the refusal, with the time it took printed."""
    began = time.perf_counter()
    answers = await asyncio.gather(*attempts, return_exceptions=True)
    elapsed = time.perf_counter() - began
    print(f"{len(answers)} at once: {elapsed:.2f} s")  # noqa: T201
    return Counter(
        type(answer).__name__ if isinstance(answer, BaseException) else "saved"
        for answer in answers
    )


async def test_of_200_simultaneous_bookings_of_one_slot_one_wins(crowd: Crowd) -> None:
    studio = crowd.studio
    artist = await studio.artist()
    attempts = [studio.book(artist, status=CONFIRMED) for _ in range(200)]
    assert await outcomes(attempts) == {"saved": 1, "BookingConflict": 199}
    assert crowd.deadlocks() == 0


async def test_of_200_holds_that_are_confirmed_at_once_one_wins(crowd: Crowd) -> None:
    studio = crowd.studio
    artist = await studio.artist()
    projects = await asyncio.gather(*(studio.project(f"Project {n}") for n in range(200)))
    holds = await asyncio.gather(*(studio.book(artist, project_id=each) for each in projects))
    attempts = [
        confirm_booking(studio.context(), hold, override="the client signed") for hold in holds
    ]
    assert await outcomes(attempts) == {"saved": 1, "BookingConflict": 199}
    assert crowd.deadlocks() == 0


async def test_every_loser_is_told_the_winner(crowd: Crowd) -> None:
    studio = crowd.studio
    artist = await studio.artist()
    answers = await asyncio.gather(
        *(studio.book(artist, status=PENCIL) for _ in range(20)), return_exceptions=True
    )
    refusals = [answer for answer in answers if isinstance(answer, BookingConflict)]
    [winner] = [answer for answer in answers if answer not in refusals]
    assert {refusal.conflicts for refusal in refusals} == {(winner,)}


async def test_bookings_change_artists_crosswise_without_a_deadlock(crowd: Crowd) -> None:
    studio = crowd.studio
    artists = [await studio.artist(name) for name in ("Bo", "Finn")]
    mine, theirs = [], []
    for n in range(20):
        mine.append(await studio.book(artists[0], status=CONFIRMED, **hours(2 * n, 2 * n + 1)))
        theirs.append(
            await studio.book(artists[1], status=CONFIRMED, **hours(2 * n + 1, 2 * n + 2))
        )
    attempts = [
        update_booking(studio.context(), booking, {"artist_id": artist})
        for pair in zip(mine, theirs, strict=True)
        for booking, artist in zip(pair, reversed(artists), strict=True)
    ]
    assert await outcomes(attempts) == {"saved": 40}
    assert crowd.deadlocks() == 0
    for bookings, artist in ((mine, artists[1]), (theirs, artists[0])):
        rows = [await stored(studio, "booking", booking) for booking in bookings]
        assert {(row.artist_id, row.version) for row in rows} == {(artist, 2)}


async def test_one_booking_is_passed_around_among_many_artists(crowd: Crowd) -> None:
    """Whoever waited for the old artist's lock finds the booking gone, and follows it."""
    studio = crowd.studio
    artists = [await studio.artist(f"Artist {number}") for number in range(4)]
    booking = await studio.book(artists[0], status=CONFIRMED)
    attempts = [
        update_booking(studio.context(), booking, {"artist_id": artists[number % 4]})
        for number in range(1, 41)
    ]
    assert await outcomes(attempts) == {"saved": 40}
    assert crowd.deadlocks() == 0


async def test_a_booking_that_moves_away_under_a_waiting_step_is_judged_where_it_is(
    urls: Urls, superuser: asyncpg.Connection, studio: Studio
) -> None:
    old, new = await studio.artist(), await studio.artist("Bo")
    hold = await studio.book(old)
    firm = await studio.book(new, status=CONFIRMED)
    async with loner(urls.app_url, studio) as connection:
        await connection.execute("select from artists where id = $1 for no key update", old)
        attempt = asyncio.create_task(confirm_booking(studio.context(), hold, override="yes"))
        await until_blocked(superuser, connection)
        await connection.execute("update bookings set artist_id = $1 where id = $2", new, hold)
        await connection.execute("commit")
        with pytest.raises(BookingConflict) as refusal:
            await attempt
    assert refusal.value.conflicts == (firm,)


async def test_one_create_that_is_sent_20_times_at_once_makes_one_booking(crowd: Crowd) -> None:
    studio = crowd.studio
    booking_id = uuid4()
    draft = Draft(artist_id=await studio.artist(), status=CONFIRMED, **hours(0, 1))
    answers = await asyncio.gather(
        *(create_booking(studio.context(), draft, booking_id=booking_id) for _ in range(20))
    )
    assert len({(answer.id, answer.revision) for answer in answers}) == 1
    assert answers[0].id == booking_id
    assert [answer.event for answer in answers].count(EventType.BOOKING_CREATED) == 1
    assert len(await log_of(studio, booking_id)) == 1


async def test_of_a_move_and_a_confirmation_of_one_version_one_wins(crowd: Crowd) -> None:
    studio = crowd.studio
    artist = await studio.artist()
    for day in range(10):
        booking = await studio.book(artist, **hours(0, 1, day=day))
        answers = await asyncio.gather(
            update_booking(studio.context(), booking, hours(1, 2, day=day), expected_version=1),
            confirm_booking(studio.context(), booking, expected_version=1),
            return_exceptions=True,
        )
        [refusal] = [answer for answer in answers if isinstance(answer, BaseException)]
        assert isinstance(refusal, StaleVersion)
        assert (await stored(studio, "booking", booking)).version == 2


# Around the locks: the constraint has the last word ----------------------------------------------


async def test_the_constraint_refuses_what_nobody_looked_for(urls: Urls, studio: Studio) -> None:
    artist = await studio.artist()
    async with loner(urls.app_url, studio) as connection:
        await insert_pencil(connection, studio, artist)
        with pytest.raises(asyncpg.ExclusionViolationError) as refusal:
            await insert_pencil(connection, studio, artist)
    assert refusal.value.sqlstate == "23P01"
    assert refusal.value.constraint_name == "no_double_booking"


async def test_a_use_case_that_the_constraint_stops_answers_a_conflict(
    urls: Urls, superuser: asyncpg.Connection, studio: Studio
) -> None:
    artist = await studio.artist()
    async with loner(urls.app_url, studio) as connection:
        unseen = await insert_pencil(connection, studio, artist)
        attempt = asyncio.create_task(studio.book(artist, status=CONFIRMED))
        await until_blocked(superuser, connection)
        await connection.execute("commit")
        with pytest.raises(BookingConflict) as refusal:
            await attempt
    assert refusal.value.conflicts == (unseen,)
    types = [event.type for event in await log(studio)]
    assert types == ["artist_created", "booking_conflict_detected"]


async def test_a_use_case_that_the_constraint_held_up_goes_on_after_a_rollback(
    urls: Urls, superuser: asyncpg.Connection, studio: Studio
) -> None:
    artist = await studio.artist()
    async with loner(urls.app_url, studio) as connection:
        await insert_pencil(connection, studio, artist)
        attempt = asyncio.create_task(studio.book(artist, status=CONFIRMED))
        await until_blocked(superuser, connection)
        await connection.execute("rollback")
        booking = await attempt
    assert (await stored(studio, "booking", booking)).status == "confirmed"


async def test_what_waits_for_one_studio_does_not_hold_up_another(
    urls: Urls, superuser: asyncpg.Connection, studio: Studio, other_studio: Studio
) -> None:
    artist = await studio.artist()
    async with loner(urls.app_url, studio) as connection:
        await connection.execute("update tenant_revisions set revision = revision")
        waiting = asyncio.create_task(studio.book(artist))
        await until_blocked(superuser, connection)
        async with asyncio.timeout(5):
            await other_studio.book(await other_studio.artist())
        assert not waiting.done()
        await connection.execute("rollback")
        await waiting
