"""`make bench-board`: a year of 500 artists on our board, beside a calendar component."""

import asyncio
import subprocess
from pathlib import Path
from typing import Any

import orjson

from app.embedded.ports import LOOPBACK
from app.output import say
from app.refusal import Refusal
from bench import seats
from bench.board import report
from bench.board.boards import EventCalendar
from bench.board.studio import artists_of, studio
from bench.contestants.node import fetch_node
from bench.contestants.ours import Ours
from bench.ground import Ground
from bench.options import Options
from bench.servers import CHECKOUT, Server, running

DRIVER = Path(__file__).with_name("drive.mjs")


def board(options: Options, ground: Ground) -> str:
    """Drive both boards in turns, each time in a new browser, and give back the tables."""
    asked = studio(options.scale)
    loaded = ground.others([asked])
    (seat,) = asyncio.run(seats.take(loaded, asked.slug))
    ours = Ours(loaded, ground.key)
    node, chromium = fetch_node(options.folder), _chromium()
    with running(ours) as server:
        artists = artists_of(ours, server, seat)
        theirs = EventCalendar(options.folder, artists)
        with running(theirs) as still:
            token = ours.headers(seat)["authorization"].removeprefix("Bearer ")
            turns = [("ours", server, token), ("theirs", still, "")]
            rounds: list[report.Round] = []
            for number in range(1, options.rounds + 1):
                say(f"Round {number} of {options.rounds}")
                order = options.random.sample(turns, len(turns))
                rounds.append(
                    {
                        each.name: _drive(node, chromium, kind, each, key)
                        for kind, each, key in order
                    }
                )
    bookings = sum(len(artist["bookings"]) for artist in artists)
    told = f"- {len(artists)} artists, {bookings:,} bookings in a year; {theirs.version()}; "
    return "\n\n".join([told + _version(chromium), report.report(rounds, ours.name, theirs.name)])


def _drive(node: Path, chromium: Path, kind: str, server: Server, token: str) -> Any:
    address = f"http://{LOOPBACK}:{server.port}"
    command: list[str | Path] = [node, DRIVER, kind, address, chromium, token]
    run = subprocess.run(command, capture_output=True, cwd=CHECKOUT)  # noqa: S603 - our own
    if run.returncode:
        raise Refusal(f"{server.name} could not be driven: {run.stderr.decode()}")
    return orjson.loads(run.stdout)


def _chromium() -> Path:
    """Chromium of this machine. Raises `Refusal` where there is none."""
    run = subprocess.run([CHECKOUT / "bin" / "chromium"], capture_output=True, text=True)  # noqa: S603 - our own
    if run.returncode or not run.stdout:
        raise Refusal(run.stderr.strip() or "needs Chromium")
    return Path(run.stdout.strip())


def _version(chromium: Path) -> str:
    run = subprocess.run([chromium, "--version"], capture_output=True, check=True, text=True)  # noqa: S603 - our own
    return run.stdout.strip()
