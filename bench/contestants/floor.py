"""The floor: SQL by hand behind bare routes, its week in one of two forms."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from bench.contestants.contestant import Writer
from bench.contestants.uvicorn import uvicorn
from bench.request import get, instant, post
from bench.seats import Seat
from bench.slots import Place


class Floor(Writer):
    """`bench/floor`."""

    form = "cte"
    name = "Floor"

    def command(self) -> Sequence[str]:
        return uvicorn("bench.floor.app:from_env")

    def environ(self, port: int) -> Mapping[str, str]:
        return {**self.basic_environ(port), "FORM": self.form}

    def week(self, seat: Seat, start: datetime, end: datetime) -> bytes:
        return get(f"/week?from={instant(start)}&to={instant(end)}", seat.headers)

    def one(self, seat: Seat, booking_id: UUID) -> bytes:
        return get(f"/bookings/{booking_id}", seat.headers)

    def create(self, seat: Seat, place: Place) -> bytes:
        wanted = {
            "artistId": place.artist_id,
            "projectId": place.project_id,
            "startTime": instant(place.start),
            "endTime": instant(place.end),
        }
        return post("/bookings", wanted, seat.headers)

    def artists(self, answer: Any) -> Sequence[Mapping[str, Any]]:
        artists: Sequence[Mapping[str, Any]] = answer["artists"]
        return artists

    def booking(self, answer: Any) -> Mapping[str, Any]:
        booking: Mapping[str, Any] = answer
        return booking

    def created(self, answer: Any) -> Mapping[str, Any]:
        return self.booking(answer)


class LateralFloor(Floor):
    """The same with the week nested as it is thought."""

    form = "lateral"
    name = "Floor, lateral JSON"
