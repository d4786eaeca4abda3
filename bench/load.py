"""The load generator: a process of its own that keeps a server busy for some seconds.

It reads a `Job` as JSON from standard input and writes an `Outcome` as JSON. Requests are sent as
they are, over raw sockets that stay open, each as soon as the one before it is answered in full.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import cycle
from typing import Any, cast

import uvloop

from bench import cpu

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length:"
SLOW = 0.05  # seconds between two looks at a server that has not answered enough


@dataclass(frozen=True)
class Job:
    """What to ask of whom, and whose processor time to read."""

    port: int
    requests: Sequence[str]
    """Whole HTTP requests, as Latin-1."""
    repeat: bool
    """Whether to begin again after the last request; otherwise that is the end."""
    expect: str
    """What each answer has to contain."""
    concurrency: int
    warm_up: float
    seconds: float
    server_pid: int
    postgres_pid: int


@dataclass(frozen=True)
class Outcome:
    """What came of a job, after the warm-up. Times in seconds."""

    answered: int
    seconds: float
    server_cpu: float
    database_cpu: float
    wrong: str | None = None
    """The first answer that was not what was expected, shortened."""


class Tally:
    """What is still to be sent, what has been answered, and which sockets are open."""

    def __init__(self, job: Job) -> None:
        requests = [text.encode("latin-1") for text in job.requests]
        self.requests: Iterator[bytes] = cycle(requests) if job.repeat else iter(requests)
        self.expect = job.expect.encode()
        self.answered = 0
        self.wrong: str | None = None
        self.over = asyncio.Event()
        self.closed = asyncio.Event()
        self.sockets = job.concurrency

    def next(self) -> bytes | None:
        """The next request; none once it is over."""
        request = None if self.over.is_set() else next(self.requests, None)
        if request is None:
            self.over.set()
        return request

    def take(self, head: bytes, body: bytes) -> None:
        if head.startswith(b"HTTP/1.1 200") and self.expect in body:
            self.answered += 1
        else:
            self.fail((head + HEAD_END + body)[:2000].decode(errors="replace"))

    def fail(self, why: str) -> None:
        self.wrong = self.wrong or why
        self.over.set()

    def give_up(self, _: object, problem: dict[str, Any]) -> None:
        """End where a callback of ours has failed."""
        self.fail(repr(problem))
        self.closed.set()

    def forget(self) -> None:
        self.sockets -= 1
        if not self.sockets:
            self.closed.set()


class Connection(asyncio.Protocol):
    """One socket: sends a request, awaits the answer, sends the next."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._pieces: list[bytes] = []
        self._head = b""
        self._missing = 0
        self._waiting = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance
        self._send()

    def connection_lost(self, error: Exception | None) -> None:
        if self._waiting:
            self._tally.fail(f"the server closed a connection: {error}")
        self._tally.forget()

    def data_received(self, data: bytes) -> None:
        if not self._head:
            received = b"".join([*self._pieces, data])
            head, end, data = received.partition(HEAD_END)
            if not end:
                self._pieces = [received]
                return
            self._head, self._pieces, self._missing = head, [], length_in(head)
        self._pieces.append(data)
        self._missing -= len(data)
        if self._missing <= 0:
            self._tally.take(self._head, b"".join(self._pieces))
            self._head, self._pieces = b"", []
            self._send()

    def _send(self) -> None:
        request = self._tally.next()
        self._waiting = request is not None
        if request is None:
            self._transport.close()
        else:
            self._transport.write(request)


async def run(job: Job) -> Outcome:
    """Keep the server busy, and count from the end of the warm-up on.

    A slow server gets more time, until it has answered once per socket. What has been asked is
    awaited at the end, so that no server works on while it is another one's turn.
    """
    tally = Tally(job)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(tally.give_up)
    for _ in range(job.concurrency):
        await loop.create_connection(lambda: Connection(tally), "127.0.0.1", job.port)
    await _pass(job.warm_up, tally)
    before = tally.answered, time.perf_counter(), *_processor_time(job)
    await _pass(job.seconds, tally)
    while tally.answered - before[0] < job.concurrency and not tally.over.is_set():
        await _pass(SLOW, tally)
    after = tally.answered, time.perf_counter(), *_processor_time(job)
    tally.over.set()
    await tally.closed.wait()
    answered, seconds, server, database = (
        late - early for early, late in zip(before, after, strict=True)
    )
    return Outcome(int(answered), seconds, server, database, tally.wrong)


async def _pass(seconds: float, tally: Tally) -> None:
    """Let time pass, less of it if it is over."""
    with suppress(TimeoutError):
        await asyncio.wait_for(tally.over.wait(), seconds)


def _processor_time(job: Job) -> tuple[float, float]:
    return cpu.of_process(job.server_pid), cpu.of_children(job.postgres_pid)


def length_in(head: bytes) -> int:
    """The length of the body that an HTTP head announces."""
    lowered = head.lower()
    at = lowered.index(LENGTH) + len(LENGTH)
    return int(lowered[at:].split(b"\r\n", 1)[0])


if __name__ == "__main__":
    outcome = uvloop.run(run(Job(**json.load(sys.stdin))))
    json.dump(asdict(outcome), sys.stdout)
