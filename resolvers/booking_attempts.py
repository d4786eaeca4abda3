"""How often artists' time was asked for, and how often it was taken already."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from domain.event import EventType

SLICE = 30.0  # seconds
SLICES = 10
"""That the rate of conflicts looks back on: five minutes."""

TAKING = frozenset(
    {
        EventType.BOOKING_CREATED,
        EventType.BOOKING_UPDATED,
        EventType.BOOKING_PENCILLED,
        EventType.BOOKING_CONFIRMED,
        EventType.BOOKING_RESTORED,
    }
)
"""What comes of an attempt that succeeds: whatever takes time, or takes it more firmly."""


@dataclass(slots=True)
class Slice:
    """What happened within `SLICE` seconds, the `number`th since the clock began."""

    number: int
    attempts: int = 0
    conflicts: int = 0


class BookingAttempts:
    """Counts them for this process: `created` of the `saved` ones are new bookings.

    An attempt refused for another reason than a conflict does not count: it never got to ask for
    the time.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.created = 0
        self.saved = 0
        self.conflicts = 0
        self._clock = clock
        self._slices: deque[Slice] = deque(maxlen=SLICES)

    @property
    def conflict_rate(self) -> float:
        """The share of the last five minutes' attempts that met a conflict; 0 without any."""
        now = self._now
        recent = [each for each in self._slices if now - each.number < SLICES]
        attempts = sum(each.attempts for each in recent)
        return sum(each.conflicts for each in recent) / attempts if attempts else 0.0

    def save(self, event: EventType | None) -> None:
        """Count a change that was committed, if it took time."""
        if event not in TAKING:
            return
        self.saved += 1
        self.created += event is EventType.BOOKING_CREATED
        self._slice().attempts += 1

    def refuse(self) -> None:
        """Count a conflict."""
        self.conflicts += 1
        current = self._slice()
        current.attempts += 1
        current.conflicts += 1

    @property
    def _now(self) -> int:
        return int(self._clock() // SLICE)

    def _slice(self) -> Slice:
        now = self._now
        if not self._slices or self._slices[-1].number != now:
            self._slices.append(Slice(now))
        return self._slices[-1]
