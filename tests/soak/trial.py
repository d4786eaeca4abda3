"""Readers and writers at work on one ground, while faults happen to it."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.server import Server
from tests.soak.cast import Cast, assemble
from tests.soak.ground import Ground
from tests.soak.ledger import Ledger
from tests.soak.tally import Tally

PAUSE = 0.25
"""Seconds between two steps of a writer: some twenty events a second of all of them together."""


@dataclass(frozen=True)
class Trial:
    """A trial that is running. The `dice` choose what happens to whom."""

    ground: Ground
    cast: Cast
    ledger: Ledger
    tally: Tally
    dice: random.Random

    async def has_lost_the_impatient(self, server: Server) -> bool:
        """Whether all who do not wait for a silent server have left this one."""
        return not any(
            reader.habits.silence and reader.server is server for reader in self.cast.readers
        )


@asynccontextmanager
async def running(ground: Ground, dice: random.Random) -> AsyncIterator[Trial]:
    """Read and write while the block lasts, then let the writers finish and compare all.

    Raises an `ExceptionGroup` with the first difference that anybody finds.
    """
    tally = Tally()
    cast = await assemble(ground, tally)
    trial = Trial(ground, cast, Ledger(ground.superuser, cast, tally), tally, dice)
    ended = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        reading = [tasks.create_task(reader.read()) for reader in cast.readers]
        writing = [
            tasks.create_task(writer.write(lambda: not ended.is_set(), pause=PAUSE))
            for writer in cast.writers
        ]
        await trial.ledger.settle()
        yield trial
        ended.set()
        await asyncio.wait(writing)
        await trial.ledger.settle()
        for task in reading:
            task.cancel()
