"""The subscribers of one server, in a process of their own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

import orjson

from app.refusal import Refusal
from bench.fanout.calls import Call, Heard, Job
from bench.fanout.live import Entrant, Live, News
from bench.servers import CHECKOUT

PATIENCE = 60.0  # seconds without a sound
REHEARSALS = 10
SILENCE = 3.0  # seconds after which the rest of a rehearsal is not waited for


class Audience:
    """Listens, each with a connection and a subscription, once `seated`."""

    def __init__(self, name: str, listeners: int, process: subprocess.Popen[bytes]) -> None:
        self.name = name
        self.listeners = listeners
        self._commands = cast("IO[bytes]", process.stdin)
        self._answers = cast("IO[bytes]", process.stdout)

    def expect(self, events: int) -> None:
        """Attend to so many events, from now on: some may come before they are published."""
        self._tell(b"%d" % events)

    def publish(self, *news: News) -> Heard:
        """Publish what was expected, or nothing where it comes by itself, and wait for the last.

        Raises `Refusal` if not all have heard all once.
        """
        heard = self._call(Call(news, PATIENCE))
        if heard.missing:
            raise Refusal(f"{self.name}: {heard.missing} of {self.listeners} did not hear it once")
        return heard

    def rehearse(self, live: Live) -> None:
        """Publish until nobody is left who has joined too late to hear anything."""
        for _ in range(REHEARSALS):
            self.expect(1)
            if not self._call(Call([live.news()], SILENCE)).missing:
                return
        raise Refusal(f"{self.name} never reaches all of its {self.listeners} subscribers")

    def seated(self) -> None:
        """Wait until the connections are open."""
        if self._answers.readline() != b"\n":
            raise Refusal(f"{self.name}: {self.listeners} subscribers found no way in")

    def _call(self, call: Call) -> Heard:
        self._tell(orjson.dumps(call))
        line = self._answers.readline()
        heard = Heard(**orjson.loads(line)) if line else None
        if heard is None or heard.wrong:
            raise Refusal(f"{self.name}: {heard.wrong if heard else 'its listeners have gone'}")
        return heard

    def _tell(self, line: bytes) -> None:
        self._commands.write(line + b"\n")
        self._commands.flush()


@contextmanager
def audience(entrant: Entrant, listeners: int, redis_port: int) -> Iterator[Audience]:
    """Seat so many before a server, until the block ends. All of them hear what comes next."""
    live = entrant.live
    job = Job(entrant.server.port, listeners, redis_port, live.handshake())
    with subprocess.Popen(
        [sys.executable, "-m", "bench.fanout.listen"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=CHECKOUT,
    ) as process:
        try:
            assert process.stdin
            process.stdin.write(orjson.dumps(job) + b"\n")
            process.stdin.flush()
            seated = Audience(live.name, listeners, process)
            seated.seated()
            seated.rehearse(live)
            yield seated
        finally:
            process.kill()
