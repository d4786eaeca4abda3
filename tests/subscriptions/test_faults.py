"""Streams of a reading process and writers of another, through everything Redis can do to them."""

import asyncio
import random
from collections.abc import Collection, Mapping
from contextlib import aclosing
from uuid import UUID, uuid4

from redis.asyncio import Redis

from app.embedded.redis import RedisServer
from db.events import Head
from subscriptions.backend import CHANNEL
from subscriptions.hub import Hub
from subscriptions.stream import Cursor, Reading, event_stream
from tests.subscriptions.conditions import impatient, until
from tests.subscriptions.log import Entry, Eyes, Log

CONSUMERS = 20
WRITERS = 3


async def test_through_all_faults_every_consumer_gets_every_event_once_and_in_order(
    redis_server: RedisServer,
) -> None:
    logs = {uuid4(): Log() for _ in range(5)}
    tenants = list(logs)
    received: list[list[int]] = [[] for _ in range(CONSUMERS)]
    writing = True

    async def latest(asked: Collection[UUID]) -> Mapping[UUID, Head]:
        return {tenant: Head(logs[tenant].revision, 0) for tenant in asked}

    def tenant_of(consumer: int) -> UUID:
        return tenants[consumer % len(tenants)]

    async def consume(hub: Hub, consumer: int) -> None:
        """Read on, and now and then come back with the last revision seen, as clients do."""
        tenant, seen = tenant_of(consumer), received[consumer]
        while True:
            eyes = Eyes(logs[tenant], after=Cursor(len(seen), logs[tenant].epoch))
            reading: Reading[Entry] = Reading(eyes)
            stream = event_stream(hub, tenant, reading)
            async with aclosing(stream):
                async for item in stream:
                    if isinstance(item, Entry):
                        seen.append(item.revision)
                    if random.random() < 0.02:
                        break

    async def write(hub: Hub) -> None:
        while writing:
            tenant = random.choice(tenants)
            hub.publish(tenant, await logs[tenant].append())
            await asyncio.sleep(0.003)

    async def delivered() -> None:
        """Wait until what is written by now has arrived everywhere."""
        goal = {tenant: log.revision for tenant, log in logs.items()}
        await until(
            lambda: all(
                len(received[consumer]) >= goal[tenant_of(consumer)]
                for consumer in range(CONSUMERS)
            )
        )

    backend = impatient(redis_server.url)
    async with (
        Hub(backend, latest, poll_every=0.3) as readers,
        Hub(impatient(redis_server.url), latest, poll_every=0.3) as writers,
        Redis.from_url(redis_server.url) as admin,
        asyncio.TaskGroup() as tasks,
    ):

        async def well() -> None:
            await until(lambda: readers.healthy and writers.healthy)

        await well()
        consumers = [tasks.create_task(consume(readers, number)) for number in range(CONSUMERS)]
        writing_tasks = [tasks.create_task(write(writers)) for _ in range(WRITERS)]
        await delivered()

        redis_server.kill()
        await until(lambda: not readers.healthy)
        await delivered()  # by the poll
        redis_server.start()
        await well()
        await delivered()

        losses = backend.reconnects
        await admin.client_kill_filter(_type="pubsub")
        await until(lambda: backend.reconnects > losses)
        await well()
        await delivered()

        await admin.publish(CHANNEL, b"\xff\xfe")
        await admin.publish(CHANNEL, "not json")
        await delivered()

        redis_server.pause()
        await until(lambda: not readers.healthy)
        await delivered()
        redis_server.resume()
        await well()
        await delivered()

        writing = False
        await asyncio.wait(writing_tasks)  # each may be about to write once more
        await delivered()
        for task in consumers:
            task.cancel()

    assert sum(log.revision for log in logs.values()) > 100
    for consumer in range(CONSUMERS):
        expected = range(1, logs[tenant_of(consumer)].revision + 1)
        assert received[consumer] == list(expected)
