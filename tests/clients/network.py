"""A network between clients and a server, whose lines can go dead without a word."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Network:
    """Passes on what either side says to the other."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._pumps: set[asyncio.Task[None]] = set()
        self._ends: list[StreamWriter] = []
        self._is_away = False

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
            self._abort()

    def go_away(self) -> None:
        """Break all lines, and from now on every new one."""
        self._is_away = True
        self._abort()

    def come_back(self) -> None:
        """Let new lines be."""
        self._is_away = False

    def go_dead(self) -> None:
        """Pass on nothing more on the lines that there are. None of them is closed."""
        for pump in self._pumps:
            pump.cancel()

    def _abort(self) -> None:
        for end in self._ends:
            end.transport.abort()

    async def _connect(self, client: StreamReader, to_client: StreamWriter) -> None:
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
