"""A WebSocket by hand, that can be broken anywhere."""

import asyncio
import base64
import contextlib
import fcntl
import os
import socket
import struct
import sys
import termios
from typing import Any, Self

import orjson
from websockets.frames import Frame, Opcode

RESET = struct.pack("ii", 1, 0)
"""Linger for no time: what is closed with it ends in a reset, as when a process is killed."""


class Line:
    """A connection to a server on this machine, up to wherever its owner takes it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int, *, room: int | None = None) -> Self:
        """Connect, and say nothing yet; with `room` for so many bytes that wait to be read."""
        connection = socket.socket()
        connection.setblocking(False)
        if room:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", port))
        return cls(*await asyncio.open_connection(sock=connection))

    @property
    def socket(self) -> socket.socket:
        found: socket.socket = self._writer.get_extra_info("socket")
        return found

    def ask_for_upgrade(self, *, half: bool = False) -> None:
        """Send what opens a WebSocket, or only the first half of it."""
        request = (
            "GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n"
            "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
        ).encode()
        self._writer.write(request[: len(request) // 2] if half else request)

    async def upgraded(self) -> None:
        """Wait until the server has agreed."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101"), head

    def say(self, *, half: bool = False, **message: Any) -> None:
        """Send a message, or only the first half of its frame."""
        frame = Frame(Opcode.TEXT, orjson.dumps(message)).serialize(mask=True)
        self._writer.write(frame[: len(frame) // 2] if half else frame)

    def say_goodbye(self) -> None:
        """Send the frame that ends a WebSocket."""
        frame = Frame(Opcode.CLOSE, struct.pack("!H", 1000))
        self._writer.write(frame.serialize(mask=True))

    async def hear(self, text: bytes) -> None:
        """Read until this comes along, which may be in the middle of a frame."""
        await self._reader.readuntil(text)

    async def ended(self) -> None:
        """Read on until the server ends it, and end our half."""
        with contextlib.suppress(ConnectionError):
            while await self._reader.read(65536):
                pass
        self._writer.close()

    def stop_reading(self) -> None:
        """Leave what comes to the kernel, which will take no more before long."""
        transport = self._writer.transport
        assert isinstance(transport, asyncio.Transport)
        transport.pause_reading()

    @property
    def unread(self) -> int:
        """Bytes that have come and wait to be read."""
        answer = fcntl.ioctl(self.socket.fileno(), termios.FIONREAD, bytes(4))
        return int.from_bytes(answer, sys.byteorder)

    def hang_up(self) -> None:
        """End our half, and still read."""
        self._writer.write_eof()

    def close(self) -> None:
        """End it once what has been said is sent."""
        self._writer.close()

    def cut(self) -> None:
        """End it at once, without a word, and whatever is still under way is lost."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self._writer.transport.abort()
