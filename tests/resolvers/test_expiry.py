"""The studios' clockwork: holds that ran out are ended, in all studios, once."""

import asyncio
from datetime import timedelta
from uuid import UUID

from domain.booking import BookingStatus
from resolvers.booking_steps import confirm_booking
from resolvers.expiry import catch_up
from resolvers.holds import extend_hold
from tests.factories import Studio, hours
from tests.resolvers.records import log, log_of, stored

DAY = timedelta(hours=24)


async def test_holds_that_ran_out_are_ended_in_every_studio(
    studio: Studio, other_studio: Studio
) -> None:
    tomorrow = max(studio.now, other_studio.now) + DAY
    ended = {}
    for each in (studio, other_studio):
        artist = await each.artist()
        ended[await each.book(artist)] = each
        await each.book(artist, expires_at=tomorrow + timedelta(hours=5))
        await each.book(artist, status=BookingStatus.CONFIRMED, override="they agreed")
    hints: list[tuple[UUID, int]] = []
    found = await catch_up(
        studio.db, lambda tenant, revision: hints.append((tenant, revision)), now=tomorrow
    )
    assert found == 2
    for booking, each in ended.items():
        row = await stored(each, "booking", booking)
        assert (row.status, row.end_reason, row.updated_at) == ("cancelled", "expired", tomorrow)
        *_, event = await log(each)
        assert (event.aggregate_id, event.actor_id) == (booking, None)
        assert (each.id, event.revision) in hints
    assert await catch_up(studio.db, _nobody, now=tomorrow) == 0


async def test_the_longest_overdue_come_first_where_there_are_many(studio: Studio) -> None:
    artist = await studio.artist()
    late = await studio.book(artist, expires_at=studio.now + timedelta(hours=2))
    early = await studio.book(artist, expires_at=studio.now + timedelta(hours=1))
    tomorrow = studio.now + DAY
    assert await catch_up(studio.db, _nobody, now=tomorrow, most=1) == 1
    assert (await stored(studio, "booking", early)).status == "cancelled"
    assert (await stored(studio, "booking", late)).status == "hold"


async def test_of_several_workers_one_ends_a_hold(studio: Studio) -> None:
    artist = await studio.artist()
    holds = [await studio.book(artist, **hours(0, 1, day=day)) for day in range(5)]
    tomorrow = studio.now + DAY
    done = await asyncio.gather(*(catch_up(studio.db, _nobody, now=tomorrow) for _ in range(4)))
    # What one of them is at, the others pass by: it may be left for the next look.
    assert sum(done) + await catch_up(studio.db, _nobody, now=tomorrow) == len(holds)
    for hold in holds:
        types = [event.type for event in await log_of(studio, hold)]
        assert types == ["booking_created", "booking_cancelled"]


async def test_a_hold_that_is_confirmed_in_its_last_moment_lives_on(studio: Studio) -> None:
    hold = await studio.book(await studio.artist())
    last_moment = studio.at(studio.now + DAY - timedelta(seconds=1))
    await asyncio.gather(
        confirm_booking(last_moment.context(), hold),
        catch_up(studio.db, _nobody, now=last_moment.now),
    )
    assert await catch_up(studio.db, _nobody, now=studio.now + DAY) == 0
    assert (await stored(studio, "booking", hold)).status == "confirmed"


def _nobody(tenant_id: UUID, revision: int) -> None:
    """Nobody listens."""


async def test_what_runs_out_is_told_once_four_hours_and_once_one_hour_before(
    studio: Studio,
) -> None:
    hold = await studio.book(await studio.artist(), expires_at=studio.now + DAY)
    for hours_left in (5, 4, 3.5, 1, 0.5):
        now = studio.now + DAY - timedelta(hours=hours_left)
        await asyncio.gather(*(catch_up(studio.db, _nobody, now=now) for _ in range(3)))
        await catch_up(studio.db, _nobody, now=now)
    told = [entry.facts for entry in await log(studio) if entry.type == "hold_expiring"]
    assert [(facts["booking_id"], facts["hours"]) for facts in told] == [
        (str(hold), 4),
        (str(hold), 1),
    ]
    assert (await stored(studio, "booking", hold)).version == 1


async def test_who_looks_late_tells_only_what_is_still_ahead(studio: Studio) -> None:
    await studio.book(await studio.artist(), expires_at=studio.now + DAY)
    await catch_up(studio.db, _nobody, now=studio.now + DAY - timedelta(minutes=10))
    told = [entry.facts["hours"] for entry in await log(studio) if entry.type == "hold_expiring"]
    assert told == [1]


async def test_a_hold_with_more_time_is_told_anew(studio: Studio) -> None:
    hold = await studio.book(await studio.artist(), expires_at=studio.now + DAY)
    await catch_up(studio.db, _nobody, now=studio.now + DAY - timedelta(hours=1))
    later = studio.now + 2 * DAY
    await extend_hold(studio.context(), hold, expires_at=later)
    await catch_up(studio.db, _nobody, now=later - timedelta(hours=4))
    told = [entry.facts["hours"] for entry in await log(studio) if entry.type == "hold_expiring"]
    assert told == [1, 4]


async def test_who_stood_behind_a_hold_that_ran_out_is_told_of_the_new_rank(
    studio: Studio,
) -> None:
    artist = await studio.artist()
    await studio.book(artist, expires_at=studio.now + timedelta(hours=1))
    second = await studio.book(artist)
    await catch_up(studio.db, _nobody, now=studio.now + timedelta(hours=2))
    *_, promotion, end = await log(studio)
    assert (promotion.type, end.type) == ("hold_promoted", "booking_cancelled")
    assert promotion.facts["booking_id"] == str(second)
    assert (promotion.previous, promotion.facts["rank"]) == ({"rank": 2}, 1)
