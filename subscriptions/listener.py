"""The wake-up of one reader of a log."""

import asyncio
import contextlib

from db.events import Head

NOWHERE = Head(-1, -1)


class Listener:
    """Rouses one reader when its log may hold something it has not read.

    It carries no events and no queue: a reader that is slow is roused once and reads all.
    In each turn call `clear`, then read the log, then `wait`; in this order no news is lost.
    """

    def __init__(self) -> None:
        self._wake = asyncio.Event()
        self._hinted = -1
        self._read = NOWHERE
        self._look_again = False

    @property
    def must_look_again(self) -> bool:
        """Whether somebody said so since the last `clear`: go on only with a fresh read."""
        return self._look_again

    @property
    def behind(self) -> int:
        """How many revisions it has heard of and not read; 0 until it first has read."""
        return max(0, self._hinted - self._read.revision) if self._read is not NOWHERE else 0

    def hint(self, revision: int) -> None:
        """Take somebody's word that the log is at `revision`. Old news does not rouse."""
        if revision > self._hinted:
            self._hinted = revision
            self._wake.set()

    def look_again(self) -> None:
        """Have the reader read, whatever it has read: who may read may have changed."""
        self._look_again = True
        self._wake.set()

    def check(self, head: Head) -> None:
        """Take the database's word that the log is at `head`: rouse unless that was read.

        This also sets a wrong hint right, and notices a log that went back after a restore.
        """
        self._hinted = head.revision
        if head != self._read:
            self._wake.set()

    def clear(self) -> None:
        """Forget past news, before the read that will settle them."""
        self._wake.clear()
        self._look_again = False

    async def wait(self, *, read: Head, at_most: float) -> None:
        """Having read up to `read`, sleep until there is news or for `at_most` seconds."""
        self._read = read
        self._hinted = max(self._hinted, read.revision)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(at_most):
                await self._wake.wait()
