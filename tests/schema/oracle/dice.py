"""Decisions out of hypothesis, several to a draw, since hundreds of draws make one operation."""

from collections.abc import Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

BYTES = st.binary(min_size=32, max_size=32)


@st.composite
def dices(draw: st.DrawFn) -> "Dice":
    """Dice for whatever is decided outside of an operation."""
    return Dice(draw)


class Dice:
    """What hypothesis decides; it shrinks towards zero, that is no chance and the first item."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._left = b""

    def roll(self, sides: int) -> int:
        """A number from 0 up to `sides`, which are at most 65,536."""
        if len(self._left) < 2:
            self._left = self._draw(BYTES)
        two, self._left = self._left[:2], self._left[2:]
        return int.from_bytes(two, "big") * sides >> 16

    def chance(self, percent: int) -> bool:
        return self.roll(100) >= 100 - percent

    def pick(self, items: Sequence[T]) -> T:
        return items[self.roll(len(items))]

    def several(self, items: Sequence[T]) -> list[T] | None:
        """Some of the items, perhaps one of them twice, or none of them, or null."""
        count = self.roll(5) - 1
        return None if count < 0 else [self.pick(items) for _ in range(count)]

    def some(self, **values: Any) -> dict[str, Any]:
        """A subset of the values."""
        return {key: value for key, value in values.items() if self.chance(50)}
