"""How long after a booking's COMMIT its event reaches the clients, the whole way of the product."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg

from bench.data import Loaded
from bench.fanout.audience import Audience
from bench.fanout.calls import Heard
from bench.fanout.ours import Desk

SQL = Path(__file__).with_suffix(".sql")
BEGINNINGS = """
    select revision, extract(epoch from began)::float8 as began
      from bench_commits where tenant_id = $1
"""
BOOKINGS = 200
PAUSE = 0.02  # seconds between two bookings


@dataclass(frozen=True)
class Latencies:
    """Seconds from just before COMMIT, of all deliveries and of each event's last."""

    subscribers: int
    deliveries: list[float]
    lasts: list[float]


async def watch(loaded: Loaded) -> None:
    """Have the database note when its events are committed."""
    connection = await asyncpg.connect(loaded.superuser_url)
    try:
        await connection.execute(SQL.read_text())
    finally:
        await connection.close()


def measure(audience: Audience, desk: Desk, loaded: Loaded, tenant_id: UUID) -> Latencies:
    """Make bookings one by one, at a server that is not the one that tells of them."""
    heard: dict[int, Heard] = {}
    for _ in range(BOOKINGS):
        audience.expect(1)
        revision = desk.book()
        heard[revision] = audience.publish()
        time.sleep(PAUSE)
    began = asyncio.run(_beginnings(loaded, tenant_id))
    deliveries = {
        revision: [moment - began[revision] for moment in each.times]
        for revision, each in heard.items()
    }
    return Latencies(
        audience.listeners,
        [latency for latencies in deliveries.values() for latency in latencies],
        [latencies[-1] for latencies in deliveries.values()],
    )


async def _beginnings(loaded: Loaded, tenant_id: UUID) -> Mapping[int, float]:
    """When each revision's commit began, by the monotonic clock."""
    connection = await asyncpg.connect(loaded.superuser_url)
    try:
        rows = await connection.fetch(BEGINNINGS, tenant_id)
    finally:
        await connection.close()
    ahead = time.time() - time.monotonic()
    return {row["revision"]: row["began"] - ahead for row in rows}
