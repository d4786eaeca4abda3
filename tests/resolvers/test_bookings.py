"""The use cases of bookings against a real database."""

import asyncio
from collections import Counter

from domain.booking import BookingStatus
from domain.errors import BookingConflict, HigherHoldExists
from tests.factories import Studio


async def test_of_200_simultaneous_bookings_of_one_slot_one_wins(studio: Studio) -> None:
    artist = await studio.artist()

    async def attempt() -> str:
        try:
            await studio.book(artist, status=BookingStatus.CONFIRMED)
        except BookingConflict as refusal:
            assert len(refusal.conflicts) == 1
            return "conflict"
        return "saved"

    answers = Counter(await asyncio.gather(*(attempt() for _ in range(200))))
    assert answers == {"saved": 1, "conflict": 199}


async def test_a_pencil_over_a_better_hold_of_another_project_is_refused(studio: Studio) -> None:
    artist = await studio.artist()
    hold = await studio.book(artist, project_id=await studio.project())
    try:
        await studio.book(
            artist, status=BookingStatus.PENCIL, project_id=await studio.project("Other")
        )
    except HigherHoldExists as refusal:
        assert refusal.holds == (hold,)
    else:
        raise AssertionError
