"""A real server process, as `production-tool serve` starts it, and clients that speak to it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import httpx
import orjson
from websockets.asyncio.client import ClientConnection, connect

CHECKOUT = Path(__file__).parent.parent
PATIENCE = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """One server process on a port that it keeps over restarts.

    What it logs goes to the file `log`, without one to where our own output goes.
    """

    def __init__(self, environ: Mapping[str, str], *, log: Path | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.http = httpx.AsyncClient(
            base_url=self.url,
            timeout=60,
            limits=httpx.Limits(max_connections=200, keepalive_expiry=2),
        )
        self._environ = {**os.environ, **environ, "PORT": str(self.port), "HOST": "127.0.0.1"}
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> Self:
        self._process = self._launch()
        async with asyncio.timeout(PATIENCE):
            while True:
                assert self._process.poll() is None, "the server ended while starting"
                try:
                    if (await self.http.get("/health")).status_code == 200:
                        return self
                except httpx.TransportError:
                    await asyncio.sleep(0.05)

    def _launch(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "app.cli", "serve"]
        with self._log.open("ab") if self._log else nullcontext() as log:
            return subprocess.Popen(
                command, cwd=CHECKOUT, env=self._environ, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        """End it without a chance to say good-bye."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to end, and answer its exit code."""
        return await self._end(signal.SIGTERM)

    def pause(self) -> None:
        """Make it deaf: connections stay open and nothing is answered."""
        self._running.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._running.send_signal(signal.SIGCONT)

    @property
    def is_running(self) -> bool:
        return self._process is not None

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "the server does not run"
        return self._process

    async def close(self) -> None:
        """End it, and every client of it."""
        await self.kill()
        await self.http.aclose()

    async def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(how)
        return await asyncio.to_thread(process.wait, PATIENCE)

    async def client(self, email: str, tenant: str | None = None) -> "Client":
        """Somebody who has signed in."""
        answer = await self.http.post("/auth/dev/token", json={"email": email, "tenant": tenant})
        answer.raise_for_status()
        return Client(self, answer.json()["token"])


@dataclass(frozen=True)
class Client:
    """Somebody with a token, who speaks GraphQL."""

    server: Server
    token: str

    async def post(self, query: str, variables: Mapping[str, Any] | None = None) -> httpx.Response:
        """One operation over HTTP, with the whole answer."""
        return await self.server.http.post(
            "/graphql",
            json={"query": query, "variables": variables or {}},
            headers={"authorization": f"Bearer {self.token}"},
        )

    async def data(self, query: str, **variables: Any) -> Any:
        """One operation that has to succeed."""
        answer = await self.post(query, variables)
        body = answer.json()
        assert answer.status_code == 200, answer.text
        assert "errors" not in body, body["errors"]
        return body["data"]

    def at(self, server: Server) -> "Client":
        """The same person at another server that takes the token."""
        return replace(self, server=server)

    @asynccontextmanager
    async def live(self, **options: Any) -> AsyncIterator["Live"]:
        """A WebSocket that is signed in."""
        url = self.server.url.replace("http", "ws", 1) + "/graphql"
        options.setdefault("subprotocols", ["graphql-transport-ws"])
        async with connect(url, **options) as socket:
            live = Live(socket)
            await live.send(
                type="connection_init", payload={"authorization": f"Bearer {self.token}"}
            )
            assert (await live.receive())["type"] == "connection_ack"
            yield live


@dataclass(frozen=True)
class Live:
    """An open `graphql-transport-ws` connection."""

    socket: ClientConnection

    async def send(self, **message: Any) -> None:
        await self.socket.send(orjson.dumps(message).decode())

    async def receive(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            message: dict[str, Any] = orjson.loads(await self.socket.recv())
        return message

    async def subscribe(self, query: str, operation: str = "1", **variables: Any) -> None:
        payload = {"query": query, "variables": variables}
        await self.send(id=operation, type="subscribe", payload=payload)

    async def next(self) -> Any:
        """The data of the next event, whatever the stream says of its position before it."""
        while True:
            message = await self.receive()
            assert message["type"] == "next", message
            assert "errors" not in message["payload"], message["payload"]
            data = message["payload"]["data"]
            if all(item.get("__typename") != "StreamPosition" for item in data.values()):
                return data
