"""How often what was measured came out how large."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import inf


class Histogram:
    """Counts values by the first of `bounds`, which ascend, that they do not exceed."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self.sum = 0.0
        self._bounds = (*bounds, inf)
        self._counts = [0] * len(self._bounds)

    def observe(self, value: float, *, times: int = 1) -> None:
        """Count a value that came `times` times."""
        self._counts[bisect_left(self._bounds, value)] += times
        self.sum += value * times

    def cumulative(self) -> Iterator[tuple[float, int]]:
        """Each bound, infinity the last, with how many values do not exceed it."""
        return zip(self._bounds, accumulate(self._counts), strict=True)
