"""The real application on a real port, and the clients that tests talk to it with."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

import httpx
import orjson
import uvicorn
import websockets
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection

from app.asgi import create_app
from app.serving import config
from app.settings import Settings
from tests.subscriptions.conditions import until


@dataclass(frozen=True)
class Server:
    """A server that is running."""

    http: httpx.AsyncClient
    process: "Quiet"

    @property
    def address(self) -> str:
        return self.process.address

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    async def stop(self) -> None:
        await self.process.stop()

    async def token(self, email: str, tenant: str | None = None) -> str:
        answer = await self.http.post("/auth/dev/token", json={"email": email, "tenant": tenant})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["token"])

    async def ask(
        self, query: str, token: str | None = None, *, studio: str | None = None, **variables: Any
    ) -> httpx.Response:
        """Ask as whom the token says, in the `studio` that is meant where it does not say."""
        headers = {"authorization": token and f"Bearer {token}", "x-studio": studio}
        return await self.http.post(
            "/graphql",
            json={"query": query, "variables": variables},
            headers={name: value for name, value in headers.items() if value},
        )

    def connect(self, **options: Any) -> AbstractAsyncContextManager["Socket"]:
        """Open a WebSocket that has said nothing yet."""
        return connect(self.address, **options)

    @asynccontextmanager
    async def sign_in(self, token: str, **options: Any) -> AsyncIterator["Socket"]:
        """Open a WebSocket that is ready for operations."""
        async with self.connect(**options) as socket:
            await socket.send(type="connection_init", payload={"authorization": f"Bearer {token}"})
            assert await socket.receive() == {"type": "connection_ack"}
            yield socket


@dataclass
class Socket:
    """A WebSocket that speaks JSON."""

    connection: ClientConnection

    async def send(self, **message: Any) -> None:
        await self.connection.send(orjson.dumps(message).decode())

    async def subscribe(self, query: str, name: str = "1", **variables: Any) -> None:
        payload = {"query": query, "variables": variables}
        await self.send(id=name, type="subscribe", payload=payload)

    async def receive(self, *, within: float = 10) -> Any:
        """The next message, but for those that only say where a stream is."""
        async with asyncio.timeout(within):
            while b"StreamPosition" in (text := await self.connection.recv(decode=False)):
                pass
            return orjson.loads(text)

    async def closed(self, *, within: float = 10) -> int | None:
        """Wait until the server has closed, and say with which code; swallows what else comes."""
        async with asyncio.timeout(within):
            await self.connection.wait_closed()
        return self.connection.close_code


@asynccontextmanager
async def connect(address: str, path: str = "/graphql", **options: Any) -> AsyncIterator[Socket]:
    options.setdefault("subprotocols", ["graphql-transport-ws"])
    async with websockets.connect(f"ws://{address}{path}", compression=None, **options) as opened:
        yield Socket(opened)


class Quiet(uvicorn.Server):
    """A server in a test's own process, whose signals are none of its business."""

    async def __aenter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._running = asyncio.create_task(self._serve([self._socket]))
        await until(lambda: self.started or self._running.done())
        if self._running.done():
            await self._running
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stop(self) -> None:
        self.should_exit = True
        await self._running
        self._socket.close()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._socket.getsockname()[1]}"


@asynccontextmanager
async def serving(settings: Settings, app: Starlette | None = None) -> AsyncIterator[Server]:
    async with Quiet(config(app or create_app(settings), settings)) as server:
        url = f"http://{server.address}"
        async with httpx.AsyncClient(base_url=url, timeout=30) as http:
            yield Server(http, server)
