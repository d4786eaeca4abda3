"""The clients of one server. They look at the heads of frames only, to keep up with any server."""

import asyncio
import time
from collections import deque
from typing import Any, cast
from uuid import uuid4

from bench.fanout.calls import ID, Handshake

TEXT, CLOSE, PING, PONG = 0x81, 0x88, 0x89, 0x8A  # first bytes of whole frames
MASKED = 0x80
LONG = 126
"""Bytes from which on a payload is an event: pings, acknowledgements and positions are shorter."""

UPGRADE = (
    "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    "sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{headers}\r\n"
)
HEAD_END = b"\r\n\r\n"

BUFFER = memoryview(bytearray(1 << 18))  # for all: uvloop calls back before it reads again


class Room:
    """All listeners, and what they have heard since they were last told to expect something."""

    def __init__(self, handshake: Handshake) -> None:
        self.handshake = handshake
        self.listeners: list[Listener] = []
        self.times: list[float] = []
        self.text = ""
        self.wrong = ""
        self.complete = asyncio.Event()
        self.events = 0
        self.idle = 0.0
        self._loop = asyncio.get_running_loop()
        self._awake = False

    def expect(self, events: int) -> None:
        """Begin anew: everybody is to hear of so many events."""
        self.times, self.events, self.idle = [], events, 0.0
        self._expected = events * len(self.listeners)
        if not self.wrong:
            self.complete.clear()
        for listener in self.listeners:
            listener.heard = 0

    def hear(self, message: memoryview) -> None:
        now = time.monotonic()
        self.times.append(now)
        if len(self.times) == self._expected:
            self.text = bytes(message).decode()
            self.complete.set()
        elif not self._awake:
            self._stay_awake(len(self.times), now)

    def _stay_awake(self, heard: int, since: float) -> None:
        """Look for more without a pause until all is there: to wake us costs whoever sends."""
        now = time.monotonic()
        if len(self.times) == heard:
            self.idle += now - since
        self._awake = not self.complete.is_set()
        if self._awake:
            self._loop.call_soon(self._stay_awake, len(self.times), now)

    def fail(self, why: str) -> None:
        self.wrong = self.wrong or why
        self.complete.set()

    def give_up(self, _: object, problem: dict[str, Any]) -> None:
        """End where a callback of ours has failed."""
        self.fail(repr(problem))


class Listener(asyncio.BufferedProtocol):
    """One client."""

    def __init__(self, room: Room) -> None:
        self.heard = 0
        self.ready = asyncio.Event()
        self._room = room
        self._rest = b""
        self._upgraded = self._seated = False
        self._id = str(uuid4())
        self._opening = deque(room.handshake.opening)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance
        asked = self._room.handshake
        headers = "".join(f"{name}: {value}\r\n" for name, value in asked.headers.items())
        self._transport.write(UPGRADE.format(path=asked.path, headers=headers).encode())

    def connection_lost(self, error: Exception | None) -> None:
        self._fail(f"the server closed a connection: {error}")

    def get_buffer(self, _: int) -> memoryview:
        return BUFFER

    def buffer_updated(self, count: int) -> None:
        if (
            # Just one whole event, as it nearly always is.
            self._seated
            and not self._rest
            and BUFFER[0] == TEXT
            and BUFFER[1] == LONG
            and (BUFFER[2] << 8 | BUFFER[3]) + 4 == count
        ):
            self.heard += 1
            self._room.hear(BUFFER[4:count])
            return
        data = BUFFER[:count]
        if self._rest:
            data = memoryview(self._rest + data)
        self._rest = self._take(data) if self._upgraded else self._upgrade(bytes(data))

    def _upgrade(self, received: bytes) -> bytes:
        head, end, rest = received.partition(HEAD_END)
        if not end:
            return received
        if not head.startswith(b"HTTP/1.1 101"):
            self._fail(received[:1000].decode(errors="replace"))
        self._upgraded = True
        self._go_on()
        return self._take(memoryview(rest))

    def _take(self, data: memoryview) -> bytes:
        """Read what frames there are; give back the beginning of the next."""
        at, end = 0, len(data)
        while end - at > 1:
            length, start = data[at + 1], at + 2
            if length == LONG:
                if end - at < 4:
                    break
                length, start = data[at + 2] << 8 | data[at + 3], at + 4
            elif length > LONG:
                self._fail("a message of more than 64 KiB")
            if start + length > end:
                break
            self._receive(data[at], data[start : start + length])
            at = start + length
        return bytes(data[at:])

    def _receive(self, first: int, payload: memoryview) -> None:
        if first == TEXT and len(payload) >= LONG and not self._opening:
            self.heard += 1
            self._room.hear(payload)
        elif first == TEXT:
            self._answer(bytes(payload).decode())
        elif first == PING:
            self._transport.write(frame(PONG, bytes(payload)))
        elif first == CLOSE:
            self._fail(f"the server said good-bye: {bytes(payload[2:]).decode()}")

    def _answer(self, message: str) -> None:
        reply = self._room.handshake.replies.get(message)
        if reply is not None:
            self._transport.write(frame(TEXT, reply.encode()))
        elif self._opening:
            self._go_on()

    def _go_on(self) -> None:
        """Say what comes next; after the last of it there is only listening."""
        message = self._opening.popleft() if self._opening else None
        if message is not None:
            self._transport.write(frame(TEXT, message.replace(ID, self._id).encode()))
        if not self._opening:
            self._seated = True
            self.ready.set()

    def _fail(self, why: str) -> None:
        self._room.fail(why)
        self.ready.set()


def frame(first: int, payload: bytes) -> bytes:
    """A frame of a client, under the mask of zeros, which changes nothing."""
    if len(payload) < LONG:
        head = bytes((first, MASKED | len(payload)))
    else:
        head = bytes((first, MASKED | LONG)) + len(payload).to_bytes(2, "big")
    return head + bytes(4) + payload
