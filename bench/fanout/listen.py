"""The process of the listeners: holds the clients of one server, and times what they hear.

It reads a `Job` from standard input, opens the connections and says so by an empty line. From then
on it answers each `Call`, before which goes the number of events to expect, by what was `Heard`.
It is from here that news is published, so that one clock times all.
"""

import asyncio
import gc
import sys
import time
from contextlib import suppress

import orjson
import uvloop

from app.embedded.ports import LOOPBACK
from bench.fanout.calls import Call, Handshake, Heard, Job
from bench.fanout.listener import Listener, Room

AT_ONCE = 100  # connections that are being opened
PATIENCE = 30.0  # seconds for one to be ready


async def listen(job: Job) -> None:
    """Take the places, and answer calls until there are no more."""
    calls = await _standard_input()
    room = Room(job.handshake)
    asyncio.get_running_loop().set_exception_handler(room.give_up)
    publisher, _ = await asyncio.get_running_loop().create_connection(
        asyncio.Protocol, LOOPBACK, job.redis_port
    )
    while len(room.listeners) < job.listeners and not room.wrong:
        joining = min(AT_ONCE, job.listeners - len(room.listeners))
        room.listeners += await asyncio.gather(*(_join(room, job.port) for _ in range(joining)))
    # Nothing of ours is thrown away that refers to itself, and collecting would take time.
    gc.disable()
    _say(b"")
    while events := await calls.readline():
        room.expect(int(events))
        call = Call(**orjson.loads(await calls.readline()))
        _say(orjson.dumps(await _answer(call, room, publisher)))


async def _join(room: Room, port: int) -> Listener:
    loop = asyncio.get_running_loop()
    _, listener = await loop.create_connection(lambda: Listener(room), LOOPBACK, port)
    async with asyncio.timeout(PATIENCE):
        await listener.ready.wait()
    return listener


async def _answer(call: Call, room: Room, publisher: asyncio.WriteTransport) -> Heard:
    publishing = b"".join(_publish(*each) for each in call.news)
    began = time.monotonic()
    publisher.write(publishing)
    await _until_silence(room, call.patience)
    return Heard(
        began=began,
        times=room.times,
        idle=room.idle,
        text=room.text,
        missing=sum(listener.heard != room.events for listener in room.listeners),
        wrong=room.wrong,
    )


async def _until_silence(room: Room, patience: float) -> None:
    """Wait until all have heard all, or nobody has heard anything for so many seconds."""
    heard = -1
    while len(room.times) > heard and not room.complete.is_set():
        heard = len(room.times)
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await room.complete.wait()


def _publish(channel: str, message: str) -> bytes:
    """The command as Redis reads it."""
    words = (b"PUBLISH", channel.encode(), message.encode("latin-1"))
    return b"*3\r\n" + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in words)


async def _standard_input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=1 << 26)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _job(line: str) -> Job:
    read = orjson.loads(line)
    return Job(**{**read, "handshake": Handshake(**read["handshake"])})


if __name__ == "__main__":
    uvloop.run(listen(_job(sys.stdin.readline())))
