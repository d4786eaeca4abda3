"""The short way to a client."""

from collections.abc import Callable
from typing import Final


class Line:
    """Takes what is written while it is `open`, without anybody waiting.

    It is shut while its client does not take what was written before, and in the end for good.
    """

    # An object of its own, and small: before thousands of clients the time goes into fetching from
    # memory what is looked at for each of them, and a protocol is spread over many places.
    __slots__ = ("open", "write")

    def __init__(self, write: Callable[[bytes], object], *, is_open: bool = True) -> None:
        self.write = write
        self.open = is_open


SHUT: Final = Line(lambda _: None, is_open=False)
"""The line of who has none."""
