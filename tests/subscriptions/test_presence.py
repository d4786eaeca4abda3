"""Those who watch: what rouses them, what they are shown, and what is left of them."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from redis.asyncio import Redis

from app.embedded.redis import RedisServer
from domain.actor import Actor
from domain.errors import Forbidden, Unauthenticated
from domain.presence import NO_ATTENTION, Attention
from domain.roles import Role
from resolvers import presence
from resolvers.presence import watch_presence
from subscriptions.backend import RESYNC
from subscriptions.board import Look, MemoryBoard
from subscriptions.presence import Desk
from subscriptions.redis_board import CHANNEL, RedisBoard
from subscriptions.room import Roster
from tests.desk import Members, new_desk
from tests.subscriptions.conditions import impatient, until

STUDIO = uuid4()
LOOKS = Attention(booking_id=uuid4())

Rosters = AsyncGenerator[Roster, None]


class Doors:
    """Where an actor is looked up again, who may have become something else or be gone."""

    def __init__(self, role: Role = Role.MANAGER) -> None:
        self.actor: Actor | None = Actor(STUDIO, uuid4(), role, request_id=uuid4())
        self.asked = 0

    async def renew(self) -> Actor:
        self.asked += 1
        if self.actor is None:
            raise Unauthenticated("You are not a member of this studio.")
        return self.actor


def watched(desk: Desk, doors: Doors | None = None) -> Rosters:
    return watch_presence(desk, (doors or Doors()).renew)


async def following(rosters: Rosters) -> Roster:
    async with asyncio.timeout(10):
        return await anext(rosters)


def people(roster: Roster) -> list[UUID]:
    return [each.user_id for each in roster.present]


async def test_all_who_see_as_much_are_shown_the_same_and_slow_ones_what_is_so_by_then() -> None:
    async with new_desk() as desk:
        one, other, slow = watched(desk), watched(desk), watched(desk)
        async with aclosing(one), aclosing(other), aclosing(slow):
            empty = await following(slow)
            assert people(empty) == []
            assert await following(one) is await following(other) is empty
            seats = [(uuid4(), uuid4()) for _ in range(5)]
            for seat in seats:
                await desk.enter(STUDIO, seat, LOOKS)
                full = await following(one)
                assert await following(other) is full
            assert await following(slow) is full
            assert people(full) == [user_id for user_id, _ in seats]


async def test_what_an_artist_is_not_shown_does_not_rouse_them() -> None:
    async with new_desk() as desk:
        manager, artist = watched(desk), watched(desk, Doors(Role.ARTIST))
        async with aclosing(manager), aclosing(artist):
            await following(manager)
            await following(artist)
            seat = uuid4(), uuid4()
            await desk.enter(STUDIO, seat, LOOKS)
            (in_full,) = (await following(manager)).present
            (unspecified,) = (await following(artist)).present
            assert in_full.attention == LOOKS
            assert unspecified == replace(in_full, attention=NO_ATTENTION)
            waiting = asyncio.create_task(following(artist))
            await desk.enter(STUDIO, seat, NO_ATTENTION)
            await following(manager)
            await desk.leave(STUDIO, seat)
            assert people(await waiting) == []


async def test_who_is_no_member_any_more_is_not_there_and_watches_no_longer() -> None:
    members, doors = Members(), Doors()
    leaving, staying = doors.actor, uuid4()
    assert leaving
    assert leaving.user_id
    async with new_desk(members=members, poll_every=0.02) as desk:
        await desk.enter(STUDIO, (leaving.user_id, uuid4()), LOOKS)
        await desk.enter(STUDIO, (staying, uuid4()), LOOKS)
        one, other = watched(desk), watched(desk, doors)
        async with aclosing(one), aclosing(other):
            assert len(people(await following(one))) == len(people(await following(other))) == 2
            doors.actor = None
            members.remove(leaving.user_id)
            assert people(await following(one)) == [staying]
            with pytest.raises(Unauthenticated):
                await following(other)
        assert desk.watched == 0


async def test_who_has_another_role_comes_back_to_be_shown_what_that_sees() -> None:
    members, doors = Members(), Doors()
    desk = new_desk(members=members, poll_every=0.02)
    async with desk, aclosing(watched(desk, doors)) as rosters:
        await following(rosters)
        assert doors.actor
        doors.actor = replace(doors.actor, role=Role.ARTIST)
        members.access += 1
        with pytest.raises(Forbidden):
            await following(rosters)


async def test_nobody_is_looked_up_again_while_nothing_has_changed_about_who_may_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    doors = Doors()
    async with new_desk(poll_every=0.02) as desk, aclosing(watched(desk, doors)) as rosters:
        await following(rosters)
        seat = uuid4(), uuid4()
        for _ in range(3):
            await desk.enter(STUDIO, seat, LOOKS)
            await following(rosters)
            await desk.leave(STUDIO, seat)
            await following(rosters)
        # When they came, and when it was first known how often that had changed.
        assert doors.asked <= 2
        monkeypatch.setattr(presence, "IDLE", 0.01)
        waiting = asyncio.create_task(following(rosters))
        await desk.enter(STUDIO, seat, LOOKS)
        await waiting
        waiting = asyncio.create_task(following(rosters))
        await until(lambda: doors.asked > 5)
        waiting.cancel()
        await asyncio.wait([waiting])


async def test_a_studio_that_nobody_watches_costs_nothing() -> None:
    before = asyncio.all_tasks()
    async with new_desk() as desk:
        for _ in range(100):
            rosters = [watched(desk) for _ in range(3)]
            for each in rosters:
                await following(each)
            assert desk.watched == 1
            for each in rosters:
                await each.aclose()
            assert desk.watched == 0
    await until(lambda: asyncio.all_tasks() == before)


async def test_a_watcher_that_is_cancelled_twice_leaves_nothing() -> None:
    """As one whose client is gone while it is being sent something."""
    async with new_desk() as desk:
        rosters = watched(desk)
        await following(rosters)
        waiting = asyncio.create_task(following(rosters))
        await asyncio.sleep(0)
        waiting.cancel()
        waiting.cancel()
        await asyncio.wait([waiting])
        assert desk.watched == 0


class Unreliable(MemoryBoard):
    """A board that cannot be read for a while."""

    broken = False

    async def look(self, tenant_id: UUID) -> Look:
        if self.broken:
            raise OSError("out of reach")
        return await super().look(tenant_id)


async def test_what_fails_is_tried_again() -> None:
    board = Unreliable(30.0)
    board.broken = True
    async with new_desk(board) as desk, aclosing(watched(desk)) as rosters:
        waiting = asyncio.create_task(following(rosters))
        await desk.enter(STUDIO, (uuid4(), uuid4()), LOOKS)
        board.broken = False
        assert len(people(await waiting)) == 1


async def test_desks_of_two_processes_tell_each_other_through_all_faults(
    redis_server: RedisServer,
) -> None:
    members, shown = Members(), Attention()

    def open_desk() -> Desk:
        return Desk(
            RedisBoard(redis_server.url, 30.0),
            impatient(redis_server.url, channel=CHANNEL),
            names=members.names,
            access=members.counts,
        )

    async def read(rosters: Rosters) -> None:
        nonlocal shown
        async for roster in rosters:
            shown = roster.present[0].attention if roster.present else NO_ATTENTION

    async with (
        open_desk() as here,
        open_desk() as there,
        Redis.from_url(redis_server.url, protocol=2) as admin,
        aclosing(watched(there)) as rosters,
    ):
        seat = uuid4(), uuid4()

        async def told() -> None:
            """Something new reaches the other desk, where it is said again and again."""
            news = Attention(booking_id=uuid4())
            async with asyncio.timeout(10):
                while shown != news:
                    await here.enter(STUDIO, seat, news)
                    await asyncio.sleep(0.02)

        reading = asyncio.create_task(read(rosters))
        await told()
        await admin.client_kill_filter(_type="pubsub")
        await told()
        await admin.publish(CHANNEL, b"\xff\xfe")
        await admin.publish(CHANNEL, "not a studio")
        await admin.publish(CHANNEL, RESYNC)
        await told()
        await admin.client_kill_filter(_type="normal", skipme=True)
        await told()
        redis_server.kill()
        await here.enter(STUDIO, seat, NO_ATTENTION)
        redis_server.start()
        await told()
        reading.cancel()
        await asyncio.wait([reading])
