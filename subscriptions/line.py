"""The short way to a client."""

from collections.abc import Callable
from typing import Final, Protocol

NONE: Final = -1
"""The descriptor of a line that may only be written by `Line.write`."""


class Follower(Protocol):
    """Whoever has to know whether a line is open."""

    def look(self) -> None:
        """Take note that the line has been opened or shut."""


class Line:
    """Takes what is written while it `is_open`, without anybody waiting.

    It is shut while its client does not take what was written before, and in the end for good.
    While it is open nothing is on its way in this process: what is written to `descriptor`, a file
    of the operating system, comes behind all that was written before. The rest of what that does
    not take belongs to `write`. `NONE`: there is only `write`.
    """

    __slots__ = ("_is_open", "descriptor", "followers", "write")

    def __init__(
        self,
        write: Callable[[bytes], object],
        descriptor: int = NONE,
        *,
        is_open: bool = True,
    ) -> None:
        self.write = write
        self.descriptor = descriptor
        self.followers: list[Follower] = []
        self._is_open = is_open

    @property
    def is_open(self) -> bool:
        """Whether it may be written to."""
        return self._is_open

    @is_open.setter
    def is_open(self, is_open: bool) -> None:
        if is_open != self._is_open:
            self._is_open = is_open
            for follower in self.followers:
                follower.look()


SHUT: Final = Line(lambda _: None, is_open=False)
"""The line of who has none."""
