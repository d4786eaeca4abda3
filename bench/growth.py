"""Whether the past of a studio, or the number of its neighbours, slows its week down."""

import asyncio
from contextlib import ExitStack
from datetime import timedelta
from itertools import product

from bench import rounds, seats, tables
from bench.contestants.contestant import Contestant
from bench.contestants.ours import Ours
from bench.ground import Ground
from bench.options import Options
from bench.results import Cell, Results
from bench.rounds import Turn
from bench.seats import Seat
from bench.servers import Server, running
from bench.studios import WEEK, many_small

END = WEEK + timedelta(days=7)
TENTH = 0.1  # of the history, so that ten times the studios are loaded soon
BEFORE, AFTER = "before", "after"


def measure(options: Options, ground: Ground, ours: Contestant, server: Server) -> str:
    """Compare the same week before and after growth, and give back the table.

    `ours` and its `server` are those that have the five-year studios beside their first month.
    """
    pairs: dict[str, tuple[Turn, Turn]] = {}
    with ExitStack() as held:
        for studio in ("small-1", "large"):
            young, old = asyncio.run(seats.take(ours.loaded, f"{studio}-month", studio))
            pairs[f"{studio.removesuffix('-1')} week, one month → five years"] = (
                _turn(BEFORE, ours, server, young),
                _turn(AFTER, ours, server, old),
            )
        few, many = (
            _among(count, name, options, ground, held)
            for name, count in ((BEFORE, 50), (AFTER, 500))
        )
        pairs["small week, 50 → 500 studios"] = few, many
        turns = {
            Cell(name, concurrency): pair
            for (name, pair), concurrency in product(pairs.items(), options.concurrencies)
        }
        return _report(rounds.run(turns, options, ground.postgres_pid))


def _among(count: int, name: str, options: Options, ground: Ground, held: ExitStack) -> Turn:
    """The week of the first of so many small studios, in a database of theirs."""
    studios = many_small(count, TENTH * options.scale)
    ours = Ours(ground.others(studios), ground.key)
    seat, *_ = asyncio.run(seats.take(ours.loaded, studios[0].slug))
    return _turn(name, ours, held.enter_context(running(ours)), seat)


def _turn(name: str, ours: Contestant, server: Server, seat: Seat) -> Turn:
    return Turn(server, lambda: [ours.week(seat, WEEK, END)], name)


def _report(results: Results) -> str:
    rows = (
        [
            tables.title(cell),
            tables.count(results.rate(cell, BEFORE)),
            tables.count(results.rate(cell, AFTER)),
            tables.times(results.ratio(cell, BEFORE, AFTER)),
        ]
        for cell in results.cells()
    )
    head = ["growth, of our server", BEFORE, AFTER, "times as long (aim: at most 1.15)"]
    return "\n\n".join(["### Growth", tables.table(head, rows)])
