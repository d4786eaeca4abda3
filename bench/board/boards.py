"""The pages that are measured: ours, and a calendar component that shows the same bookings."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from bench.board.studio import Artists
from bench.contestants.contestant import Served
from bench.contestants.node import fetch_node, fetch_packages
from bench.contestants.uvicorn import uvicorn
from bench.servers import CHECKOUT
from bench.studios import WEEK

SOURCES = Path(__file__).parent.parent / "event_calendar"
PACKAGE = "@event-calendar/core"
VITE = CHECKOUT / "web" / "node_modules" / "vite" / "bin" / "vite.js"
COLOURS = {"HOLD": "#94a3b8", "PENCIL": "#d97706", "CONFIRMED": "#047857"}


class EventCalendar(Served):
    """The resource timeline of @event-calendar: everything is in memory from the start."""

    name = "Event Calendar"

    def __init__(self, cache: Path, artists: Artists) -> None:
        """Fetch what is not in the folder `cache` yet."""
        node = fetch_node(cache)
        folder = fetch_packages(node, SOURCES, cache / "event_calendar").resolve()
        build: list[str | Path] = [node, VITE, "build", "--logLevel", "error", folder]
        subprocess.run(build, check=True, cwd=CHECKOUT)  # noqa: S603 - our own
        self._page = folder / "dist"
        (self._page / "data.json").write_bytes(orjson.dumps(_data(artists)))

    def command(self) -> Sequence[str]:
        return uvicorn("bench.board.still:app")

    def environ(self, port: int) -> Mapping[str, str]:
        return {"FOLDER": str(self._page), "PORT": str(port)}

    def version(self) -> str:
        lock = orjson.loads((SOURCES / "package-lock.json").read_bytes())
        return f"{PACKAGE} {lock['packages'][f'node_modules/{PACKAGE}']['version']}"


def _data(artists: Artists) -> Mapping[str, Any]:
    return {
        "date": f"{WEEK:%Y-%m-%d}",
        "resources": [{"id": artist["id"], "title": artist["name"]} for artist in artists],
        "events": [
            {
                "id": booking["id"],
                "resourceIds": [artist["id"]],
                "start": booking["startTime"],
                "end": booking["endTime"],
                "title": booking["project"]["name"] if booking["project"] else "",
                "backgroundColor": COLOURS[booking["status"]],
            }
            for artist in artists
            for booking in artist["bookings"]
        ],
    }
