"""Writes down, beside the answers, what no change's own transaction records."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NoReturn, Self

import structlog
from sqlalchemy.exc import IntegrityError

from db.queries import audit
from db.session import Database
from domain.actor import Actor
from domain.audit import Deed

log = structlog.get_logger(__name__)

BATCH = 200
"""Entries that are written in one go."""
ATTEMPTS = 6
FIRST_PAUSE = 0.25  # seconds before the second attempt, doubled before each further one
FAREWELL = 5.0
"""Seconds that a server about to end waits for what is not written yet."""


@dataclass(frozen=True, slots=True)
class Note:
    """A deed that is to be recorded."""

    actor: Actor
    deed: Deed
    at: datetime


class Auditor:
    """Records refusals, sign-ins and the like in transactions of its own, in the background.

    `note` costs an answer nothing and cannot break it. What does not fit into the queue, or cannot
    be written, is counted in `lost`, and the log says so. Between entering and leaving the block
    it works; leaving writes what is waiting.
    """

    def __init__(self, db: Database, *, capacity: int = 10_000) -> None:
        self.lost = 0
        self._db = db
        self._notes: asyncio.Queue[Note] = asyncio.Queue(capacity)
        self._unwritten = 0
        self._task: asyncio.Task[NoReturn] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._work(), name="auditor")
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                await self._notes.join()
        self._task.cancel()
        await asyncio.wait([self._task])
        if self._unwritten:
            self._lose(self._unwritten, "the server has ended")

    def note(self, actor: Actor, deed: Deed, *, at: datetime) -> None:
        """Have it recorded soon. Never waits, never raises."""
        try:
            self._notes.put_nowait(Note(actor, deed, at))
        except asyncio.QueueFull:
            self._lose(1, "too many are waiting")
        else:
            self._unwritten += 1

    async def _work(self) -> NoReturn:
        while True:
            notes = [await self._notes.get()]
            while len(notes) < BATCH and not self._notes.empty():
                notes.append(self._notes.get_nowait())
            notes.sort(key=lambda note: note.actor.tenant_id.int)
            for _, of_studio in groupby(notes, key=lambda note: note.actor.tenant_id):
                await self._record(list(of_studio))
            self._unwritten -= len(notes)
            for _ in notes:
                self._notes.task_done()

    async def _record(self, notes: Sequence[Note]) -> None:
        for attempt in range(ATTEMPTS):
            try:
                await self._write(notes)
            except IntegrityError as error:
                # A studio that is there no more; to wait would not help.
                reason = type(error).__name__
                break
            except Exception as error:  # noqa: BLE001 - the next notes must not suffer from it
                reason = type(error).__name__
            else:
                return
            if attempt < ATTEMPTS - 1:
                await asyncio.sleep(FIRST_PAUSE * 2**attempt)
        self._lose(len(notes), reason)

    async def _write(self, notes: Sequence[Note]) -> None:
        """Write the notes of one studio in one transaction."""
        async with self._db.tenant(notes[0].actor) as session:
            for note in notes:
                await audit.record(session, note.actor, [note.deed], at=note.at)

    def _lose(self, count: int, reason: str) -> None:
        self.lost += count
        log.error("audit entries lost", count=count, lost=self.lost, reason=reason)
