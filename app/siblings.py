"""The server processes that share one port, so that each can speak for all of them.

Which of them a request meets is chance, and what each counts is its own. Adding that up would lie
whenever one of them begins anew; so each keeps a number for life, which goes with what it tells.
"""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)

PATIENCE = 2.0
"""Seconds in which a sibling has to answer."""

Tell = Callable[[], Awaitable[bytes]]
"""Say what this process has to tell."""


class Siblings:
    """Meet in `folder`, which is theirs alone, around one socket for each.

    The lowest number that is free becomes a process's own, so that there are as many as there have
    been processes at a time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @asynccontextmanager
    async def answering(self, tell: Tell) -> AsyncIterator[None]:
        """Take a number, and answer whoever asks, until the block is left."""

        async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                writer.write(await tell())
                await writer.drain()
            except ConnectionError:
                pass  # whoever has asked waits no more
            finally:
                writer.close()

        number, lock = self._take_number()
        try:
            # What a killed process has left of its socket, this removes.
            server = await asyncio.start_unix_server(answer, self._folder / f"{number}.socket")
            async with server:
                yield
        finally:
            os.close(lock)

    async def ask(self) -> Mapping[str, bytes]:
        """What each process tells that answers, by its number; this one is among them."""
        sockets = sorted(self._folder.glob("*.socket"), key=lambda socket: int(socket.stem))
        answers = await asyncio.gather(*map(_asked, sockets))
        return {
            socket.stem: answer
            for socket, answer in zip(sockets, answers, strict=True)
            if answer is not None
        }

    def _take_number(self) -> tuple[int, int]:
        for number in count():
            lock = os.open(self._folder / f"{number}.lock", os.O_CREAT | os.O_RDWR, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
            else:
                return number, lock
        raise AssertionError("numbers have no end")


async def _asked(socket: Path) -> bytes | None:
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_unix_connection(socket)
            try:
                return await reader.read() or None
            finally:
                writer.close()
    except OSError as error:  # a time-out, too
        # A process that has been killed leaves its socket to the next.
        log.info("a server process does not answer", process=socket.stem, error=repr(error))
        return None
