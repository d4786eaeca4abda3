"""`make bench-write`: confirmed bookings in free places, in one studio and spread over fifty."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice

import asyncpg
import orjson

from app.output import say
from app.refusal import Refusal
from bench import data, rounds, seats, tables
from bench.ceiling import ceiling
from bench.contestants.contestant import Writer
from bench.contestants.floor import Floor
from bench.contestants.ours import Ours
from bench.contestants.postgraphile import SOURCES, PostGraphile
from bench.data import Loaded
from bench.ground import Ground
from bench.measurement import ask
from bench.options import Options
from bench.results import Cell, Results
from bench.rounds import Turn
from bench.seats import Seat
from bench.servers import Server, running
from bench.slots import Place, of_all, of_one
from bench.studios import fifty

EVENTS = SOURCES / "events.sql"
AIM = "1"  # times PostGraphile
FASTEST = 4000  # bookings per second that there are requests for

COUNTS = """
    select (select count(*) from bookings), (select count(*) from events),
           (select sum(revision) from tenant_revisions)
"""

Places = Iterator[tuple[Seat, Place]]


def write(options: Options, ground: Ground) -> str:
    """Measure on copies of the loaded database, check what was written, give back the tables."""
    studios = fifty(options.scale)
    loaded = ground.fifty()
    everyone = asyncio.run(seats.take(loaded, *(studio.slug for studio in studios)))
    places = {
        "one studio": of_one(studios[0], everyone[0]),
        "fifty studios": of_all(studios, everyone),
    }
    with ExitStack() as held:
        ours, by_trigger = (
            held.enter_context(data.copied(loaded, ground.name_of(purpose)))
            for purpose in ("write", "write_by_trigger")
        )
        asyncio.run(_execute(by_trigger, EVENTS.read_text()))
        contestants = [
            Ours(ours, ground.key),
            Floor(ours),
            PostGraphile(by_trigger, options.folder),
        ]
        servers = [held.enter_context(running(contestant)) for contestant in contestants]
        for contestant, server in zip(contestants, servers, strict=True):
            _try(contestant, server, *next(places["fifty studios"]))
        turns = {
            Cell(where, concurrency): [
                _turn(contestant, server, each, options)
                for contestant, server in zip(contestants, servers, strict=True)
            ]
            for where, each in places.items()
            for concurrency in options.concurrencies
        }
        results = rounds.run(turns, options, ground.postgres_pid)
        for written in (ours, by_trigger):
            asyncio.run(_check(loaded, written))
    return "\n\n".join([ceiling(options, ground), _report(results)])


def _turn(contestant: Writer, server: Server, places: Places, options: Options) -> Turn:
    most = round(FASTEST * (options.pace.warm_up + options.pace.seconds))

    def requests() -> list[bytes]:
        return [contestant.create(seat, place) for seat, place in islice(places, most)]

    return Turn(server, requests, contestant.name, repeat=False)


def _try(contestant: Writer, server: Server, seat: Seat, place: Place) -> None:
    """Refuse to measure a server that does not book what it is told."""
    (body,) = ask(server.port, [contestant.create(seat, place)])
    try:
        right = contestant.read_created(body) == (place.start, place.end, "confirmed", 1)
    except (LookupError, TypeError, orjson.JSONDecodeError):
        right = False
    if not right:
        raise Refusal(f"{contestant.name} did not book: {body.decode()}")


async def _check(before: Loaded, after: Loaded) -> None:
    """Refuse figures of servers that have not written an event and a revision per booking."""
    grown = [
        late - early
        for early, late in zip(await _counts(before), await _counts(after), strict=True)
    ]
    if len(set(grown)) != 1:
        raise Refusal(f"{after.name}: new bookings, events, revisions: {grown}")
    say(f"{after.name}: {grown[0]:,} bookings, each with its event and revision")


async def _counts(loaded: Loaded) -> Sequence[int]:
    connection = await asyncpg.connect(loaded.superuser_url)
    try:
        counts: Sequence[int] = tuple(await connection.fetchrow(COUNTS))
    finally:
        await connection.close()
    return counts


async def _execute(loaded: Loaded, statements: str) -> None:
    connection = await asyncpg.connect(loaded.superuser_url)
    try:
        await connection.execute(statements)
    finally:
        await connection.close()


def _report(results: Results) -> str:
    cells = results.cells()
    aims = dict.fromkeys(cells, AIM)
    return "\n\n".join(
        [
            "### Writes",
            tables.rates(results, cells),
            tables.comparison(results, Ours.name, PostGraphile.name, [Floor.name], aims),
            tables.costs(results, cells),
        ]
    )
