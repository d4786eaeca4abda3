"""Many at once, on connections of their own, so that their deadlocks can be counted."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.embedded.postgres import EmbeddedPostgres
from db.migrate import Urls
from db.session import Database
from tests.factories import Studio


@dataclass(frozen=True)
class Crowd:
    """A studio that many use at once."""

    studio: Studio
    log: Path
    deadlocks_before: int

    def deadlocks(self) -> int:
        """How many there were."""
        return deadlocks_ever(self.log) - self.deadlocks_before


@pytest.fixture
async def crowd(postgres: EmbeddedPostgres, urls: Urls, studio: Studio) -> AsyncIterator[Crowd]:
    database = Database(urls.app_url, pool_size=20, statement_timeout=30)
    log = postgres.folder / "log"
    yield Crowd(replace(studio, db=database), log, deadlocks_ever(log))
    await database.close()


def deadlocks_ever(log: Path) -> int:
    """As PostgreSQL's log has them: its statistics count some seconds late."""
    return log.read_text(errors="replace").count("deadlock detected")
