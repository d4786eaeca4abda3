"""Production Tool as it is served in production, with everything on."""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from app.dev_issuer import DevIssuer
from app.settings import Settings
from bench.contestants.contestant import POOL_SIZE, Writer
from bench.data import Loaded
from bench.request import graphql, instant
from bench.seats import Seat
from bench.slots import Place
from db.queries.identity import Member
from domain.roles import Role

WEEK = """
query Week($from: DateTime!, $to: DateTime!) {
  artists(first: 200) {
    nodes {
      id name
      bookings(from: $from, to: $to) { id startTime endTime status project { id name } }
    }
  }
}
"""
ONE = """
query One($id: ID!) {
  booking(id: $id) { id startTime endTime status artist { id name } }
}
"""
CREATE = """
mutation Create($input: CreateBookingInput!) {
  createBooking(input: $input) {
    ... on BookingSaved { booking { id startTime endTime status version } revision }
    ... on UserError { code message }
  }
}
"""


class Ours(Writer):
    """`production-tool serve`, asked with a token of its own development key."""

    name = "Production Tool"

    def __init__(self, loaded: Loaded, key: Path, redis_url: str = "") -> None:
        super().__init__(loaded)
        self._key = key
        self._redis_url = redis_url
        self._issuer = DevIssuer.from_file(key)
        self._tokens: dict[UUID, str] = {}

    def command(self) -> Sequence[str]:
        return [sys.executable, "-m", "app.cli", "serve"]

    def environ(self, port: int) -> Mapping[str, str]:
        # What the operator has set for a server of their own is not to meddle.
        cleared = {row.name: "" for row in Settings.table() if row.name in os.environ}
        return {
            **cleared,
            **self.basic_environ(port),
            "AUTH_DEV_KEY_FILE": str(self._key.resolve()),
            "DATABASE_POOL_SIZE": str(POOL_SIZE),
            "REDIS_URL": self._redis_url,
            # A few seats stand for many people.
            "RATE_LIMIT_ACTOR": "0",
            "RATE_LIMIT_STUDIO": "0",
            "CONNECTIONS_PER_USER": "0",
            "CONNECTIONS_PER_STUDIO": "0",
            "CONNECTIONS_PER_ADDRESS": "0",
            "SUBSCRIPTIONS_PER_USER": "0",
        }

    def week(self, seat: Seat, start: datetime, end: datetime) -> bytes:
        variables = {"from": instant(start), "to": instant(end)}
        return graphql(WEEK, variables, self.headers(seat))

    def one(self, seat: Seat, booking_id: UUID) -> bytes:
        return graphql(ONE, {"id": booking_id}, self.headers(seat))

    def create(self, seat: Seat, place: Place) -> bytes:
        wanted = {
            "artistId": place.artist_id,
            "projectId": place.project_id,
            "startTime": instant(place.start),
            "endTime": instant(place.end),
            "status": "CONFIRMED",
        }
        return graphql(CREATE, {"input": wanted}, self.headers(seat))

    def artists(self, answer: Any) -> Sequence[Mapping[str, Any]]:
        artists: Sequence[Mapping[str, Any]] = answer["data"]["artists"]["nodes"]
        return artists

    def headers(self, seat: Seat) -> Mapping[str, str]:
        """Who asks, for our own server."""
        if seat.tenant_id not in self._tokens:
            member = Member(
                seat.user_id,
                seat.email,
                "Robin Manager",
                Role.MANAGER,
                seat.tenant_id,
                seat.slug,
                seat.slug,
            )
            self._tokens[seat.tenant_id] = self._issuer.issue(member)
        return {"authorization": f"Bearer {self._tokens[seat.tenant_id]}"}
