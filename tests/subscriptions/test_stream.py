import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Mapping
from contextlib import aclosing
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from db.events import Head
from domain.errors import CursorExpired, Forbidden
from subscriptions import stream as streams
from subscriptions.backend import MemoryBackend
from subscriptions.hints import LOOK_AGAIN
from subscriptions.hub import Hub
from subscriptions.stream import BrokenLogError, Cursor, Item, Position, Reading, event_stream
from tests.subscriptions.conditions import FOREVER, until
from tests.subscriptions.log import Entry, Eyes, Log, Stretch

TENANT = uuid4()
BEGINNING = Cursor(0)


Stream = AsyncGenerator[Item[Entry], None]


async def nothing_new(_: Collection[UUID]) -> Mapping[UUID, Head]:
    return {}


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    async with Hub(MemoryBackend(), nothing_new, poll_every=FOREVER) as hub:
        yield hub


@pytest.fixture
def log() -> Log:
    return Log()


def stream_of(hub: Hub, eyes: Eyes) -> Stream:
    reading: Reading[Entry] = Reading(eyes)
    return event_stream(hub, TENANT, reading)


async def take(stream: Stream, count: int) -> list[int]:
    """The revisions of the next events, whatever the stream says of its position between them."""
    taken: list[int] = []
    async with asyncio.timeout(10):
        while len(taken) < count:
            item = await anext(stream)
            if isinstance(item, Entry):
                taken.append(item.revision)
    return taken


async def next_position(stream: Stream) -> int:
    """The next item, which is a position."""
    async with asyncio.timeout(10):
        item = await anext(stream)
    assert isinstance(item, Position), item
    return item.revision


async def append(hub: Hub, log: Log, count: int = 1) -> None:
    for _ in range(count):
        hub.publish(TENANT, await log.append())


async def test_old_and_new_events_come_in_one_order(
    hub: Hub, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "BATCH", 2)
    for _ in range(5):
        await log.append()  # long ago: no hint speaks of these
    async with aclosing(stream_of(hub, Eyes(log, BEGINNING))) as stream:
        assert await take(stream, 5) == [1, 2, 3, 4, 5]
        news = asyncio.create_task(take(stream, 3))
        await append(hub, log, 3)
        assert await news == [6, 7, 8]


async def test_a_stream_resumes_after_the_last_revision_seen(hub: Hub, log: Log) -> None:
    await append(hub, log, 5)
    async with aclosing(stream_of(hub, Eyes(log, Cursor(3, log.epoch)))) as stream:
        assert await take(stream, 2) == [4, 5]


async def test_a_subscriber_at_the_head_reads_once_per_event(hub: Hub, log: Log) -> None:
    await append(hub, log, 1)
    async with aclosing(stream_of(hub, Eyes(log, BEGINNING))) as stream:
        assert await take(stream, 1) == [1]
        for revision in range(2, 12):
            news = asyncio.create_task(take(stream, 1))
            await append(hub, log)
            assert await news == [revision]
        assert log.reads == 11


async def test_without_a_cursor_a_stream_starts_now(hub: Hub, log: Log) -> None:
    await append(hub, log, 5)
    async with aclosing(stream_of(hub, Eyes(log))) as stream:
        news = asyncio.create_task(take(stream, 1))
        await until(lambda: log.reads >= 1)
        await append(hub, log)
        assert await news == [6]


async def test_starting_now_misses_nothing_committed_after_the_first_look(hub: Hub) -> None:
    class CommitBehindTheRead(Log):
        """Another writer commits right after each snapshot was taken, before it is returned."""

        async def read(self, after: int, limit: int) -> Stretch:
            snapshot = await super().read(after, limit)
            if self.reads <= 2:
                await append(hub, self)
            return snapshot

    async with aclosing(stream_of(hub, Eyes(CommitBehindTheRead()))) as stream:
        assert await take(stream, 2) == [1, 2]


async def test_a_cursor_older_than_what_is_kept_has_expired(hub: Hub, log: Log) -> None:
    await append(hub, log, 5)
    log.trim(up_to=3)
    async with aclosing(stream_of(hub, Eyes(log, Cursor(3)))) as stream:
        assert await take(stream, 2) == [4, 5]
    async with aclosing(stream_of(hub, Eyes(log, Cursor(2)))) as stream:
        with pytest.raises(CursorExpired) as refusal:
            await anext(stream)
    assert refusal.value.revision == 5


async def test_a_cursor_older_than_an_emptied_log_has_expired(hub: Hub, log: Log) -> None:
    await append(hub, log, 5)
    log.trim(up_to=5)
    with pytest.raises(CursorExpired):
        await anext(stream_of(hub, Eyes(log, Cursor(4))))


@pytest.mark.parametrize("revision", [6, -1])
async def test_a_cursor_outside_the_log_is_refused_and_not_waited_for(
    hub: Hub, log: Log, revision: int
) -> None:
    await append(hub, log, 5)
    with pytest.raises(CursorExpired) as refusal:
        await anext(stream_of(hub, Eyes(log, Cursor(revision))))
    assert refusal.value.revision == 5


async def test_a_cursor_of_another_history_has_expired(hub: Hub, log: Log) -> None:
    await append(hub, log, 5)
    with pytest.raises(CursorExpired):
        await anext(stream_of(hub, Eyes(log, Cursor(3, uuid4()))))


async def test_a_restore_under_a_waiting_stream_expires_it(log: Log) -> None:
    polls = 0

    async def latest(_: Collection[UUID]) -> Mapping[UUID, Head]:
        nonlocal polls
        polls += 1
        return {TENANT: Head(log.revision, log.access)}

    async with Hub(MemoryBackend(), latest, poll_every=0.01) as hub:
        await append(hub, log, 5)
        stream = stream_of(hub, Eyes(log, BEGINNING))
        assert await take(stream, 5) == [1, 2, 3, 4, 5]
        waiting = asyncio.create_task(anext(stream))
        seen = polls
        await until(lambda: polls > seen + 2)  # it has come to rest
        log.restore(to=2)
        with pytest.raises(CursorExpired) as refusal:
            await asyncio.wait_for(waiting, 5)
        assert refusal.value.revision == 2


async def test_a_restore_that_has_caught_up_is_noticed_by_its_epoch(hub: Hub, log: Log) -> None:
    await append(hub, log, 5)
    stream = stream_of(hub, Eyes(log, BEGINNING))
    assert await take(stream, 5) == [1, 2, 3, 4, 5]
    log.restore(to=2)
    await append(hub, log, 6)
    with pytest.raises(CursorExpired):
        await anext(stream)


async def test_a_gap_is_an_error_and_never_skipped(hub: Hub, log: Log) -> None:
    await append(hub, log, 5)
    del log.entries[2]
    log.entries.append(Entry(6))
    stream = stream_of(hub, Eyes(log, BEGINNING))
    assert await take(stream, 2) == [1, 2]
    with pytest.raises(BrokenLogError):
        await anext(stream)


async def test_a_log_that_ends_before_its_counter_is_an_error(hub: Hub, log: Log) -> None:
    class Torn(Log):
        async def read(self, after: int, limit: int) -> Stretch:
            return replace(await super().read(after, limit), events=[], head=Head(5, 0))

    with pytest.raises(BrokenLogError):
        await anext(stream_of(hub, Eyes(Torn(), BEGINNING)))


class Membership:
    """Who reads may go on until this has ended; `asked` counts how often somebody asked."""

    def __init__(self) -> None:
        self.ended = False
        self.asked = 0

    async def admit(self) -> None:
        self.asked += 1
        if self.ended:
            raise Forbidden("membership ended")


async def test_an_actor_no_longer_admitted_gets_nothing_more(hub: Hub, log: Log) -> None:
    membership = Membership()
    await append(hub, log, 2)
    stream = stream_of(hub, Eyes(log, BEGINNING, membership.admit))
    assert await take(stream, 2) == [1, 2]
    membership.ended = True
    log.access += 1
    await append(hub, log)
    with pytest.raises(Forbidden):
        await anext(stream)
    assert hub.listeners(TENANT) == 0


async def test_nobody_is_asked_again_as_long_as_nothing_changes_who_may_read(
    hub: Hub, log: Log
) -> None:
    membership = Membership()
    stream = stream_of(hub, Eyes(log, BEGINNING, membership.admit))
    for revision in range(1, 10):
        news = asyncio.create_task(take(stream, 1))
        await append(hub, log)
        assert await news == [revision]
    assert membership.asked == 1


async def test_a_stream_in_the_middle_of_a_page_ends_with_the_membership(
    hub: Hub, log: Log
) -> None:
    membership = Membership()
    await append(hub, log, 5)
    async with aclosing(stream_of(hub, Eyes(log, BEGINNING, membership.admit))) as events:
        assert await take(events, 2) == [1, 2]
        hub.publish(TENANT, LOOK_AGAIN)
        assert await take(events, 1) == [3]
        membership.ended = True
        log.access += 1
        hub.publish(TENANT, LOOK_AGAIN)
        with pytest.raises(Forbidden):
            await take(events, 1)


async def test_the_poll_ends_a_quiet_stream_of_which_no_hint_tells(log: Log) -> None:
    membership = Membership()

    async def latest(_: Collection[UUID]) -> Mapping[UUID, Head]:
        return {TENANT: Head(log.revision, log.access)}

    async with Hub(MemoryBackend(), latest, poll_every=0.01) as hub:
        stream = stream_of(hub, Eyes(log, admit=membership.admit))
        assert await next_position(stream) == 0
        membership.ended = True
        log.access += 1
        with pytest.raises(Forbidden):
            await asyncio.wait_for(anext(stream), 5)


async def test_a_stream_says_where_it_is_once_it_has_caught_up(hub: Hub, log: Log) -> None:
    await append(hub, log, 3)
    async with aclosing(stream_of(hub, Eyes(log))) as stream:
        assert await next_position(stream) == 3
        news = asyncio.create_task(take(stream, 1))
        await append(hub, log)
        assert await news == [4]
    async with aclosing(stream_of(hub, Eyes(log, Cursor(4)))) as stream:
        assert await next_position(stream) == 4


async def test_events_that_a_filter_keeps_back_move_the_position_now_and_then(
    hub: Hub, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "POSITION_EVERY", 0.2)

    def odd(entry: Entry) -> bool:
        return entry.revision % 2 == 1

    async with aclosing(stream_of(hub, Eyes(log, BEGINNING, concerns=odd))) as stream:
        assert await next_position(stream) == 0
        await append(hub, log, 4)
        assert await take(stream, 2) == [1, 3]
        # 4 has passed: soon, and only once, that is said though nothing else happens.
        assert await next_position(stream) == 4
        news = asyncio.create_task(anext(stream))
        await append(hub, log, 1)
        assert (await news).revision == 5


async def test_closing_a_stream_deregisters_it(hub: Hub, log: Log) -> None:
    await append(hub, log, 2)
    stream = stream_of(hub, Eyes(log, BEGINNING))
    assert hub.listeners(TENANT) == 0
    assert await take(stream, 1) == [1]
    assert hub.listeners(TENANT) == 1
    await stream.aclose()
    assert hub.listeners(TENANT) == 0


async def test_a_stream_cancelled_twice_at_once_is_deregistered(hub: Hub, log: Log) -> None:
    async def consume() -> None:
        async for _ in stream_of(hub, Eyes(log)):
            pass

    consumer = asyncio.create_task(consume())
    await until(lambda: log.reads >= 1)
    assert hub.listeners(TENANT) == 1
    consumer.cancel()
    asyncio.get_running_loop().call_soon(consumer.cancel)
    with pytest.raises(asyncio.CancelledError):
        await consumer
    assert hub.listeners(TENANT) == 0


async def test_a_stream_cancelled_while_it_reads_is_deregistered(hub: Hub) -> None:
    reading = asyncio.Event()

    class Stuck(Log):
        async def read(self, after: int, limit: int) -> Stretch:
            reading.set()
            await asyncio.Event().wait()
            raise AssertionError

    consumer = asyncio.ensure_future(anext(stream_of(hub, Eyes(Stuck(), BEGINNING))))
    await reading.wait()
    consumer.cancel()
    consumer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await consumer
    assert hub.listeners(TENANT) == 0
