"""The Python client of docs/api.md, as a process of its own, through what may happen."""

import asyncio
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from domain.roles import Role
from tests.api.conftest import Environ, environ, redis
from tests.clients.network import Detour, Network, database
from tests.clients.shown import PAGE
from tests.factories import Studio, hours
from tests.server import Server
from tests.subscriptions.conditions import until

__all__ = ["Environ", "database", "environ", "redis"]

PATIENCE = 30.0
EVENT = re.compile(r"(\d+) [A-Z_]+ ")
PROGRAM = re.compile(
    r'^```python\n(""".*?asyncio\.run\(main\(\)\)\n)^```$', re.MULTILINE | re.DOTALL
)


@dataclass
class Guide:
    """What the program has said so far."""

    lines: list[str] = field(default_factory=list)

    @property
    def failures(self) -> int:
        """How often it had to try again."""
        return sum(line.startswith("trying again") for line in self.lines)

    @property
    def told(self) -> list[int]:
        """The revisions of the events that it has shown."""
        return [int(found[1]) for line in self.lines if (found := EVENT.match(line))]


@asynccontextmanager
async def running(host: str, email: str, folder: Path) -> AsyncIterator[Guide]:
    (text,) = PROGRAM.findall(PAGE.read_text())
    for shown, fit in (
        ("127.0.0.1:8000", host),
        ("manager@northlight.example", email),
        ("sleep(1)", "sleep(0.1)"),
    ):
        assert text.count(shown) == 1, shown
        text = text.replace(shown, fit)
    (folder / "guide.py").write_text(text)
    command = (sys.executable, "-u", folder / "guide.py")
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
    assert process.stdout
    guide = Guide()
    listening = asyncio.create_task(_listen(process.stdout, guide))
    try:
        yield guide
        assert process.returncode is None, "it has given up"
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await listening


async def _listen(output: asyncio.StreamReader, guide: Guide) -> None:
    async for line in output:
        guide.lines.append(line.decode().rstrip())


async def test_the_python_client_outlives_an_outage_of_the_database(
    database: Detour, environ: Environ, studio: Studio, tmp_path: Path
) -> None:
    artist = await studio.artist()
    server = await Server(environ | {"DATABASE_URL": database.url}).start()
    line = Network(server.port)
    try:
        database.network.go_away()
        email = studio.email(Role.MANAGER)
        async with line.up() as host, running(host, email, tmp_path) as guide:
            await until(lambda: guide.failures >= 3, within=PATIENCE)
            database.network.come_back()
            await until(lambda: "0 bookings at revision 1" in guide.lines, within=PATIENCE)
            await studio.book(artist)
            await until(lambda: guide.told == [2], within=PATIENCE)
            database.network.go_away()
            line.break_off()
            seen = guide.failures
            await studio.book(artist, **hours(2, 3))
            await until(lambda: guide.failures >= seen + 3, within=PATIENCE)
            database.network.come_back()
            await until(lambda: guide.told == [2, 3], within=PATIENCE)
    finally:
        await server.close()
