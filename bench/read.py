"""`make bench-read`: the calendar week of a small and a large studio, and one booking."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

from app.output import say
from app.refusal import Refusal
from bench import growth, rounds, seats, tables
from bench.ceiling import ceiling
from bench.contestants.contestant import Booking, Contestant
from bench.contestants.floor import Floor, LateralFloor
from bench.contestants.ordinary import Ordinary
from bench.contestants.ours import Ours
from bench.contestants.postgraphile import PostGraphile
from bench.ground import Ground
from bench.measurement import ask
from bench.options import Options
from bench.results import Cell, Results
from bench.rounds import Turn
from bench.seats import Seat
from bench.servers import Server, running
from bench.studios import WEEK

END = WEEK + timedelta(days=7)
FLOORS = (Floor.name, LateralFloor.name)
AIMS = {"small week": 2.5, "large week": 3.5, "one booking": 1.5}  # times PostGraphile, at 16
OF_THE_FLOOR = 0.85


@dataclass(frozen=True)
class Question:
    """What is asked of every contestant, and how to understand its answers."""

    name: str
    requests: Callable[[Contestant], list[bytes]]
    read: Callable[[Contestant, bytes], set[Booking]]


def read(options: Options, ground: Ground) -> str:
    """Load, check that all answer the same, measure, and give back the tables."""
    loaded = ground.fifty()
    contestants = [
        Ours(loaded, ground.key),
        LateralFloor(loaded),
        Floor(loaded),
        Ordinary(loaded),
        PostGraphile(loaded, options.folder),
    ]
    small, large = asyncio.run(seats.take(loaded, "small-1", "large"))
    questions = [_week("small week", small), _week("large week", large), _one(large)]
    with ExitStack() as held:
        servers = [held.enter_context(running(contestant)) for contestant in contestants]
        for question in questions:
            _compare(question, contestants, servers)
        turns = {
            Cell(question.name, concurrency): [
                _turn(question, contestant, server)
                for contestant, server in zip(contestants, servers, strict=True)
            ]
            for question in questions
            for concurrency in options.concurrencies
        }
        results = rounds.run(turns, options, ground.postgres_pid)
        grown = growth.measure(options, ground, contestants[0], servers[0])
    return "\n\n".join([ceiling(options, ground), _report(results), grown])


def _week(name: str, seat: Seat) -> Question:
    return Question(
        name,
        requests=lambda contestant: [contestant.week(seat, WEEK, END)],
        read=lambda contestant, body: contestant.read_week(body),
    )


def _one(seat: Seat) -> Question:
    return Question(
        "one booking",
        requests=lambda contestant: [contestant.one(seat, each) for each in seat.bookings],
        read=lambda contestant, body: contestant.read_one(body),
    )


def _turn(question: Question, contestant: Contestant, server: Server) -> Turn:
    return Turn(server, lambda: question.requests(contestant), contestant.name)


def _compare(
    question: Question, contestants: Sequence[Contestant], servers: Sequence[Server]
) -> None:
    """Refuse to measure servers that do not say the same."""
    answers: list[set[Booking]] = []
    for contestant, server in zip(contestants, servers, strict=True):
        bodies = ask(server.port, question.requests(contestant))
        answers.append(set().union(*(question.read(contestant, body) for body in bodies)))
        if answers[-1] != answers[0]:
            raise Refusal(f"{contestant.name} answers another {question.name} than the others")
    say(f"All answer the same {question.name}: {len(answers[0])} bookings")


def _report(results: Results) -> str:
    cells = results.cells()
    aims = {
        cell: f"{AIMS[cell.question]} and {OF_THE_FLOOR}" for cell in cells if cell.concurrency > 1
    }
    return "\n\n".join(
        [
            "### Reads",
            tables.rates(results, cells),
            tables.comparison(results, Ours.name, PostGraphile.name, FLOORS, aims),
            tables.costs(results, cells),
        ]
    )
