"""PostGraphile 5 on Node.js, both fetched once into the data folder."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from bench.contestants.contestant import Writer
from bench.contestants.node import fetch_node, fetch_packages
from bench.data import Loaded
from bench.request import graphql, instant
from bench.seats import Seat
from bench.slots import Place

SOURCES = Path(__file__).parent.parent / "postgraphile"
LONGEST = timedelta(hours=8784)

WEEK = """
query Week($from: Datetime!, $to: Datetime!, $longest: Datetime!) {
  artists: artistsList(orderBy: [NAME_KEY_ASC, ROW_ID_ASC]) {
    id: rowId name
    bookings: bookingsByTenantIdAndArtistIdList(
      orderBy: [START_TIME_ASC, ROW_ID_ASC]
      filter: {
        startTime: { lessThan: $to, greaterThan: $longest }
        endTime: { greaterThan: $from }
      }
    ) { id: rowId startTime endTime status project: tenantProject { id: rowId name } }
  }
}
"""
ONE = """
query One($tenant: UUID!, $id: UUID!) {
  booking(tenantId: $tenant, rowId: $id) {
    id: rowId startTime endTime status artist: tenantArtist { id: rowId name }
  }
}
"""
CREATE = """
mutation Create($input: CreateBookingInput!) {
  createBooking(input: $input) { booking { id: rowId startTime endTime status version } }
}
"""


class PostGraphile(Writer):
    """`bench/postgraphile`."""

    name = "PostGraphile 5"

    def __init__(self, loaded: Loaded, cache: Path) -> None:
        """Fetch what is not in the folder `cache` yet."""
        super().__init__(loaded)
        self._node = fetch_node(cache)
        self._server = fetch_packages(self._node, SOURCES, cache / "postgraphile") / "server.mjs"

    def command(self) -> Sequence[str]:
        return [str(self._node), str(self._server)]

    def environ(self, port: int) -> Mapping[str, str]:
        production = {"NODE_ENV": "production", "GRAPHILE_ENV": "production"}
        return {**self.basic_environ(port), **production}

    def week(self, seat: Seat, start: datetime, end: datetime) -> bytes:
        variables = {
            "from": instant(start),
            "to": instant(end),
            "longest": instant(start - LONGEST),
        }
        return graphql(WEEK, variables, seat.headers)

    def one(self, seat: Seat, booking_id: UUID) -> bytes:
        return graphql(ONE, {"tenant": seat.tenant_id, "id": booking_id}, seat.headers)

    def create(self, seat: Seat, place: Place) -> bytes:
        wanted = {
            "artistId": place.artist_id,
            "projectId": place.project_id,
            "startTime": instant(place.start),
            "endTime": instant(place.end),
            "status": "confirmed",
        }
        return graphql(CREATE, {"input": {"booking": wanted}}, seat.headers)
