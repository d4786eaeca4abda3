"""A client that has stopped reading must not keep a server from ending."""

import time
from pathlib import Path

from app.serving import FAREWELL
from domain.roles import Role
from tests.api.conftest import Environ
from tests.factories import Studio, hours
from tests.server import Server
from tests.soak.line import Line
from tests.soak.waiting import eventually

NOTES = "{ bookings(first: 200) { nodes { notes } } }"
DROPPED = "its client has stopped reading"
EXIT = 2  # seconds that the process itself may take, on a machine that has other things to do


async def test_a_server_ends_in_time_with_a_deaf_client_and_one_that_it_has_dropped(
    environ: Environ, studio: Studio, tmp_path: Path
) -> None:
    artist = await studio.artist()
    for day in range(20):
        await studio.book(artist, notes="x" * 4000, **hours(0, 8, day=day))
    log = tmp_path / "server.log"
    server = await Server(environ | {"LOG_LEVEL": "info"}, log=log).start()
    try:
        token = (await server.client(studio.email(Role.MANAGER))).token

        async def has_given_up() -> bool:
            return DROPPED in log.read_text()

        dropped = await deafened(server.port, token)
        await eventually(has_given_up, "the server gives up")
        deaf = await deafened(server.port, token)
        began = time.monotonic()
        assert await server.stop() == 0
        assert time.monotonic() - began < FAREWELL + EXIT
        for line in (dropped, deaf):
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
