"""A client that has stopped reading must not keep a server from ending."""

import time
from pathlib import Path

import pytest

from app.serving import FAREWELL
from domain.roles import Role
from tests.api.conftest import Environ
from tests.factories import Studio, hours
from tests.server import Server
from tests.soak.line import Line
from tests.soak.waiting import eventually

NOTES = "{ bookings(first: 200) { nodes { notes } } }"
DROPPED = "its client has stopped reading"


@pytest.mark.parametrize("dropped", [False, True], ids=["before", "after"])
async def test_a_server_ends_in_time_before_and_after_it_has_dropped_a_deaf_client(
    environ: Environ, studio: Studio, tmp_path: Path, *, dropped: bool
) -> None:
    log = tmp_path / "server.log"
    server = await Server(environ | {"LOG_LEVEL": "info"}, log=log).start()
    artist = await studio.artist()
    for day in range(20):
        await studio.book(artist, notes="x" * 4000, **hours(0, 8, day=day))
    try:
        client = await server.client(studio.email(Role.MANAGER))
        line = await deafened(server.port, client.token)

        async def gives_up() -> bool:
            return DROPPED in log.read_text()

        if dropped:
            await eventually(gives_up, "the server gives up")
        began = time.monotonic()
        assert await server.stop() == 0
        assert time.monotonic() - began < FAREWELL + 1
        assert await gives_up() is dropped
        line.cut()
    finally:
        await server.close()


async def deafened(port: int, token: str) -> Line:
    """A client who asks for more than all buffers on the way hold, and reads none of it."""
    line = await Line.open(port, room=4096)
    line.ask_for_upgrade()
    await line.upgraded()
    line.say(type="connection_init", payload={"authorization": f"Bearer {token}"})
    await line.hear(b"connection_ack")
    line.stop_reading()
    for number in range(100):
        line.say(id=str(number), type="subscribe", payload={"query": NOTES})
    unchanged = [-1] * 20

    async def full() -> bool:
        unchanged.append(line.unread)
        return unchanged[-1] > 0 and len(set(unchanged[-20:])) == 1

    await eventually(full, "nothing more arrives")
    return line
