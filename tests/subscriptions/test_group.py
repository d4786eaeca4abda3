"""Groups: every member gets every event once and in order, and each is made ready once."""

import asyncio
import random
from dataclasses import dataclass

import pytest

from domain.errors import CursorExpired
from subscriptions import group as groups_module
from subscriptions.stream import Cursor
from tests.subscriptions.conditions import until
from tests.subscriptions.following import Ears, Studio, carried
from tests.subscriptions.log import Eyes, Stretch


async def test_an_event_is_made_ready_once_for_all_who_follow_the_same(studio: Studio) -> None:
    everybody = [Ears() for _ in range(50)]
    async with asyncio.TaskGroup() as tasks:
        following = [tasks.create_task(studio.follow(Eyes(studio.log), e)) for e in everybody]
        await until(lambda: all(ears.payloads for ears in everybody))
        await carried(studio, *everybody)
        before = studio.log.revision
        await studio.append(20)
        await until(lambda: all(ears.heard[-1:] == [before + 20] for ears in everybody))
        for task in following:
            task.cancel()
    since = [revision for revision in studio.events_made if revision > before]
    assert since == list(range(before + 1, before + 21))
    # Not equal only, but the very same object.
    assert len({id(ears.payloads[-1].text) for ears in everybody}) == 1


async def test_those_with_another_key_are_served_apart(studio: Studio) -> None:
    one, other = Ears(), Ears()
    async with (
        studio.following(Eyes(studio.log), one, key="one"),
        studio.following(Eyes(studio.log), other, key="other"),
    ):
        await until(lambda: bool(one.payloads and other.payloads))
        await carried(studio, one, other)
        before = studio.log.revision
        await studio.append()
        await until(lambda: one.heard[-1:] == other.heard[-1:] == [before + 1])
    assert studio.events_made.count(before + 1) == 2


async def test_who_comes_back_catches_up_alone_and_then_joins_without_a_seam(
    studio: Studio,
) -> None:
    await studio.append(1_000)
    first, late = Ears(), Ears()
    async with studio.following(Eyes(studio.log), first):
        await carried(studio, first)
        writing = asyncio.create_task(studio.append(500))
        async with studio.following(Eyes(studio.log, Cursor(300)), late):
            await writing
            end = studio.log.revision
            await until(lambda: late.heard[-1:] == first.heard[-1:] == [end])
            await carried(studio, late)
    assert list(late.heard[: end - 300]) == list(range(301, end + 1))


async def test_who_does_not_keep_up_goes_on_alone_and_holds_up_nobody(studio: Studio) -> None:
    quick, slow = Ears(), Ears()
    async with (
        studio.following(Eyes(studio.log, Cursor(0)), quick),
        studio.following(Eyes(studio.log, Cursor(0)), slow),
    ):
        await carried(studio, quick, slow)
        slow.busy = True
        before = slow.heard
        await studio.append(300)
        end = studio.log.revision
        await until(lambda: quick.heard[-1:] == [end])
        assert slow.heard == before
        slow.busy = False
        await until(lambda: slow.heard[-1:] == [end])
        await carried(studio, slow)
    assert list(slow.heard) == list(range(1, len(slow.heard) + 1))


async def test_when_a_group_fails_its_members_go_on_by_themselves(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups_module, "PAUSE", 0.05)
    broken = False

    @dataclass(frozen=True)
    class Founder(Eyes):
        async def read(self, after: int, limit: int) -> Stretch:
            if broken:
                raise ConnectionError("terminated")
            return await super().read(after, limit)

    first, ears = Ears(), Ears()
    async with studio.following(Founder(studio.log, Cursor(0)), first):
        await carried(studio, first)
        async with studio.following(Eyes(studio.log, Cursor(0)), ears):
            await carried(studio, ears)
            # The group reads as the one who founded it.
            broken = True
            await studio.append(10)
            await until(lambda: ears.heard[-1:] == [studio.log.revision])
            await carried(studio, ears)
    assert list(ears.heard) == list(range(1, studio.log.revision + 1))


async def test_what_was_made_of_another_history_is_not_sent(studio: Studio) -> None:
    await studio.append(3)
    first, late = Ears(), Ears()
    async with studio.following(Eyes(studio.log, Cursor(0)), first):
        await until(lambda: first.heard == [1, 2, 3])
        studio.log.restore(to=1)
        for _ in range(2):
            await studio.log.append()
        async with studio.following(Eyes(studio.log, Cursor(0)), late):
            await until(lambda: late.heard == [1, 2, 3])
    assert studio.events_made == [1, 2, 3, 1, 2, 3]


async def test_a_read_that_never_returns_is_given_up(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups_module, "PATIENCE", 0.2)
    monkeypatch.setattr(groups_module, "PAUSE", 0.05)
    dead = False

    @dataclass(frozen=True)
    class OnADeadLine(Eyes):
        async def read(self, after: int, limit: int) -> Stretch:
            if dead:
                await asyncio.Event().wait()
            return await super().read(after, limit)

    first, ears = Ears(), Ears()
    leaving = asyncio.create_task(studio.follow(OnADeadLine(studio.log, Cursor(0)), first))
    await carried(studio, first)
    async with studio.following(Eyes(studio.log, Cursor(0)), ears):
        await carried(studio, ears)
        dead = True
        await studio.append(3)
        await until(lambda: ears.heard[-1:] == [studio.log.revision])
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(leaving, 5)


async def test_a_restore_expires_the_cursor_of_every_member(studio: Studio) -> None:
    await studio.append(5)
    everybody = [Ears() for _ in range(3)]
    following = [asyncio.create_task(studio.follow(Eyes(studio.log), ears)) for ears in everybody]
    await until(lambda: all(ears.payloads for ears in everybody))
    await carried(studio, *everybody)
    studio.log.restore(to=2)
    for task in following:
        with pytest.raises(CursorExpired):
            await asyncio.wait_for(task, 5)


async def test_through_coming_and_going_nobody_misses_or_doubles_anything(studio: Studio) -> None:
    """Members come, fall behind, leave amid everything and come back, while access changes."""
    rounds = 400

    async def live(seen: list[int]) -> None:
        while not seen or seen[-1] < rounds:
            ears = Ears()
            task = asyncio.create_task(studio.follow(Eyes(studio.log, Cursor(len(seen))), ears))
            leave = random.random() * 0.1
            began = asyncio.get_running_loop().time()
            while asyncio.get_running_loop().time() - began < leave:
                ears.busy = random.random() < 0.3
                await asyncio.sleep(random.random() * 0.01)
            ears.busy = False
            if random.random() < 0.5:
                await asyncio.sleep(0.05)
            task.cancel()
            await asyncio.wait([task])
            seen.extend(ears.heard)

    async def write() -> None:
        for number in range(rounds):
            await studio.append()
            if number % 50 == 0:
                studio.log.access += 1
            await asyncio.sleep(random.random() * 0.004)

    everybody: list[list[int]] = [[] for _ in range(20)]
    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        tasks.create_task(write())
        for seen in everybody:
            tasks.create_task(live(seen))
    for seen in everybody:
        assert seen == list(range(1, rounds + 1))
