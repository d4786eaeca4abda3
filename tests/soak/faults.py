"""What may happen to a running system. Each fault begins, lasts, ends, and is survived."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import orjson
from redis.asyncio import Redis

from subscriptions.backend import CHANNEL
from tests.soak.trial import Trial
from tests.soak.waiting import eventually

Fault = Callable[[Trial, float], Awaitable[None]]
"""Does it for at least so many seconds, where it can last."""


@asynccontextmanager
async def lasting(seconds: float) -> AsyncIterator[None]:
    """Stay in the block for at least so long."""
    least = asyncio.create_task(asyncio.sleep(seconds))
    try:
        yield
        await least
    finally:
        least.cancel()


async def redis_killed(trial: Trial, seconds: float) -> None:
    """Events come by the poll meanwhile, and by hints again when it is back."""
    redis = trial.ground.redis
    async with lasting(seconds):
        redis.kill()
        await trial.ground.hints(travel=False)
        await trial.ledger.settle()
    redis.start()
    await trial.ground.hints(travel=True)


async def redis_frozen(trial: Trial, seconds: float) -> None:
    """Its connections stay open and nothing comes: the servers have to find out by themselves."""
    redis = trial.ground.redis
    redis.pause()
    try:
        async with lasting(seconds):
            await trial.ground.hints(travel=False)
            await trial.ledger.settle()
    finally:
        redis.resume()
    await trial.ground.hints(travel=True)


async def redis_connections_killed(trial: Trial, _: float) -> None:
    """Both servers lose their subscription, and subscribe anew."""
    async with Redis.from_url(trial.ground.redis.url) as admin:
        before = await _subscribers(admin)
        await admin.client_kill_filter(_type="pubsub")

        async def renewed() -> bool:
            now = await _subscribers(admin)
            return len(now) >= len(before) and now.isdisjoint(before)

        await eventually(renewed, "both servers subscribe again")


async def _subscribers(admin: Redis) -> set[str]:
    return {client["id"] for client in await admin.client_list(_type="pubsub")}


async def poisoned_hints(trial: Trial, _: float) -> None:
    """What no server of ours has sent, forged hints included."""
    studio = str(trial.ground.studios[0].id)
    forged = [{studio: 2**31 - 1}, {studio: 1}, {studio: 0}, {studio: -1}, {studio.upper(): 7}]
    junk = [b"\xff\xfe", b"", b"not json", b"null", b"[]", b"7", b"{", b'{"x":1}', b"<resync>"]
    async with Redis.from_url(trial.ground.redis.url) as admin:
        for payload in [*junk, *map(orjson.dumps, forged), b"[" * 100_000, b"x" * 1_000_000]:
            await admin.publish(CHANNEL, payload)


async def server_killed(trial: Trial, _: float) -> None:
    """Its clients resume on the other one, and it comes back."""
    server = trial.dice.choice(trial.ground.servers)
    await server.kill()
    await asyncio.gather(server.start(), trial.ledger.settle())


async def server_replaced(trial: Trial, _: float) -> None:
    """As at a deploy: it is asked to end, does so in time, and another takes its place."""
    server = trial.dice.choice(trial.ground.servers)
    assert await server.stop() == 0, "a server that is asked to end does so cleanly"
    await asyncio.gather(server.start(), trial.ledger.settle())


async def server_frozen(trial: Trial, seconds: float) -> None:
    """The impatient leave it for the other one; who stays gets the rest when it goes on."""
    server = trial.dice.choice(trial.ground.servers)
    server.pause()
    try:
        async with lasting(seconds):
            await eventually(lambda: trial.has_lost_the_impatient(server), "the impatient leave")
    finally:
        server.resume()


async def database_connections_terminated(trial: Trial, _: float) -> None:
    """All of them at once, in the middle of what they do."""
    ended = await trial.ground.superuser.fetchval(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()"
    )
    assert ended, "the servers hold connections"


async def befall(trial: Trial, name: str, seconds: float) -> None:
    """Let a fault happen, count it, and compare what everybody has."""
    await FAULTS[name](trial, seconds)
    trial.tally.faults[name] += 1
    await trial.ledger.settle()


FAULTS: Mapping[str, Fault] = {
    fault.__name__.replace("_", " "): fault
    for fault in (
        redis_killed,
        redis_frozen,
        redis_connections_killed,
        poisoned_hints,
        server_killed,
        server_replaced,
        server_frozen,
        database_connections_terminated,
    )
}
