import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.embedded.redis import RedisServer
from subscriptions.backend import CHANNEL, RESYNC, HintBackend, MemoryBackend, open_backend
from tests.subscriptions.conditions import impatient, until


@asynccontextmanager
async def connected(backend: HintBackend) -> AsyncIterator[HintBackend]:
    await backend.connect()
    try:
        yield backend
    finally:
        await backend.disconnect()


async def next_message(backend: HintBackend) -> str:
    async with asyncio.timeout(10):
        return (await backend.next_published()).message


async def published_in_vain(backend: HintBackend) -> bool:
    try:
        await backend.publish(CHANNEL, "lost")
    except (OSError, RedisError):
        return True
    return False


async def test_a_hint_reaches_every_process(redis_server: RedisServer) -> None:
    async with (
        connected(impatient(redis_server.url)) as one,
        connected(impatient(redis_server.url)) as other,
    ):
        assert await next_message(one) == RESYNC
        assert await next_message(other) == RESYNC
        await one.publish(CHANNEL, "hint")
        assert await next_message(other) == "hint"
        assert await next_message(one) == "hint"
        assert one.healthy
        assert one.reconnects == 0


async def test_after_redis_was_killed_and_restarted_it_resyncs_and_goes_on(
    redis_server: RedisServer,
) -> None:
    async with connected(impatient(redis_server.url)) as backend:
        assert await next_message(backend) == RESYNC
        redis_server.kill()
        await until(lambda: not backend.healthy)
        assert await published_in_vain(backend)
        redis_server.start()
        assert await next_message(backend) == RESYNC
        assert backend.healthy
        assert backend.reconnects >= 1
        await backend.publish(CHANNEL, "hint")
        assert await next_message(backend) == "hint"


async def test_it_survives_that_redis_closes_its_connections(redis_server: RedisServer) -> None:
    async with (
        connected(impatient(redis_server.url)) as backend,
        Redis.from_url(redis_server.url) as admin,
    ):
        for _ in range(3):
            assert await next_message(backend) == RESYNC
            await admin.publish(CHANNEL, "hint")
            assert await next_message(backend) == "hint"
            await admin.client_kill_filter(_type="pubsub")
            await admin.client_kill_filter(_type="normal", skipme=True)
        assert await next_message(backend) == RESYNC


async def test_a_redis_that_falls_silent_is_noticed_and_found_again(
    redis_server: RedisServer,
) -> None:
    async with connected(impatient(redis_server.url)) as backend:
        assert await next_message(backend) == RESYNC
        redis_server.pause()
        try:
            assert await published_in_vain(backend)
            await until(lambda: not backend.healthy)
        finally:
            redis_server.resume()
        assert await next_message(backend) in {RESYNC, "lost"}
        await until(lambda: backend.healthy)
        await backend.publish(CHANNEL, "hint")
        while await next_message(backend) != "hint":
            pass


async def test_a_quiet_channel_is_not_taken_for_a_lost_one(redis_server: RedisServer) -> None:
    async with (
        connected(impatient(redis_server.url)) as backend,
        Redis.from_url(redis_server.url) as admin,
        admin.pubsub() as echoes,
    ):
        assert await next_message(backend) == RESYNC
        await echoes.psubscribe(f"{CHANNEL}:echo:*")
        async with asyncio.timeout(10):
            for _ in range(6):  # the subscription and five echoes: longer than it may be deaf
                await echoes.get_message(timeout=None)
        assert backend.healthy
        assert backend.reconnects == 0


async def test_it_starts_without_redis_and_finds_it_later(redis_server: RedisServer) -> None:
    redis_server.kill()
    async with connected(impatient(redis_server.url)) as backend:
        await until(lambda: backend.reconnects > 2)
        assert not backend.healthy
        redis_server.start()
        assert await next_message(backend) == RESYNC


async def test_bytes_that_are_no_text_are_handed_on_as_some(redis_server: RedisServer) -> None:
    async with (
        connected(impatient(redis_server.url)) as backend,
        Redis.from_url(redis_server.url) as admin,
    ):
        assert await next_message(backend) == RESYNC
        await admin.publish(CHANNEL, b"\xff\xfe\x00")
        await admin.publish(CHANNEL, "hint")
        assert await next_message(backend) == "\ufffd\ufffd\x00"
        assert await next_message(backend) == "hint"
        assert backend.reconnects == 0


async def test_an_inbox_that_overflows_becomes_one_resync() -> None:
    async with connected(MemoryBackend(capacity=10)) as backend:
        for number in range(11):
            await backend.publish(CHANNEL, str(number))
        await backend.publish(CHANNEL, "hint")
        assert await next_message(backend) == RESYNC
        assert await next_message(backend) == "hint"


async def test_disconnecting_leaves_nothing_running(redis_server: RedisServer) -> None:
    before = asyncio.all_tasks()
    async with connected(impatient(redis_server.url)) as backend:
        assert await next_message(backend) == RESYNC
        await backend.publish(CHANNEL, "hint")
    assert asyncio.all_tasks() == before


async def test_in_one_process_hints_need_no_redis() -> None:
    async with connected(open_backend("memory://")) as backend:
        await backend.publish(CHANNEL, "hint")
        assert await next_message(backend) == "hint"
        assert backend.healthy
    assert not backend.healthy


def test_the_url_chooses_the_backend() -> None:
    assert isinstance(open_backend(None), MemoryBackend)
    assert open_backend("rediss://cache.example:6380/1").name == "redis"
    with pytest.raises(ValueError, match="scheme"):
        open_backend("kafka://broker.example")
