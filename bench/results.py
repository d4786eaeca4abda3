"""What the rounds have measured: rates, their spread, paired ratios, processor time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.load import Outcome


@dataclass(frozen=True)
class Cell:
    """A question at a number of requests at the same time."""

    question: str
    concurrency: int


@dataclass(frozen=True)
class Spread:
    """The middle of some numbers, and the least and the most of them."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, numbers: Sequence[float]) -> "Spread":
        return cls(median(numbers), min(numbers), max(numbers))


class Results:
    """One outcome per round, cell and contestant."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self._outcomes: defaultdict[tuple[Cell, str], list[Outcome]] = defaultdict(list)

    def add(self, cell: Cell, name: str, outcome: Outcome) -> None:
        self._outcomes[cell, name].append(outcome)

    def cells(self) -> list[Cell]:
        return list(dict.fromkeys(cell for cell, _ in self._outcomes))

    def rates(self, cell: Cell, name: str) -> list[float]:
        """Answers per second, round by round."""
        return [each.answered / each.seconds for each in self._outcomes[cell, name]]

    def rate(self, cell: Cell, name: str) -> Spread:
        """Answers per second."""
        return Spread.of(self.rates(cell, name))

    def server_cost(self, cell: Cell, name: str) -> float:
        """Processor milliseconds of the server process per answer."""
        outcomes = self._outcomes[cell, name]
        return median(1000 * each.server_cpu / each.answered for each in outcomes)

    def database_cost(self, cell: Cell, name: str) -> float:
        """Processor milliseconds of PostgreSQL per answer."""
        outcomes = self._outcomes[cell, name]
        return median(1000 * each.database_cpu / each.answered for each in outcomes)

    def ratio(self, cell: Cell, name: str, other: str) -> Spread:
        """How many times faster than `other`, each round by itself."""
        pairs = zip(self.rates(cell, name), self.rates(cell, other), strict=True)
        return Spread.of([ours / theirs for ours, theirs in pairs])

    def fastest(self, cell: Cell, names: Sequence[str]) -> str:
        """Which of these has the best median."""
        return max(names, key=lambda name: self.rate(cell, name).median)
