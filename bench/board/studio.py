"""The studio on the board: 500 artists with 50,000 bookings in a year."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import orjson

from app.refusal import Refusal
from bench.contestants.ours import Ours
from bench.measurement import ask
from bench.request import graphql, instant
from bench.seats import Seat
from bench.servers import Server
from bench.studios import WEEK, Studio

YEAR = timedelta(days=365)

LOADED = """
query Loaded($after: String, $from: DateTime!, $to: DateTime!) {
  artists(first: 100, after: $after) {
    nodes {
      id name
      bookings(from: $from, to: $to) { id startTime endTime status project { name } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""

Artists = Sequence[Mapping[str, Any]]


def studio(scale: float) -> Studio:
    """The studio; a scale below 1 has fewer artists, each as busy."""
    artists = round(500 * scale)
    return Studio("board", artists=artists, bookings=100 * artists, days=YEAR.days)


def artists_of(ours: Ours, server: Server, seat: Seat) -> Artists:
    """Everybody with all their bookings, as our API tells them."""
    found: list[Mapping[str, Any]] = []
    window = {"from": instant(WEEK - YEAR / 2), "to": instant(WEEK + YEAR / 2)}
    after = None
    while True:
        question = graphql(LOADED, {"after": after, **window}, ours.headers(seat))
        (body,) = ask(server.port, [question])
        page = orjson.loads(body).get("data", {}).get("artists")
        if page is None:
            raise Refusal(f"{server.name} did not tell its artists: {body[:500].decode()}")
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]
