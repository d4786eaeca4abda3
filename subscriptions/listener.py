"""The wake-up of one subscriber."""

import asyncio
import contextlib


class Listener:
    """Rouses one subscriber when its log may hold something it has not read.

    It carries no events and no queue: a subscriber that is slow is roused once and reads all.
    In each turn call `clear`, then read the log, then `wait`; in this order no news is lost.
    """

    def __init__(self) -> None:
        self._wake = asyncio.Event()
        self._hinted = -1
        self._read = -1
        self._doubted = False

    @property
    def behind(self) -> int:
        """How many revisions it has heard of and not read; 0 until it first has read."""
        return max(0, self._hinted - self._read) if self._read >= 0 else 0

    def hint(self, revision: int) -> None:
        """Take somebody's word that the log is at `revision`. Old news does not rouse."""
        if revision > self._hinted:
            self._hinted = revision
            self._wake.set()

    def doubt(self) -> None:
        """Have the subscriber make sure that it may go on, whatever it has read."""
        self._doubted = True
        self._wake.set()

    def take_doubt(self) -> bool:
        """Whether that is to be made sure of. Whoever asks does it."""
        doubted, self._doubted = self._doubted, False
        return doubted

    def check(self, revision: int) -> None:
        """Take the database's word that the log is at `revision`: rouse unless that was read.

        This also sets a wrong hint right, and notices a log that went back after a restore.
        """
        self._hinted = revision
        if revision != self._read:
            self._wake.set()

    def clear(self) -> None:
        """Forget past news and doubts, before the check and the read that will settle them."""
        self._wake.clear()
        self._doubted = False

    async def wait(self, *, read: int, at_most: float) -> None:
        """Having read up to revision `read`, sleep until there is news or for `at_most` seconds."""
        self._read = read
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(at_most):
                await self._wake.wait()
