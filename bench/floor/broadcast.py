"""A bare Starlette application that tells every WebSocket what Redis says on one channel.

From the environment: `REDIS_URL` and `CHANNEL`.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect


class Broadcast:
    """All WebSockets, in one list."""

    def __init__(self, redis_url: str, channel: str) -> None:
        self._redis = Redis.from_url(redis_url, protocol=2)
        self._channel = channel
        self._sockets: set[WebSocket] = set()

    async def listen(self, socket: WebSocket) -> None:
        await socket.accept()
        self._sockets.add(socket)
        try:
            while True:
                await socket.receive_text()
        except WebSocketDisconnect:
            self._sockets.discard(socket)

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        async with self._redis, self._redis.pubsub() as subscription:
            await subscription.subscribe(self._channel)
            telling = asyncio.create_task(self._tell(subscription.listen()))
            yield
            telling.cancel()

    async def _tell(self, messages: AsyncIterator[dict[str, bytes | str]]) -> None:
        async for message in messages:
            data = message["data"]
            if isinstance(data, bytes):
                text = data.decode()
                for socket in list(self._sockets):
                    with suppress(WebSocketDisconnect):
                        await socket.send_text(text)


def from_env() -> Starlette:
    """The application as the environment describes it."""
    broadcast = Broadcast(os.environ["REDIS_URL"], os.environ["CHANNEL"])
    routes = [WebSocketRoute("/", broadcast.listen)]
    return Starlette(routes=routes, lifespan=broadcast.lifespan)
