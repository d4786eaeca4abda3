"""What holds in a studio whatever has been done in it: checked against the tables and the log."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from uuid import UUID

from sqlalchemy import DateTime, literal, select

from db.queries import booking_rows
from db.queries.bookings import booking_of
from db.tables import bookings, events
from domain.booking import BLOCKING, Booking, BookingStatus
from domain.event import Facts, facts_of
from tests.factories import Studio

HOLD, PENCIL, CONFIRMED, CANCELLED = (status.value for status in BookingStatus)
LIVE = (HOLD, PENCIL, CONFIRMED)
QUEUED = (BookingStatus.HOLD, BookingStatus.PENCIL)

TRANSITIONS: dict[str, set[tuple[str | None, str]]] = {
    "booking_created": {(None, status) for status in LIVE},
    # Firmness is lost without a step of its own where its gain is undone.
    "booking_updated": {*((status, status) for status in LIVE), (PENCIL, HOLD), (CONFIRMED, HOLD)},
    "booking_pencilled": {(HOLD, PENCIL), (CONFIRMED, PENCIL)},
    "booking_confirmed": {(HOLD, CONFIRMED), (PENCIL, CONFIRMED)},
    "booking_cancelled": {(status, CANCELLED) for status in LIVE},
    "booking_restored": {(CANCELLED, status) for status in LIVE} | {(HOLD, HOLD)},
}
"""Of each event the statuses before and after it. There are no others."""


@dataclass
class Ledger:
    """A log as it is read on and folded: the version and facts of each booking."""

    revision: int = 0
    state: dict[UUID, tuple[int, Facts]] = field(default_factory=dict)

    async def read_on(self, studio: Studio) -> int:
        """Fold what is new in the log, and answer how much that was."""
        query = select(events).where(events.c.revision > self.revision).order_by(events.c.revision)
        async with studio.db.tenant(studio.actor()) as session:
            rows = (await session.execute(query)).all()
        for row in rows:
            assert row.revision == self.revision + 1, "a revision is missing"
            self.revision = row.revision
            if row.aggregate_type == "booking":
                self._fold(row.aggregate_id, row.version, row.type, row.data, row.occurred_at)
        return len(rows)

    def _fold(
        self,
        booking_id: UUID,
        version: int,
        kind: str,
        data: dict[str, Facts],
        occurred_at: datetime,
    ) -> None:
        facts, previous = data["facts"], data.get("previous")
        known, before = self.state.get(booking_id, (0, None))
        assert previous == before, "an event does not follow from the one before"
        assert version == known + 1, "a version is missing or doubled"
        step = (str(previous["status"]) if previous else None, str(facts["status"]))
        assert step in TRANSITIONS[kind], f"{kind} made {step[1]} of {step[0]}"
        if previous and _ran_out(previous, occurred_at):
            allowed = kind == "booking_restored" or facts["end_reason"] == "expired"
            assert allowed, f"{kind} of a hold that had run out"
        self.state[booking_id] = version, facts


async def check(studio: Studio, ledger: Ledger) -> None:
    """Hold the tables against the ledger, and the bookings against one another."""
    t = bookings.alias()
    rank = booking_rows.hold_rank(t, literal(studio.now, DateTime(timezone=True)))
    async with studio.db.tenant(studio.actor()) as session:
        rows = (await session.execute(select(t, rank.label("rank")))).all()
    found = {row.id: (row.version, facts_of("booking", row._asdict())) for row in rows}
    assert found == ledger.state, "the log does not fold into the tables"
    there = [booking_of(row) for row in rows]
    no_overlap(there)
    for row, booking in zip(rows, there, strict=True):
        assert row.rank == naive_rank(booking, there, at=studio.now)


def no_overlap(there: Sequence[Booking]) -> None:
    """An artist has one blocking booking at a time."""
    blocking = [booking for booking in there if booking.status in BLOCKING]
    for one, other in combinations(blocking, 2):
        clash = one.artist_id == other.artist_id and one.window.overlaps(other.window)
        assert not clash, f"{one} and {other} overlap"


def naive_rank(hold: Booking, there: Sequence[Booking], *, at: datetime) -> int | None:
    """The worst rank over the instants of a hold, each looked at by itself; None: no live hold."""
    if hold.status is not BookingStatus.HOLD or not hold.is_live(at):
        return None
    ahead = [
        other
        for other in there
        if other.artist_id == hold.artist_id
        and other.id != hold.id
        and (other.project_id is None or other.project_id != hold.project_id)
        and other.status in QUEUED
        and other.is_live(at)
        and (other.queued_at, other.id) < (hold.queued_at, hold.id)
    ]
    window = hold.window
    instants = {window.start, *(other.window.start for other in ahead)}
    return 1 + max(
        sum(other.window.start <= instant < other.window.end for other in ahead)
        for instant in instants
        if window.start <= instant < window.end
    )


def _ran_out(facts: Facts, at: datetime) -> bool:
    expires_at = facts["expires_at"]
    if facts["status"] != HOLD or expires_at is None:
        return False
    return datetime.fromisoformat(str(expires_at)) <= at
