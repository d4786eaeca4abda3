"""What a trial has counted."""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Tally:
    """Counts from the start, and the lags of the events that have arrived since the last look."""

    faults: Counter[str] = field(default_factory=Counter)
    deliveries: int = 0
    doubles: int = 0
    reconnects: int = 0
    doubts: int = 0
    checked: int = 0
    _lags: list[float] = field(default_factory=list)

    def arrived(self, occurred_at: str) -> None:
        """Count an event that says when it happened; the machine has one clock."""
        self.deliveries += 1
        self._lags.append(time.time() - datetime.fromisoformat(occurred_at).timestamp())

    def lags(self) -> tuple[float, float]:
        """Median and 99th percentile in milliseconds, and begin anew."""
        lags, self._lags = sorted(self._lags), []
        if not lags:
            return 0.0, 0.0
        return lags[len(lags) // 2] * 1000, lags[len(lags) * 99 // 100] * 1000

    def sentence(self) -> str:
        """All of it in a line."""
        median, slowest = self.lags()
        faults = ", ".join(f"{name} {count}" for name, count in sorted(self.faults.items()))
        return (
            f"events checked {self.checked}, deliveries {self.deliveries}, doubles dropped"
            f" {self.doubles}, reconnects {self.reconnects}, writes in doubt {self.doubts};"
            f" lag p50 {median:.0f} ms, p99 {slowest:.0f} ms; faults: {faults or 'none'}"
        )
