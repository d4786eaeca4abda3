"""What becomes of a hold that challenges: it runs out by no clock, and never for ever."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from db.session import AnyRow
from domain.booking import BookingStatus
from domain.challenge import ChallengeAnswer
from domain.errors import InvalidTransition
from domain.event import instant_text
from domain.roles import Role
from domain.split import Cut
from resolvers import booking_steps, bookings, challenges, holds, splitting
from resolvers.artists import archive_artist
from resolvers.bulk import BulkMove, bulk_update_bookings
from tests.factories import Studio, hours
from tests.resolvers.records import log, stored

DAY = timedelta(hours=24)
"""How long a hold lives in a new studio."""


@dataclass(frozen=True)
class Duel:
    """The owner's hold challenges the manager's of the same day, which was there before."""

    studio: Studio
    artist: UUID
    first: UUID
    second: UUID
    challenge: UUID

    async def hold(self) -> AnyRow:
        return await stored(self.studio, "booking", self.second)

    async def outcome(self) -> str:
        status: str = (await stored(self.studio, "challenge", self.challenge)).status
        return status


@pytest.fixture
async def duel(studio: Studio) -> Duel:
    artist = await studio.artist(time_zone="Europe/London")
    theirs = await studio.project("Theirs", manager_id=studio.members[Role.MANAGER])
    ours = await studio.project("Ours", manager_id=studio.members[Role.OWNER])
    first = await studio.book(artist, project_id=theirs, **hours(0, 8))
    second = await studio.at(studio.now + timedelta(minutes=1)).book(
        artist, project_id=ours, **hours(0, 8)
    )
    later = studio.at(studio.now + timedelta(minutes=2))
    opened = await challenges.challenge_hold(later.context(Role.OWNER), second, first)
    return Duel(later, artist, first, second, opened.id)


async def test_who_moves_out_of_the_way_runs_out_again(duel: Duel) -> None:
    assert (await duel.hold()).expires_at is None
    await bookings.update_booking(duel.studio.context(), duel.second, hours(0, 8, day=3))
    assert await duel.outcome() == "lapsed"
    assert (await duel.hold()).expires_at == duel.studio.now + DAY


async def test_a_challenge_does_not_follow_both_to_another_artist(duel: Duel) -> None:
    ada = await duel.studio.artist("Ada")
    both = dict.fromkeys([duel.first, duel.second])
    await bulk_update_bookings(duel.studio.context(), both, BulkMove(artist_id=ada))
    assert await duel.outcome() == "lapsed"
    hold = await duel.hold()
    assert (hold.artist_id, hold.expires_at) == (ada, duel.studio.now + DAY)


async def test_a_challenge_follows_both_to_another_day(duel: Duel) -> None:
    both = dict.fromkeys([duel.first, duel.second])
    await bulk_update_bookings(duel.studio.context(), both, BulkMove(days=7))
    assert await duel.outcome() == "open"
    assert (await duel.hold()).expires_at is None


async def test_who_takes_the_time_alone_challenges_no_longer(duel: Duel) -> None:
    owner = duel.studio.context(Role.OWNER)
    await booking_steps.pencil_booking(owner, duel.second, override="They agreed")
    assert await duel.outcome() == "lapsed"
    await booking_steps.hold_booking(owner, duel.second)
    assert (await duel.hold()).expires_at == duel.studio.now + DAY


async def test_it_is_not_given_a_time_to_run_out_while_it_waits(duel: Duel) -> None:
    with pytest.raises(InvalidTransition):
        await holds.extend_hold(duel.studio.context(Role.OWNER), duel.second)
    await challenges.withdraw_challenge(duel.studio.context(Role.OWNER), duel.challenge)
    await holds.extend_hold(duel.studio.context(Role.OWNER), duel.second)


async def test_it_is_not_divided_while_it_waits(duel: Duel) -> None:
    noon = Cut(at=hours(3, 4)["start_time"])
    for either in (duel.first, duel.second):
        with pytest.raises(InvalidTransition):
            await splitting.split_booking(duel.studio.context(), either, noon)


async def test_nobody_is_confirmed_with_an_archived_artist(duel: Duel) -> None:
    await archive_artist(duel.studio.context(), duel.artist)
    await challenges.answer_challenge(
        duel.studio.context(), duel.challenge, ChallengeAnswer.RELEASE
    )
    assert await duel.outcome() == "released"
    hold = await duel.hold()
    assert hold.status == BookingStatus.HOLD
    assert hold.expires_at == duel.studio.now + DAY


async def test_what_lies_behind_the_days_that_a_challenger_gives_up_runs_out(
    studio: Studio,
) -> None:
    artist = await studio.artist(time_zone="Europe/London")
    projects = [
        await studio.project(name, manager_id=studio.members[role])
        for name, role in (("A", Role.MANAGER), ("B", Role.ADMIN), ("C", Role.OWNER))
    ]
    week = {"start_time": hours(0, 1)["start_time"], "end_time": hours(0, 8, day=4)["end_time"]}
    times = (week, week, hours(0, 8, day=2))
    a, b, c = [
        await studio.at(studio.now + timedelta(minutes=place)).book(
            artist, project_id=project, **time
        )
        for place, (project, time) in enumerate(zip(projects, times, strict=True))
    ]
    later = studio.at(studio.now + timedelta(minutes=5))
    waits = await challenges.challenge_hold(later.context(Role.ADMIN), b, a)
    asked = await challenges.challenge_hold(later.context(Role.OWNER), c, b)
    await challenges.answer_challenge(later.context(Role.ADMIN), asked.id, ChallengeAnswer.RELEASE)
    assert (await stored(later, "challenge", waits.id)).status == "open"
    assert (await stored(later, "booking", b)).expires_at is None
    *_, behind = [each for each in await log(later) if each.type == "booking_created"]
    assert behind.facts["start_time"] == instant_text(hours(15, 16, day=2)["start_time"])
    assert behind.facts["expires_at"] == instant_text(later.now + DAY)
