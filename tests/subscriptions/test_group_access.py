"""Nobody is handed anything on the word of a membership that has ended."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from domain.errors import Forbidden
from subscriptions.hints import LOOK_AGAIN
from subscriptions.payloads import Payload
from subscriptions.stream import Cursor
from tests.subscriptions.conditions import FOREVER, until
from tests.subscriptions.following import TENANT, Ears, Membership, Studio, carried
from tests.subscriptions.log import Eyes, Stretch


async def test_when_who_may_read_changes_each_member_is_asked_before_it_gets_more(
    studio: Studio,
) -> None:
    stays, goes = Membership(), Membership()
    staying, gone = Ears(), Ears()
    leaving = asyncio.create_task(studio.follow(Eyes(studio.log, admit=goes.admit), gone))
    async with studio.following(Eyes(studio.log, admit=stays.admit), staying):
        await until(lambda: bool(staying.payloads and gone.payloads))
        await carried(studio, staying, gone)
        assert (stays.asked, goes.asked) == (1, 1)
        goes.ended = True
        studio.log.access += 1
        had = gone.heard
        await studio.append(3)
        with pytest.raises(Forbidden):
            await asyncio.wait_for(leaving, 5)
        await until(lambda: staying.heard[-1:] == [studio.log.revision])
    assert gone.heard == had
    assert stays.asked == 2


async def test_who_was_admitted_before_a_change_does_not_join_a_group_that_knows_of_it(
    studio: Studio,
) -> None:
    """The change comes between a member's admission and its seat."""
    membership, present, first = Membership(), Membership(), Ears()
    changed = asyncio.Event()

    class Overtaken(Ears):
        async def send(self, payloads: Sequence[Payload]) -> None:
            await super().send(payloads)
            if not changed.is_set():
                membership.ended = True
                studio.log.access += 1
                studio.hub.publish(TENANT, LOOK_AGAIN)
                await until(lambda: present.asked == 2)
                changed.set()

    late = Overtaken()
    async with studio.following(Eyes(studio.log, admit=present.admit), first):
        await carried(studio, first)
        with pytest.raises(Forbidden):
            await asyncio.wait_for(studio.follow(Eyes(studio.log, admit=membership.admit), late), 5)
    assert late.heard == []


async def test_what_was_made_ready_before_a_change_of_access_is_not_sent_after_it(
    studio: Studio,
) -> None:
    present = Membership()
    await studio.append()
    first, late, later = Ears(), Ears(), Ears()
    async with studio.following(Eyes(studio.log, Cursor(0), present.admit), first):
        await until(lambda: first.heard == [1])
        async with studio.following(Eyes(studio.log, Cursor(0)), late):
            await until(lambda: late.heard == [1])
        assert studio.events_made == [1]
        studio.log.access += 1
        studio.hub.publish(TENANT, LOOK_AGAIN)
        await until(lambda: present.asked == 2)
        async with studio.following(Eyes(studio.log, Cursor(0)), later):
            await until(lambda: later.heard == [1])
        assert studio.events_made == [1, 1]


async def test_what_was_made_before_a_change_is_not_sent_though_the_group_has_not_heard_of_it(
    studio: Studio,
) -> None:
    """The hint of the change is lost, and the poll is yet to come."""
    studio.hub._poll_every = FOREVER
    await studio.append()
    first, late = Ears(), Ears()
    async with studio.following(Eyes(studio.log, Cursor(0)), first):
        await until(lambda: first.heard == [1])
        studio.log.access += 1
        async with studio.following(Eyes(studio.log, Cursor(0)), late):
            await until(lambda: late.heard == [1])
    assert studio.events_made == [1, 1]


async def test_a_crowd_that_is_to_be_admitted_again_is_back_while_others_write(
    studio: Studio,
) -> None:
    """Reads and admissions take longer than the time from one event to the next."""

    @dataclass(frozen=True)
    class Slow(Eyes):
        async def read(self, after: int, limit: int) -> Stretch:
            page = await super().read(after, limit)
            await asyncio.sleep(0.03)
            return page

    class SlowMembership(Membership):
        async def admit(self) -> None:
            await super().admit()
            await asyncio.sleep(0.03)

    async def write() -> None:
        while True:
            await studio.append()
            await asyncio.sleep(0.01)

    everybody = [Ears() for _ in range(50)]
    admit = SlowMembership().admit
    async with asyncio.TaskGroup() as tasks:
        running = [
            tasks.create_task(studio.follow(Slow(studio.log, admit=admit), ears))
            for ears in everybody
        ]
        running.append(tasks.create_task(write()))
        await until(lambda: studio.hub.tally.members == 50)
        studio.log.access += 1
        studio.hub.publish(TENANT, LOOK_AGAIN)
        await until(lambda: studio.hub.tally.members < 50)
        await until(lambda: studio.hub.tally.members == 50)
        for task in running:
            task.cancel()
    for ears in everybody:
        assert list(ears.heard) == list(range(ears.heard[0], ears.heard[-1] + 1))
