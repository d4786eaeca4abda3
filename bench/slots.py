"""Free places for new bookings: in the part of each slot that the loaded data leave free."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from uuid import UUID

from bench.seats import Seat
from bench.studios import FREE, Studio

LENGTH, MINUTE = timedelta(minutes=15), timedelta(minutes=1)


@dataclass(frozen=True)
class Place:
    """When whom to book for what; nobody else gets this place."""

    artist_id: UUID
    project_id: UUID
    start: datetime
    end: datetime


def of_one(studio: Studio, seat: Seat) -> Iterator[tuple[Seat, Place]]:
    """All free places of a studio, artist by artist, so that neighbours in time come late."""
    return _places(studio, seat, range(_each(studio)))


def of_all(studios: Sequence[Studio], seats: Sequence[Seat]) -> Iterator[tuple[Seat, Place]]:
    """The free places of all studios in turn, so that each next one is another studio's.

    From behind: of a studio in use by `of_one` these are other places, while there are enough.
    """
    each = [
        _places(studio, seat, reversed(range(_each(studio))))
        for studio, seat in zip(studios, seats, strict=True)
    ]
    return (found for found in chain.from_iterable(zip_longest(*each)) if found)


def _each(studio: Studio) -> int:
    """How many places one slot has."""
    return (studio.slot * (1 - FREE) - MINUTE) // LENGTH


def _places(studio: Studio, seat: Seat, within: Iterable[int]) -> Iterator[tuple[Seat, Place]]:
    for nth in within:
        for slot in range(studio.slots):
            exactly = studio.first_day + studio.slot * (slot + FREE) + nth * LENGTH
            start = exactly.replace(second=0, microsecond=0) + MINUTE
            for number, artist_id in enumerate(seat.artists):
                project_id = seat.projects[(number + slot) % len(seat.projects)]
                yield seat, Place(artist_id, project_id, start, start + LENGTH)
