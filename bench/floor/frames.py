"""The least a server can do: one frame, made once, written to every socket. It never reads.

It shows how fast the listeners are. From the environment: `PORT`, `REDIS_URL` and `CHANNEL`.
"""

import asyncio
import os
from typing import cast

import uvloop
from redis.asyncio import Redis

from bench.fanout.listener import HEAD_END, LONG, TEXT

ACCEPT = "ICX+Yqv66kxgM0FcWaLWlFLwTAI="  # the answer to a key of zeros
UPGRADED = (
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    f"sec-websocket-accept: {ACCEPT}\r\n\r\n"
).encode()
NOT_YET = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"

upgraded: set[asyncio.Transport] = set()


class Client(asyncio.Protocol):
    """Takes the first packet for the request, which that of a listener is."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _: Exception | None) -> None:
        upgraded.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        if data.endswith(HEAD_END) and b"upgrade: websocket" in data:
            self._transport.write(UPGRADED)
            upgraded.add(self._transport)
        else:
            self._transport.write(NOT_YET)
            self._transport.close()


async def serve() -> None:
    loop = asyncio.get_running_loop()
    async with Redis.from_url(os.environ["REDIS_URL"], protocol=2) as redis, redis.pubsub() as told:
        await told.subscribe(os.environ["CHANNEL"])
        await loop.create_server(Client, "127.0.0.1", int(os.environ["PORT"]))
        async for message in told.listen():
            if message["type"] == "message":
                data = message["data"]
                frame = bytes((TEXT, LONG)) + len(data).to_bytes(2, "big") + data
                for transport in upgraded:
                    transport.write(frame)


if __name__ == "__main__":
    uvloop.run(serve())
