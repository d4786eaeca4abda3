"""Clients that come and go leave nothing behind, seen from inside the server."""

import asyncio
import random
from collections import Counter
from dataclasses import replace

from app.settings import Settings
from domain.booking import BookingStatus
from domain.roles import Role
from tests.app.server import serving
from tests.factories import Studio, hours
from tests.soak.passers_by import PassersBy
from tests.soak.residue import living
from tests.soak.waiting import eventually

MOMENTS = 25  # some 3 seconds: twice as long as the hub takes to look again


async def at_rest() -> Counter[str]:
    """The most there is of each while nobody comes: what works by itself is now here, now there."""
    await asyncio.sleep(1)
    most: Counter[str] = Counter()
    for _ in range(MOMENTS):
        most |= living()
        await asyncio.sleep(0.1)
    return most


async def test_clients_that_come_and_go_leave_no_task_and_no_generator(
    settings: Settings, studio: Studio
) -> None:
    artist = await studio.artist()
    for day in range(20):
        await studio.book(artist, status=BookingStatus.CONFIRMED, **hours(0, 8, day=day))
    unlimited = replace(settings, rate_limit_actor=0, rate_limit_studio=0)
    async with serving(unlimited) as server:
        tokens = [await server.token(studio.email(role)) for role in (Role.MANAGER, Role.VIEWER)]
        passers_by = PassersBy(server.port, tokens, revision=21, dice=random.Random(0))
        await passers_by.come_and_go(100)
        # Whose look-up was cut short last has been forgotten, and would be new to the server again.
        for token in tokens:
            assert (await server.ask("{ projects { nodes { id } } }", token)).json()["data"]

        async def only_what_was_there() -> bool:
            return not living() - before

        before = await at_rest()
        await passers_by.come_and_go(300)
        try:
            await eventually(only_what_was_there, "they are gone")
        except TimeoutError:
            raise AssertionError(f"left behind: {living() - before}") from None
