"""Whole days, as a calendar on the wall has them."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.window import Window, whole_days


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both included. When they pass depends on who lives them."""

    first: date
    last: date

    def window(self, zone: str) -> Window:
        """The time in which they pass in `zone`. Raises `InvalidInput` as `whole_days` does."""
        return whole_days(self.first, self.last, zone)

    def shifted(self, days: int) -> "Days":
        """As many days, so much later."""
        by = timedelta(days=days)
        return Days(self.first + by, self.last + by)
