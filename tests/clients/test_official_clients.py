"""graphql-ws, Apollo Client and urql, set up as docs/api.md shows, through what may happen."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from domain.roles import Role
from tests.api.conftest import Environ, environ, mortal, redis, server
from tests.clients import shown
from tests.clients.network import Detour, Network, database
from tests.clients.program import Program, running
from tests.factories import Studio, hours
from tests.server import Server
from tests.subscriptions.conditions import until

__all__ = ["Environ", "database", "environ", "mortal", "redis", "server"]

PATIENCE = 60.0


@pytest.fixture(scope="session")
def programs() -> Mapping[str, Path]:
    return shown.build()


class Log:
    """A studio's log as this test writes it, and the clients that follow."""

    def __init__(self, studio: Studio, superuser: asyncpg.Connection) -> None:
        self.studio = studio
        self.clients: list[Program] = []
        self._superuser = superuser
        self._days = 0

    async def write(self, count: int) -> None:
        artist = await self._superuser.fetchval("select id from artists limit 1")
        artist = artist or await self.studio.artist()
        for _ in range(count):
            self._days += 1
            await self.studio.book(artist, **hours(0, 8, day=self._days))

    async def arrives(self) -> None:
        """Wait until all clients have shown what is written by now."""
        goal = await self._superuser.fetchval("select max(revision) from events")
        await until(lambda: all(client.last >= goal for client in self.clients), within=PATIENCE)

    async def begins(self) -> None:
        """Write until all have begun to follow."""
        async with asyncio.timeout(PATIENCE):
            while not all(client.last for client in self.clients):
                await self.write(1)
                await asyncio.sleep(0.2)
        await self.arrives()

    async def since(self, revision: int) -> Sequence[tuple[int, str]]:
        rows = await self._superuser.fetch(
            "select revision, upper(type) from events where revision >= $1 order by 1", revision
        )
        return [tuple(row) for row in rows]


@asynccontextmanager
async def following(
    host: str, studio: Studio, superuser: asyncpg.Connection, programs: Mapping[str, Path]
) -> AsyncIterator[Log]:
    """All three clients follow, and in the end each has shown all since it began, once."""
    log = Log(studio, superuser)
    async with AsyncExitStack() as held:
        for name, path in programs.items():
            program = running(name, path, host, studio.email(Role.MANAGER))
            log.clients.append(await held.enter_async_context(program))
        await log.begins()
        yield log
        await log.arrives()
    for client in log.clients:
        assert client.shown == await log.since(client.shown[0][0]), client.name


def test_the_page_shows_three_clients(programs: Mapping[str, Path]) -> None:
    assert programs.keys() == {"graphql-ws", "apollo", "urql"}


async def test_they_resume_without_loss_or_double_when_their_server_is_killed(
    mortal: Server, studio: Studio, superuser: asyncpg.Connection, programs: Mapping[str, Path]
) -> None:
    host = f"127.0.0.1:{mortal.port}"
    async with following(host, studio, superuser, programs) as log:
        await log.write(3)
        await mortal.kill()
        await log.write(3)
        await mortal.start()
        await log.write(3)
        await log.arrives()
        await mortal.kill()
        await mortal.start()
        await log.write(3)


async def test_they_outlive_an_outage_of_the_database(
    database: Detour,
    environ: Environ,
    studio: Studio,
    superuser: asyncpg.Connection,
    programs: Mapping[str, Path],
) -> None:
    server = await Server(environ | {"DATABASE_URL": database.url}).start()
    line = Network(server.port)
    try:
        async with line.up() as host, following(host, studio, superuser, programs) as log:
            database.network.go_away()
            line.break_off()
            lines = line.lines
            await log.write(3)
            await until(lambda: line.lines >= lines + 3 * len(programs), within=PATIENCE)
            database.network.come_back()
    finally:
        await server.close()


async def test_they_notice_a_line_that_goes_dead_without_a_word(
    server: Server, studio: Studio, superuser: asyncpg.Connection, programs: Mapping[str, Path]
) -> None:
    network = Network(server.port)
    async with (
        network.up() as host,
        following(host, studio, superuser, programs) as log,
    ):
        network.go_dead()
        await log.write(3)


async def test_they_load_again_when_the_log_has_another_history(
    server: Server, studio: Studio, superuser: asyncpg.Connection, programs: Mapping[str, Path]
) -> None:
    host = f"127.0.0.1:{server.port}"
    async with following(host, studio, superuser, programs) as log:
        await superuser.execute("update tenant_revisions set epoch = gen_random_uuid()")
        for client in log.clients:
            client.shown.clear()  # what comes while they load is in what they load
        await log.begins()
