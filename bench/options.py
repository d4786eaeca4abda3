"""What a run may be told."""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measurement import Pace


@dataclass(frozen=True)
class Options:
    """How much to load, how long to measure, where to keep things."""

    benchmark: str
    scale: float
    rounds: int
    pace: Pace
    concurrencies: Sequence[int]
    subscribers: Sequence[int]
    burst: int
    folder: Path
    output: Path
    random: random.Random

    def sentence(self) -> str:
        """How it was measured, in words."""
        scale = "" if self.scale == 1 else f" **A trial at scale {self.scale}: not the figures.**"
        return (
            f"{self.rounds} rounds, every contestant once in each, in random order, "
            f"{self.pace.seconds:g} s after {self.pace.warm_up:g} s of warm-up.{scale}"
        )


def parse(arguments: Sequence[str] | None = None) -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure, and tell.")
    add = parser.add_argument
    add("benchmark", choices=["read", "write", "fanout", "board"])
    add("--scale", type=float, default=1.0, help="part of five years of history to load")
    add("--rounds", type=int, default=5)
    add("--seconds", type=float, default=2.0, help="length of a measurement")
    add("--warm-up", type=float, default=0.5, help="seconds before it")
    add("--concurrency", type=int, nargs="+", default=[1, 16], help="requests at the same time")
    add("--subscribers", type=int, nargs="+", default=[1, 100, 1_000, 5_000], help="of one event")
    add("--burst", type=int, default=20, help="events published at once")
    add("--data", type=Path, default=Path(".data/bench"), help="where what is loaded is kept")
    add("--output", type=Path, help="file for the tables; DATA/read.md and so on")
    add("--seed", type=int, default=0, help="of the order within the rounds")
    asked = parser.parse_args(arguments)
    return Options(
        benchmark=asked.benchmark,
        scale=asked.scale,
        rounds=asked.rounds,
        pace=Pace(asked.warm_up, asked.seconds),
        concurrencies=asked.concurrency,
        subscribers=asked.subscribers,
        burst=asked.burst,
        folder=asked.data,
        output=asked.output or asked.data / f"{asked.benchmark}.md",
        random=random.Random(asked.seed),  # noqa: S311 - an order, not a secret
    )
