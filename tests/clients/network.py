"""A network between clients and a server, whose lines can go dead without a word."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import pytest
from sqlalchemy import make_url

from db.migrate import Urls


class Network:
    """Passes on what either side says to the other."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._pumps: set[asyncio.Task[None]] = set()
        self._ends: list[StreamWriter] = []
        self._is_away = False
        self.lines = 0
        """How many there have been, refused ones too."""

    @asynccontextmanager
    async def up(self) -> AsyncIterator[str]:
        """Serve until the block ends, and answer at which address."""
        server = await asyncio.start_server(self._connect, "127.0.0.1")
        host, port = server.sockets[0].getsockname()
        try:
            yield f"{host}:{port}"
        finally:
            server.close()
            self.go_dead()
            self.break_off()

    def go_away(self) -> None:
        """Break all lines, and from now on every new one."""
        self._is_away = True
        self.break_off()

    def come_back(self) -> None:
        """Let new lines be."""
        self._is_away = False

    def go_dead(self) -> None:
        """Pass on nothing more on the lines that there are. None of them is closed."""
        for pump in self._pumps:
            pump.cancel()

    def break_off(self) -> None:
        """Break all lines that there are."""
        for end in self._ends:
            end.transport.abort()

    async def _connect(self, client: StreamReader, to_client: StreamWriter) -> None:
        self.lines += 1
        if self._is_away:
            to_client.transport.abort()
            return
        server, to_server = await asyncio.open_connection("127.0.0.1", self._port)
        self._ends += (to_client, to_server)
        for source, sink in ((client, to_server), (server, to_client)):
            pump = asyncio.create_task(_pump(source, sink))
            self._pumps.add(pump)
            pump.add_done_callback(self._pumps.discard)


async def _pump(source: StreamReader, sink: StreamWriter) -> None:
    with suppress(ConnectionError):
        while said := await source.read(65536):
            sink.write(said)
            await sink.drain()
    sink.close()


@dataclass(frozen=True)
class Detour:
    """A way to the test database that leads through a network of its own."""

    network: Network
    url: str


@pytest.fixture
async def database(urls: Urls) -> AsyncIterator[Detour]:
    url = make_url(urls.app_url)
    assert url.port
    network = Network(url.port)
    async with network.up() as address:
        host, port = address.split(":")
        there = url.set(host=host, port=int(port))
        yield Detour(network, there.render_as_string(hide_password=False))
