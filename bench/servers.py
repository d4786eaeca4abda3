"""The contestants' server processes, all up at the same time; only one of them is ever busy."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from app.embedded.child import Child
from app.embedded.ports import LOOPBACK, free_port
from app.embedded.waiting import wait_until
from app.refusal import Refusal
from bench.contestants.contestant import Served

CHECKOUT = Path(__file__).parent.parent
PATIENCE = 60.0  # seconds for a server to answer or to end


@dataclass(frozen=True)
class Server:
    """A server process that answers on a port of loopback."""

    name: str
    port: int
    pid: int


@contextmanager
def running(contestant: Served) -> Iterator[Server]:
    """Serve as the contestant does, until the block ends. Raises `Refusal` if that fails."""
    port = free_port()
    command, environ = contestant.command(), contestant.environ(port)
    with process(contestant.name, command, environ, port) as pid:
        yield Server(contestant.name, port, pid)


@contextmanager
def process(
    name: str, command: Sequence[str], environ: Mapping[str, str], port: int
) -> Iterator[int]:
    """Run a server process that listens on `port`; its log goes nowhere."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    child = Child(
        command,
        on_our_death=signal.SIGTERM,
        environ={**inherited, **environ},
        folder=CHECKOUT,
        output=subprocess.DEVNULL,
    )
    try:
        up = wait_until(
            lambda: child.exit_code is not None or _answers(port), patience=PATIENCE, every=0.1
        )
        if not up or child.exit_code is not None:
            raise Refusal(f"{name} did not start: {' '.join(command)}")
        yield child.pid
    finally:
        child.end(signal.SIGTERM, patience=PATIENCE)


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://{LOOPBACK}:{port}/", timeout=5):
            return True
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
