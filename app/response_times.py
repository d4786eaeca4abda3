"""How long answers take."""

from collections.abc import Iterator
from itertools import product

from subscriptions.histogram import Histogram

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""In seconds."""

UNREADABLE = "unreadable"
KINDS = ("query", "mutation", "subscription", UNREADABLE)
OUTCOMES = ("ok", "error")


class ResponseTimes:
    """Seconds from the request to the answer; of a subscription, to its first one.

    By the kind of operation, and by whether the answer has errors; by nothing that clients name.
    """

    def __init__(self) -> None:
        self._times = {of: Histogram(BOUNDS) for of in product(KINDS, OUTCOMES)}

    def __iter__(self) -> Iterator[tuple[tuple[str, str], Histogram]]:
        return iter(self._times.items())

    def observe(self, kind: str | None, seconds: float, *, failed: bool) -> None:
        """Count an answer; None is the kind of a document that cannot be read."""
        self._times[kind or UNREADABLE, "error" if failed else "ok"].observe(seconds)
