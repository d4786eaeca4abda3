"""Groups: every member gets every event once and in order, and each is made ready once."""

import asyncio
import random
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from db.events import Head
from domain.errors import CursorExpired, Forbidden
from subscriptions import group as groups_module
from subscriptions.backend import MemoryBackend
from subscriptions.group import Groups
from subscriptions.hints import LOOK_AGAIN
from subscriptions.hub import Hub
from subscriptions.payloads import Payload
from subscriptions.stream import Cursor, Item, Position
from tests.subscriptions.conditions import FOREVER, until
from tests.subscriptions.log import Entry, Eyes, Log, Stretch

TENANT = uuid4()


class Ears:
    """A member that keeps what it is sent. While it is `busy` nothing is delivered to it."""

    def __init__(self) -> None:
        self.payloads: list[Payload] = []
        self.busy = False
        self.delivered = 0

    async def send(self, payloads: Sequence[Payload]) -> None:
        await until(lambda: not self.busy)
        self.payloads += payloads

    def deliver(self, payload: Payload) -> bool:
        if self.busy:
            return False
        self.payloads.append(payload)
        self.delivered += 1
        return True

    @property
    def heard(self) -> Sequence[int]:
        """The revisions of the events, in the order in which they came."""
        return [int(p.text) for p in self.payloads if not p.text.startswith(b"at ")]


class Studio:
    """A log, its hub, and those who follow it."""

    def __init__(self) -> None:
        self.log = Log()
        self.hub = Hub(MemoryBackend(), self.latest, poll_every=0.2)
        self.groups = Groups(self.hub)
        self.made: list[Item[Entry]] = []

    async def latest(self, _: Collection[UUID]) -> Mapping[UUID, Head]:
        return {TENANT: Head(self.log.revision, self.log.access)}

    async def render(self, item: Item[Entry]) -> Payload:
        self.made.append(item)
        await asyncio.sleep(0)
        if isinstance(item, Position):
            return Payload(b"at %d" % item.revision)
        return Payload(b"%d" % item.revision)

    async def append(self, count: int = 1) -> None:
        for _ in range(count):
            self.hub.publish(TENANT, await self.log.append())

    @asynccontextmanager
    async def following(self, eyes: Eyes, ears: Ears, key: object = "") -> AsyncIterator[None]:
        task = asyncio.create_task(self.follow(eyes, ears, key))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def follow(self, eyes: Eyes, ears: Ears, key: object = "") -> None:
        await self.groups.follow(key, TENANT, eyes, ears, self.render)

    @property
    def events_made(self) -> list[int]:
        return [item.revision for item in self.made if isinstance(item, Entry)]


@pytest.fixture
async def studio() -> AsyncIterator[Studio]:
    studio = Studio()
    async with studio.hub:
        yield studio
    assert studio.hub.listeners(TENANT) == 0
    names = {task.get_name() for task in asyncio.all_tasks()}
    assert not names & {"live group", "payload"}


async def carried(studio: Studio, *everybody: Ears) -> None:
    """Wait until all are handed what comes by their group."""
    for ears in everybody:
        await until(lambda ears=ears: bool(ears.payloads))  # type: ignore[misc]
        already = ears.delivered
        while ears.delivered == already:
            await studio.append()
            end = studio.log.revision
            await until(lambda ears=ears, end=end: ears.heard[-1:] == [end])  # type: ignore[misc]


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
    assert len({id(ears.payloads[-1]) for ears in everybody}) == 1


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


class Membership:
    def __init__(self) -> None:
        self.ended = False
        self.asked = 0

    async def admit(self) -> None:
        self.asked += 1
        await asyncio.sleep(0)
        if self.ended:
            raise Forbidden("membership ended")


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
