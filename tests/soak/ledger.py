"""Holds what the readers have seen, and what the writers were told, against the log."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg

from tests.soak.cast import Cast
from tests.soak.reader import Difference, Reader, Seen
from tests.soak.tally import Tally
from tests.soak.waiting import eventually
from tests.soak.writer import LIFE

LOG = """
    select revision, type, aggregate_type, aggregate_id, data from events
     where tenant_id = $1 and revision > $2 order by revision
"""
LIVES = "select aggregate_id, count(*) from events where aggregate_id = any($1) group by 1"


@dataclass(frozen=True)
class Entry:
    """An event of a booking, and whose it was before or after."""

    seen: Seen
    artists: frozenset[UUID]


class Ledger:
    """Checks a cast in stretches, each from where the one before ended."""

    def __init__(self, superuser: asyncpg.Connection, cast: Cast, tally: Tally) -> None:
        self._superuser = superuser
        self._cast = cast
        self._tally = tally
        self._checked = {reader.studio.id: reader.at for reader in cast.readers}
        self._lock = asyncio.Lock()

    async def settle(self) -> None:
        """Wait until all that is written by now has arrived, and compare.

        Raises `Difference` where a reader has something else than the log, and `TimeoutError`
        where it does not arrive.
        """
        async with self._lock:
            stretches = {studio: await self._read(studio) for studio in self._checked}
            due = [(reader, _due(reader, stretches[reader.studio.id])) for reader in self._readers]
            for reader, wanted in due:
                await eventually(partial(_has, reader, wanted), f"{reader} gets {wanted[-1:]}")
                _compare(reader, wanted)
            for studio, stretch in stretches.items():
                self._tally.checked += len(stretch)
                self._checked[studio] += len(stretch)
            await self._compare_lives()

    @property
    def _readers(self) -> Sequence[Reader]:
        return self._cast.readers

    async def _read(self, studio: UUID) -> list[Entry]:
        rows = await self._superuser.fetch(LOG, studio, self._checked[studio])
        revisions = [row["revision"] for row in rows]
        first = self._checked[studio] + 1
        if revisions != list(range(first, first + len(rows))):
            raise Difference(f"the log of {studio} has gaps behind {first}: {revisions}")
        return [_entry(row) for row in rows]

    async def _compare_lives(self) -> None:
        """Each booking that a writer has seen through happened once, step by step."""
        lives: list[UUID] = []
        for writer in self._cast.writers:
            lives += writer.finished
            writer.finished.clear()
        rows = await self._superuser.fetch(LIVES, lives)
        if (found := Counter(dict(rows))) != Counter(dict.fromkeys(lives, LIFE)):
            raise Difference(f"bookings and how often they are in the log: {found}")


def _entry(row: Any) -> Entry:
    data = json.loads(row["data"])
    states = [data.get("facts"), data.get("previous")]
    return Entry(
        Seen(row["revision"], row["type"].upper(), row["aggregate_id"]),
        frozenset(UUID(state["artist_id"]) for state in states if state),
    )


def _due(reader: Reader, stretch: Sequence[Entry]) -> list[Seen]:
    whose = reader.habits.artists or reader.habits.owns
    return [entry.seen for entry in stretch if whose is None or not entry.artists.isdisjoint(whose)]


async def _has(reader: Reader, wanted: Sequence[Seen]) -> bool:
    return not wanted or reader.at >= wanted[-1].revision


def _compare(reader: Reader, wanted: Sequence[Seen]) -> None:
    """Compare, and let the reader forget what is right."""
    last = wanted[-1].revision if wanted else 0
    found = [seen for seen in reader.seen if seen.revision <= last]
    if found != wanted:
        raise Difference(
            f"{reader} has {sorted(set(found) - set(wanted))} too many"
            f" and lacks {sorted(set(wanted) - set(found))}"
        )
    del reader.seen[: len(found)]
