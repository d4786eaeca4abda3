"""Clients that come and go cost a server no memory."""

import random

from domain.booking import BookingStatus
from domain.roles import Role
from tests.api.conftest import Environ
from tests.factories import Studio, hours
from tests.server import Server
from tests.soak.memory import allowed, resident
from tests.soak.passers_by import PassersBy


async def test_a_thousand_clients_that_come_and_go_leave_memory_as_it_was(
    environ: Environ, studio: Studio
) -> None:
    artist = await studio.artist()
    for day in range(20):
        await studio.book(artist, status=BookingStatus.CONFIRMED, **hours(0, 8, day=day))
    unlimited = {"LOG_LEVEL": "error", "RATE_LIMIT_ACTOR": "0", "RATE_LIMIT_STUDIO": "0"}
    server = await Server(environ | unlimited).start()
    try:
        people = [await server.client(studio.email(role)) for role in (Role.MANAGER, Role.VIEWER)]
        tokens = [person.token for person in people]
        passers_by = PassersBy(server.port, tokens, revision=21, dice=random.Random(0))
        # Caches and the allocator's own pools fill up first; that ends.
        await passers_by.come_and_go(1500)
        warm = resident(server.pid)
        await passers_by.come_and_go(1000)
        assert resident(server.pid) - warm < allowed(1000)
    finally:
        await server.close()
