"""`python -m tests.soak`: random faults for as long as it is told, until the first difference."""

import argparse
import asyncio
import random
import secrets
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.embedded.postgres import EmbeddedPostgres
from app.output import say
from domain.roles import Role
from tests.soak.faults import FAULTS, befall
from tests.soak.ground import Ground, stand
from tests.soak.memory import allowed, resident
from tests.soak.passers_by import PassersBy
from tests.soak.trial import Trial, running

CALM = (1.0, 8.0)
"""Seconds between two faults, from and to."""

LENGTH = (3.0, 12.0)
"""Seconds that a fault lasts: long enough for a frozen Redis to be found out."""

MINUTE = 60.0
CONNECTIONS = 10_000
WARM_UP = 1_000


def main() -> int:
    """Run, and answer 0 where nothing was found."""
    asked = _parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    say(f"{asked.minutes:g} minutes, seed {asked.seed}")
    random.seed(asked.seed)
    with TemporaryDirectory(dir="/tmp", prefix="production-tool-soak-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL has a user of its own where we are root
        try:
            with EmbeddedPostgres(folder / "data", durable=False, max_connections=400) as postgres:
                asyncio.run(_soak(postgres.superuser_url, folder, asked))
        except (ExceptionGroup, AssertionError, TimeoutError, OSError) as found:
            for error in _leaves(found):
                say(f"FOUND {type(error).__name__}: {error}")
            for log in folder.glob("*.log"):
                say(f"{log.name} ends with:\n{log.read_text()[-5000:]}")
            return 1
    say("Nothing was lost, doubled or out of order.")
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    return parser.parse_args()


async def _soak(superuser_url: str, folder: Path, asked: argparse.Namespace) -> None:
    dice = random.Random(asked.seed)
    async with stand(superuser_url, "production_tool_soak", folder) as ground:
        async with running(ground, dice) as trial:
            telling = asyncio.create_task(_tell(trial))
            until = time.monotonic() + asked.minutes * MINUTE
            while time.monotonic() < until:
                await asyncio.sleep(dice.uniform(*CALM))
                await befall(trial, dice.choice(list(FAULTS)), dice.uniform(*LENGTH))
            telling.cancel()
        say(trial.tally.sentence())
        await _come_and_go(ground, asked.connections, dice)


async def _tell(trial: Trial) -> None:
    """Every minute, what has been counted and what the servers hold."""
    began = time.monotonic()
    while True:
        await asyncio.sleep(MINUTE)
        up = [server for server in trial.ground.servers if server.is_running]
        memory = " and ".join(f"{resident(server.pid) / 1e6:.0f} MB" for server in up)
        minutes = (time.monotonic() - began) / MINUTE
        say(f"{minutes:.0f} min: {trial.tally.sentence()}; servers hold {memory or 'nothing'}")


async def _come_and_go(ground: Ground, count: int, dice: random.Random) -> None:
    """Let clients come and go at one server, and see that it holds no more than before."""
    server, studio = ground.servers[0], ground.studios[0]
    revision = await ground.superuser.fetchval(
        "select revision from tenant_revisions where tenant_id = $1", studio.id
    )
    token = (await server.client(studio.email(Role.MANAGER))).token
    passers_by = PassersBy(server.port, [token], revision, dice)
    await passers_by.come_and_go(min(WARM_UP, count))
    warm = resident(server.pid)
    await passers_by.come_and_go(count)
    grown = resident(server.pid) - warm
    say(f"{count} connections came and went: the server holds {grown / 1e6:+.1f} MB more")
    if grown > allowed(count):
        raise AssertionError(f"memory grew by {grown} bytes over {count} connections")


def _leaves(found: BaseException) -> list[BaseException]:
    if not isinstance(found, BaseExceptionGroup):
        return [found]
    return [leaf for error in found.exceptions for leaf in _leaves(error)]


if __name__ == "__main__":
    sys.exit(main())
