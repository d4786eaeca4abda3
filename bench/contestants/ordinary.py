"""The ordinary way: Strawberry, the ORM and dataloaders, as most would write it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from bench.contestants.contestant import Contestant
from bench.contestants.uvicorn import uvicorn
from bench.request import graphql, instant
from bench.seats import Seat

WEEK = """
query Week($from: DateTime!, $to: DateTime!) {
  artists {
    id name
    bookings(start: $from, end: $to) { id startTime endTime status project { id name } }
  }
}
"""
ONE = """
query One($id: UUID!) {
  booking(id: $id) { id startTime endTime status artist { id name } }
}
"""


class Ordinary(Contestant):
    """`bench/ordinary`."""

    name = "Strawberry, ORM, dataloaders"

    def command(self) -> Sequence[str]:
        return uvicorn("bench.ordinary.app:from_env")

    def environ(self, port: int) -> Mapping[str, str]:
        return self.basic_environ(port)

    def week(self, seat: Seat, start: datetime, end: datetime) -> bytes:
        variables = {"from": instant(start), "to": instant(end)}
        return graphql(WEEK, variables, seat.headers)

    def one(self, seat: Seat, booking_id: UUID) -> bytes:
        return graphql(ONE, {"id": booking_id}, seat.headers)
