"""What a run stands on: PostgreSQL of its own with normal durability, and a sign-in key."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.dev_key import ensure_dev_key
from app.embedded.postgres import EmbeddedPostgres
from bench import data
from bench.data import Loaded
from bench.options import Options
from bench.studios import Studio, fifty, first_months


@dataclass(frozen=True)
class Ground:
    """The server under all databases of a run."""

    superuser_url: str
    postgres_pid: int
    postgres_version: str
    key: Path
    scale: float

    def fifty(self) -> Loaded:
        """The database with the fifty studios, and the first months of two."""
        studios, excerpts = fifty(self.scale), first_months()
        name = self.name_of("read")
        return asyncio.run(data.load(self.superuser_url, name, studios, excerpts))

    def others(self, studios: Sequence[Studio]) -> Loaded:
        """A database with these studios."""
        name = self.name_of(f"{len(studios)}_studios")
        return asyncio.run(data.load(self.superuser_url, name, studios))

    def name_of(self, purpose: str) -> str:
        """The database for a purpose; each scale has its own, so that trials spoil nothing."""
        return f"bench_{purpose}_{self.scale:g}".replace(".", "_")


@contextmanager
def stand(options: Options) -> Iterator[Ground]:
    """Serve the data folder while the block lasts."""
    options.folder.mkdir(parents=True, exist_ok=True)
    key = ensure_dev_key(options.folder / "dev-key.pem")
    with EmbeddedPostgres(options.folder) as postgres:
        pid = int((postgres.folder / "data" / "postmaster.pid").read_text().split()[0])
        yield Ground(postgres.superuser_url, pid, postgres.version, key, options.scale)
