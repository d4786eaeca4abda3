"""One measurement: some seconds of load on one server, by the load generator's own process."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from app.embedded.ports import LOOPBACK
from app.refusal import Refusal
from bench.load import HEAD_END, Job, Outcome, length_in
from bench.servers import CHECKOUT, Server


@dataclass(frozen=True)
class Pace:
    """How long a measurement takes, in seconds."""

    warm_up: float
    seconds: float


def measure(
    server: Server,
    requests: Iterable[bytes],
    *,
    postgres_pid: int,
    concurrency: int,
    pace: Pace,
    expect: str,
    repeat: bool = True,
) -> Outcome:
    """Keep a server busy. Raises `Refusal` for the first wrong answer, and if none comes."""
    job = Job(
        port=server.port,
        requests=[request.decode("latin-1") for request in requests],
        repeat=repeat,
        expect=expect,
        concurrency=concurrency,
        warm_up=pace.warm_up,
        seconds=pace.seconds,
        server_pid=server.pid,
        postgres_pid=postgres_pid,
    )
    run = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(asdict(job)).encode(),
        stdout=subprocess.PIPE,
        cwd=CHECKOUT,
        check=True,
    )
    outcome = Outcome(**json.loads(run.stdout))
    if outcome.wrong or not outcome.answered:
        raise Refusal(f"{server.name} answered wrongly: {outcome.wrong or 'not at all'}")
    return outcome


def ask(port: int, requests: Sequence[bytes]) -> list[bytes]:
    """Send requests one by one, and give back the bodies of the answers."""
    with socket.create_connection((LOOPBACK, port)) as connection:
        return [_exchange(connection, request) for request in requests]


def _exchange(connection: socket.socket, request: bytes) -> bytes:
    connection.sendall(request)
    received = b""
    while HEAD_END not in received:
        received += _more(connection)
    head, _, body = received.partition(HEAD_END)
    missing = length_in(head) - len(body)
    pieces = [body]
    while missing > 0:
        pieces.append(_more(connection))
        missing -= len(pieces[-1])
    return b"".join(pieces)


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 16)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data
