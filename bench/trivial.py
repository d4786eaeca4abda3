"""A server that does nothing but answer, to measure the load generator itself: `PORT` to listen."""

import asyncio
import os
from typing import cast

import uvloop

BODY = b'{"data":{"startTime":null}}'
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(BODY), BODY)


class Trivial(asyncio.Protocol):
    """Takes each packet for one request, which those of the load generator are."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._transport.write(ANSWER)


async def serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Trivial, "127.0.0.1", int(os.environ["PORT"]))
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve())
