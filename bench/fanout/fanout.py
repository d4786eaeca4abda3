"""`make bench-fanout`: one event to many subscribers of one studio, on one server process."""

import asyncio
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from redis import Redis

from app.embedded.redis import RedisServer
from app.output import say
from app.refusal import Refusal
from bench import data, seats
from bench.contestants.ours import Ours
from bench.fanout import commits, report, turns
from bench.fanout.audience import audience
from bench.fanout.floors import Floor, RawFloor
from bench.fanout.live import Entrant, serving
from bench.fanout.ordinary import LiveOrdinary
from bench.fanout.ours import Desk, LiveOurs
from bench.fanout.socketio import SocketIO
from bench.ground import Ground
from bench.options import Options
from bench.servers import running
from bench.slots import of_one
from bench.studios import many_small

WATCHED = (1, 1_000)
"""Subscribers before whom bookings are timed from their COMMIT on."""

ALIKE = 0.05  # the part of its length by which a message may differ from ours


def fanout(options: Options, ground: Ground) -> str:
    """Measure on a copy of a small studio's database, and give back the tables."""
    (studio,) = many_small(1, options.scale)
    loaded = ground.others([studio])
    (seat,) = asyncio.run(seats.take(loaded, studio.slug))
    places = of_one(studio, seat)
    with ExitStack() as held:
        redis = held.enter_context(RedisServer())
        port = int(redis.url.rpartition(":")[2])
        copy = held.enter_context(data.copied(loaded, ground.name_of("fanout")))

        def desk(redis_url: str) -> Desk:
            writer = Ours(copy, ground.key, redis_url)
            return Desk(writer, held.enter_context(running(writer)), places)

        # Without Redis a server keeps its news to itself: they are ours to publish.
        ours = LiveOurs(copy, ground.key, redis.url, seat=seat, desk=desk(""))
        with serving(ours) as entrant:
            text = _message(entrant, port)
        socketio = SocketIO(options.folder, redis.url, text)
        peers = [
            socketio,
            Floor(redis.url, text),
            RawFloor(redis.url, text),
            LiveOrdinary(copy, redis.url, seat),
        ]
        for peer in peers:
            with serving(peer) as entrant:
                _compare(ours.event(text), text, entrant, port)
        told = (
            f"- {socketio.versions()}; {_version(redis.url)}; {len(text.encode())} bytes a message"
        )
        results = turns.run([ours, *peers], port, options)
        asyncio.run(commits.watch(copy))
        telling = desk(redis.url)
        latencies = []
        with serving(ours) as entrant:
            for level in WATCHED:
                if level <= max(options.subscribers):
                    with audience(entrant, level, port) as listening:
                        heard = commits.measure(listening, telling, copy, seat.tenant_id)
                        latencies.append(heard)
    return "\n\n".join([told, report.report(results, latencies, options.burst)])


def _message(entrant: Entrant, redis_port: int) -> str:
    """What the only subscriber of a server is told of an event."""
    with audience(entrant, 1, redis_port) as listening:
        listening.expect(1)
        return listening.publish(entrant.live.news()).text


def _compare(ours: Mapping[str, Any], text: str, entrant: Entrant, redis_port: int) -> None:
    """Refuse to measure a server that does not say the same at the same length."""
    told = _message(entrant, redis_port)
    theirs = entrant.live.event(told)
    alike = abs(len(told) - len(text)) <= ALIKE * len(text)
    if (
        not alike
        or theirs.keys() != ours.keys()
        or theirs["booking"].keys() != ours["booking"].keys()
    ):
        raise Refusal(f"{entrant.live.name} tells something else: {told}")
    say(f"{entrant.live.name} tells the same in {len(told.encode())} bytes")


def _version(redis_url: str) -> str:
    with Redis.from_url(redis_url, protocol=2) as redis:
        told: Any = redis.info("server")
    name = told.get("server_name", "redis").capitalize()
    return f"{name} {told.get('valkey_version') or told['redis_version']}"
