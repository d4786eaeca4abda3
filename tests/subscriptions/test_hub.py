import asyncio
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from redis.asyncio import Redis

from app.embedded.redis import RedisServer
from db.events import Head
from subscriptions import hints
from subscriptions.backend import CHANNEL, MemoryBackend
from subscriptions.hub import Hub
from subscriptions.listener import Listener
from tests.subscriptions.conditions import FOREVER, impatient, roused, until

NORTHLIGHT, DRIFTWOOD = uuid4(), uuid4()


class Revisions:
    """Stands for the table of revisions that the hub polls."""

    def __init__(self) -> None:
        self.now: dict[UUID, int] = {}
        self.access = 0
        self.asked: list[set[UUID]] = []
        self.broken = False

    async def latest(self, tenants: Collection[UUID]) -> Mapping[UUID, Head]:
        self.asked.append(set(tenants))
        if self.broken:
            raise ConnectionError("the database is away")
        return {
            tenant: Head(self.now[tenant], self.access) for tenant in tenants if tenant in self.now
        }


@pytest.fixture
def revisions() -> Revisions:
    return Revisions()


async def test_a_listener_of_this_process_is_roused_without_any_channel(
    redis_server: RedisServer, revisions: Revisions
) -> None:
    redis_server.kill()
    async with Hub(impatient(redis_server.url), revisions.latest, poll_every=FOREVER) as hub:
        with hub.listen(NORTHLIGHT) as listener:
            hub.publish(NORTHLIGHT, 1)
            await roused(listener)


async def test_those_who_may_not_go_on_are_roused_everywhere_though_nothing_is_new(
    redis_server: RedisServer, revisions: Revisions
) -> None:
    async with (
        Hub(impatient(redis_server.url), revisions.latest, poll_every=FOREVER) as here,
        Hub(impatient(redis_server.url), revisions.latest, poll_every=FOREVER) as there,
    ):
        await until(lambda: here.healthy and there.healthy)
        with here.listen(NORTHLIGHT) as near, there.listen(NORTHLIGHT) as far:
            for listener in (near, far):
                listener.check(Head(5, 0))
                listener.clear()
            here.publish(NORTHLIGHT, hints.LOOK_AGAIN)
            # Old news beside it must not take it along.
            here.publish(NORTHLIGHT, 5)
            await roused(near, read=5)
            await roused(far, read=5)


async def test_a_hint_rouses_the_tenants_listeners_of_another_process_and_no_others(
    redis_server: RedisServer, revisions: Revisions
) -> None:
    async with (
        Hub(impatient(redis_server.url), revisions.latest, poll_every=FOREVER) as here,
        Hub(impatient(redis_server.url), revisions.latest, poll_every=FOREVER) as there,
    ):
        await until(lambda: here.healthy and there.healthy)
        with (
            there.listen(NORTHLIGHT) as first,
            there.listen(NORTHLIGHT) as second,
            there.listen(DRIFTWOOD) as other,
        ):
            here.publish(NORTHLIGHT, 1)
            await roused(first)
            await roused(second)
            with pytest.raises(TimeoutError):
                await roused(other, within=0.05)


async def test_a_hint_comes_from_a_real_other_process(
    redis_server: RedisServer, revisions: Revisions
) -> None:
    program = f"""
import asyncio
from uuid import UUID
from subscriptions.backend import open_backend
from subscriptions.hub import Hub
from subscriptions.listener import Listener

async def latest(tenants):
    return {{}}

async def main():
    async with Hub(open_backend("{redis_server.url}"), latest) as hub:
        while True:
            hub.publish(UUID("{NORTHLIGHT}"), 1)
            await asyncio.sleep(0.05)

asyncio.run(main())
"""
    async with Hub(impatient(redis_server.url), revisions.latest, poll_every=FOREVER) as hub:
        await until(lambda: hub.healthy)
        with hub.listen(NORTHLIGHT) as listener:
            root = Path(__file__).parents[2]
            process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, cwd=root)
            try:
                await roused(listener)
            finally:
                process.kill()
                await process.wait()


async def test_with_redis_dead_the_poll_rouses(
    redis_server: RedisServer, revisions: Revisions
) -> None:
    async with Hub(impatient(redis_server.url), revisions.latest, poll_every=0.05) as hub:
        await until(lambda: hub.healthy)
        assert hub.channel == "redis"
        redis_server.kill()
        await until(lambda: not hub.healthy)
        assert hub.channel == "poll"
        with hub.listen(NORTHLIGHT) as listener:
            revisions.now[NORTHLIGHT] = 1
            await roused(listener)
            listener.clear()
            with pytest.raises(TimeoutError):
                await roused(listener, read=1, within=0.3)
            revisions.now[NORTHLIGHT] = 2
            await roused(listener, read=1)


async def test_the_poll_rouses_where_who_may_read_has_changed(revisions: Revisions) -> None:
    async with Hub(MemoryBackend(), revisions.latest, poll_every=0.05) as hub:
        with hub.listen(NORTHLIGHT) as listener:
            revisions.now[NORTHLIGHT] = 1
            await roused(listener)
            listener.clear()
            with pytest.raises(TimeoutError):
                await roused(listener, read=1, within=0.3)
            revisions.access = 1
            await roused(listener, read=1)


async def test_a_resync_asks_the_database_at_once(
    redis_server: RedisServer, revisions: Revisions
) -> None:
    async with Hub(impatient(redis_server.url), revisions.latest, poll_every=FOREVER) as hub:
        await until(lambda: hub.healthy)
        with hub.listen(NORTHLIGHT) as listener:
            redis_server.kill()
            await until(lambda: not hub.healthy)
            revisions.now[NORTHLIGHT] = 1  # committed elsewhere; its hint is lost
            redis_server.start()
            await roused(listener)


async def test_hints_that_could_not_be_sent_stop_none_that_can(
    redis_server: RedisServer, revisions: Revisions
) -> None:
    async with Hub(impatient(redis_server.url), revisions.latest, poll_every=FOREVER) as hub:
        await until(lambda: hub.healthy)
        redis_server.kill()
        for revision in range(1, 100):
            hub.publish(NORTHLIGHT, revision)
        await until(lambda: hub.publish_failures > 0)
        redis_server.start()
        async with Redis.from_url(redis_server.url) as client, client.pubsub() as pubsub:
            await pubsub.subscribe(CHANNEL)
            hub.publish(NORTHLIGHT, 100)
            heard: dict[UUID, int] = {}
            async with asyncio.timeout(5):
                while heard != {NORTHLIGHT: 100}:
                    message = await pubsub.get_message(timeout=1)
                    if message and message["type"] == "message":
                        heard = hints.decode(message["data"].decode())


async def test_poison_is_ignored_and_the_next_hint_is_heard(
    redis_server: RedisServer, revisions: Revisions
) -> None:
    poison: list[bytes] = [
        b"\xff\xfe\x80",
        b"",
        b"{",
        b"null",
        b"[1, 2]",
        b'{"t": 1}',
        f'{{"{NORTHLIGHT}": null}}'.encode(),
        f'{{"{NORTHLIGHT}": "1"}}'.encode(),
        b"[" * 100_000,
    ]
    async with (
        Hub(impatient(redis_server.url), revisions.latest, poll_every=FOREVER) as hub,
        Redis.from_url(redis_server.url) as stranger,
    ):
        await until(lambda: hub.healthy)
        with hub.listen(NORTHLIGHT) as listener:
            for payload in poison:
                assert await stranger.publish(CHANNEL, payload) == 1
            await stranger.publish(CHANNEL, hints.encode({NORTHLIGHT: 1}))
            await roused(listener)
            assert hub.healthy


async def test_a_poll_that_fails_is_counted_and_tried_again(revisions: Revisions) -> None:
    revisions.broken = True
    async with Hub(MemoryBackend(), revisions.latest, poll_every=0.01) as hub:
        with hub.listen(NORTHLIGHT) as listener:
            await until(lambda: hub.poll_failures >= 2)
            revisions.broken = False
            revisions.now[NORTHLIGHT] = 1
            await roused(listener)


async def test_one_query_asks_for_all_tenants_with_listeners_and_none_for_nobody(
    revisions: Revisions,
) -> None:
    async with Hub(MemoryBackend(), revisions.latest, poll_every=0.01) as hub:
        assert hub.channel == "memory"
        with hub.listen(NORTHLIGHT), hub.listen(NORTHLIGHT), hub.listen(DRIFTWOOD):
            await until(lambda: len(revisions.asked) == 3)
            assert revisions.asked == [{NORTHLIGHT, DRIFTWOOD}] * 3
        assert hub.listeners(NORTHLIGHT) == 0
        revisions.asked.clear()
        with pytest.raises(TimeoutError):
            await until(lambda: bool(revisions.asked), within=0.1)


async def test_the_same_news_rouses_once_and_old_news_not_at_all(revisions: Revisions) -> None:
    async with Hub(MemoryBackend(), revisions.latest, poll_every=FOREVER) as hub:
        with hub.listen(NORTHLIGHT) as listener:
            hub.publish(NORTHLIGHT, 2)
            listener.clear()
            hub.publish(NORTHLIGHT, 2)
            hub.publish(NORTHLIGHT, 1)
            with pytest.raises(TimeoutError):
                await roused(listener, read=2, within=0.1)
            hub.publish(NORTHLIGHT, 3)
            await roused(listener, read=2)


async def test_a_hint_of_a_revision_that_never_came_does_not_hide_later_ones(
    revisions: Revisions,
) -> None:
    revisions.now[NORTHLIGHT] = 1
    async with Hub(MemoryBackend(), revisions.latest, poll_every=0.05) as hub:
        with hub.listen(NORTHLIGHT) as listener:
            hub.publish(NORTHLIGHT, 2**60)
            listener.clear()
            revisions.now[NORTHLIGHT] = 2
            await roused(listener, read=1)


async def test_the_poll_sets_a_wrong_hint_right() -> None:
    listener = Listener()
    listener.hint(2**60)
    listener.check(Head(1, 0))
    listener.clear()
    listener.hint(2)
    await roused(listener, read=1)


async def test_an_idle_wait_ends_by_itself(revisions: Revisions) -> None:
    hub = Hub(MemoryBackend(), revisions.latest)
    with hub.listen(NORTHLIGHT) as listener:
        async with asyncio.timeout(5):
            await listener.wait(read=Head(0, 0), at_most=0.01)
