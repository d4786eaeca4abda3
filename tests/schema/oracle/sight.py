"""Rows as an artist is to know them, by the words of the contract: less of them, and with less."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from tests.schema.oracle.bookings import status
from tests.schema.oracle.rows import Row, Rows

BUSY = ("id", "artist_id", "start_time", "end_time", "status", "version", "created_at")
FACTS = ("artist_id", "start_time", "end_time", "status")


def as_seen(rows: Rows, user_id: UUID, now: datetime) -> Rows:
    """The studio as the artist `user_id` sees it."""
    own = rows.find("artists", "user_id", user_id)
    me = own["id"] if own else None
    sees_busy = rows.of("tenants")[0]["artists_see_busy"]
    mine = [row for row in rows.of("bookings") if row["artist_id"] == me]
    others = [
        row
        for row in rows.of("bookings")
        if row["artist_id"] != me and sees_busy and status(row, now) != "CANCELLED"
    ]
    work = {row["project_id"] for row in mine}, {row["phase_id"] for row in mine}
    seen = {
        "artists": [row if row["id"] == me else masked_artist(row) for row in rows.of("artists")],
        "projects": [row for row in rows.of("projects") if row["id"] in work[0]],
        "phases": [row for row in rows.of("phases") if row["id"] in work[1]],
        "bookings": [*mine, *map(busy, others)],
        "challenges": [],
        "booking_reasons": [],
    }
    events = [*seen_events(rows.of("events"), str(me), sees_busy=sees_busy)]
    known = {str(row["id"]) for table in ("projects", "phases") for row in seen[table]} | {str(me)}
    kept = [
        e
        for e in events
        if e["aggregate_type"] == "booking"
        or str(e["aggregate_id"]) in known
        or (e["aggregate_type"] == "hold" and e["data"]["facts"]["artist_id"] == str(me))
    ]
    return Rows({**rows.tables, **seen, "events": kept})


def masked_artist(row: Row) -> Row:
    return {**row, "email": None, "user_id": None, "hourly_rate": None}


def busy(row: Row) -> Row:
    shown = {*BUSY, "updated_at"}
    return {key: value if key in shown else None for key, value in row.items()}


def seen_events(events: Any, me: str, *, sees_busy: bool) -> Iterator[Row]:
    """Of booking events what is to be known of them; the others as they are."""
    for event in events:
        if event["aggregate_type"] != "booking":
            yield event
            continue
        moments = {name: event["data"].get(name) for name in ("facts", "previous")}
        told = {name: of_moment(state, me, name, sees_busy) for name, state in moments.items()}
        data = {"data": told}
        if any(state and state["artist_id"] == me for state in moments.values()):
            yield {**event, **data}
        elif sees_busy and any(s and s["status"] != "cancelled" for s in moments.values()):
            yield {**event, **data, "actor_id": None, "request_id": None}


def of_moment(
    state: Mapping[str, Any] | None, me: str, name: str, sees_busy: bool
) -> Mapping[str, Any] | None:
    if state is None or state["artist_id"] == me:
        return state
    if name == "previous" or not sees_busy:
        return None
    return {key: value if key in FACTS else None for key, value in state.items()}
