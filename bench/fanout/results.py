"""What the rounds of the fan-out have measured."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.results import Spread


@dataclass
class Turn:
    """One contestant's turn before so many subscribers. Times in seconds."""

    subscribers: int
    lasts: list[float] = field(default_factory=list)
    """Of each event, from its publication until the last client had it."""
    server_cpu: float = 0.0
    listening: float = 0.0
    """How long the listeners were at it, for all events together."""
    listeners_idle: float = 0.0
    bursts: list[float] = field(default_factory=list)
    """Deliveries per second, where many events are published at once."""

    def middle(self) -> float:
        """The median of the events."""
        return median(self.lasts)

    def tail(self) -> float:
        """What one event in a hundred exceeds."""
        return percentile(self.lasts, 0.99)

    def cpu_per_delivery(self) -> float:
        """Processor seconds of the server."""
        return self.server_cpu / (len(self.lasts) * self.subscribers)

    def busy(self) -> float:
        """The part of the time in which the listeners found something to take."""
        return 1 - self.listeners_idle / self.listening


class Results:
    """A turn per round, number of subscribers and contestant."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self._turns: defaultdict[tuple[int, str], list[Turn]] = defaultdict(list)

    def add(self, name: str, turn: Turn) -> None:
        self._turns[turn.subscribers, name].append(turn)

    def levels(self) -> list[int]:
        return list(dict.fromkeys(subscribers for subscribers, _ in self._turns))

    def turns(self, level: int, name: str) -> list[Turn]:
        return self._turns[level, name]

    def ratio(self, level: int, name: str, other: str, of: Callable[[Turn], float]) -> Spread:
        """How many times the figure of `other` it is, each round by itself."""
        pairs = zip(self.turns(level, name), self.turns(level, other), strict=True)
        return Spread.of([of(ours) / of(theirs) for ours, theirs in pairs])


def percentile(values: Sequence[float], part: float) -> float:
    """The least value that so large a part of the values do not exceed."""
    return sorted(values)[max(math.ceil(len(values) * part) - 1, 0)]
