"""Interleaved rounds: within a cell every contestant has its turn before anyone has a second."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.output import say
from bench.contestants.contestant import MARK
from bench.measurement import measure
from bench.options import Options
from bench.results import Cell, Results
from bench.servers import Server


@dataclass(frozen=True)
class Turn:
    """Who is measured, and what it is asked; `requests` are made anew for every measurement."""

    server: Server
    requests: Callable[[], Iterable[bytes]]
    name: str
    repeat: bool = True


def run(turns: Mapping[Cell, Sequence[Turn]], options: Options, postgres_pid: int) -> Results:
    """Measure every turn of every cell, once a round. Raises `Refusal` for a wrong answer."""
    results = Results([turn.name for turn in next(iter(turns.values()))])
    for number in range(1, options.rounds + 1):
        say(f"Round {number} of {options.rounds}")
        for cell, all_of_it in turns.items():
            for turn in options.random.sample(all_of_it, len(all_of_it)):
                outcome = measure(
                    turn.server,
                    turn.requests(),
                    postgres_pid=postgres_pid,
                    concurrency=cell.concurrency,
                    pace=options.pace,
                    expect=MARK,
                    repeat=turn.repeat,
                )
                results.add(cell, turn.name, outcome)
    return results
