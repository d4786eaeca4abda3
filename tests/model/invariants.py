"""What holds in a studio whatever has been done in it: checked against the tables and the log."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations, groupby
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, literal, select

from db.queries import booking_rows
from db.queries.bookings import booking_of
from db.tables import bookings, challenges, events
from domain.booking import BLOCKING, Booking, BookingStatus
from domain.event import Facts, facts_of
from domain.window import Window
from tests.factories import Studio

HOLD, PENCIL, CONFIRMED, CANCELLED = (status.value for status in BookingStatus)
SIDES = ("challenger_id", "challenged_id")
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

PAGE = 5_000
"""Events that are read at once, more than any request makes."""


@dataclass(frozen=True)
class Request:
    """What one request did: the last of its revisions, and the versions it made of bookings."""

    revision: int
    versions: dict[UUID, int]


@dataclass
class Ledger:
    """A log as it is read on and folded, booking by booking, in the order of the revisions."""

    revision: int = 0
    changes: int = 0
    state: dict[UUID, tuple[int, Facts]] = field(default_factory=dict)
    challenges: dict[UUID, tuple[int, Facts]] = field(default_factory=dict)
    promoted: dict[UUID, int] = field(default_factory=dict)
    """Of the holds that moved up with the last request, if it is new, the rank that was told."""
    requests: list[Request] = field(default_factory=list)
    _blocking: dict[str, dict[UUID, Window]] = field(default_factory=lambda: defaultdict(dict))

    async def read_on(self, studio: Studio) -> int:
        """Fold what is new in the log, and answer how many changes that was.

        An attempt that clashed is in the log, and is none.
        """
        before = self.changes
        self.promoted.clear()
        while rows := await self._page(studio):
            # The last request of a full page may go on in the next one.
            whole = [list(rows) for _, rows in groupby(rows, key=lambda row: row.request_id)]
            for together in whole if len(rows) < PAGE else whole[:-1]:
                self._take(together)
            if len(rows) < PAGE:
                break
        return self.changes - before

    async def _page(self, studio: Studio) -> list[Any]:
        query = select(events).where(events.c.revision > self.revision)
        async with studio.db.tenant(studio.actor()) as session:
            found = await session.execute(query.order_by(events.c.revision).limit(PAGE))
            return list(found.all())

    def _take(self, rows: list[Any]) -> None:
        touched: dict[UUID, int] = {}
        self.promoted.clear()
        for row in rows:
            assert row.revision == self.revision + 1, "a revision is missing"
            self.revision = row.revision
            self.changes += row.aggregate_type != "conflict"
            if row.type == "hold_promoted":
                self.promoted[UUID(row.data["facts"]["booking_id"])] = row.data["facts"]["rank"]
            if row.aggregate_type == "challenge":
                known, before = self.challenges.get(row.aggregate_id, (0, None))
                assert (row.data.get("previous"), row.version) == (before, known + 1)
                self.challenges[row.aggregate_id] = row.version, row.data["facts"]
            if row.aggregate_type == "booking":
                self._fold(row.aggregate_id, row.version, row.type, row.data, row.occurred_at)
                touched[row.aggregate_id] = row.version
        self.requests.append(Request(self.revision, touched))
        for booking_id in touched:
            self._refuse_overlap(booking_id)

    def _refuse_overlap(self, booking_id: UUID) -> None:
        """An artist has one blocking booking at a time, after each request."""
        artist = str(self.state[booking_id][1]["artist_id"])
        own = self._blocking[artist].get(booking_id)
        for other_id, other in self._blocking[artist].items():
            clash = own is not None and other_id != booking_id and own.overlaps(other)
            assert not clash, f"{booking_id} and {other_id} overlap at revision {self.revision}"

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
        if previous:
            self._blocking[str(previous["artist_id"])].pop(booking_id, None)
        if facts["status"] in (PENCIL, CONFIRMED):
            start, end = (datetime.fromisoformat(str(facts[n])) for n in ("start_time", "end_time"))
            self._blocking[str(facts["artist_id"])][booking_id] = Window(start, end)

    @property
    def open_challenges(self) -> list[UUID]:
        return [each for each, (_, its) in self.challenges.items() if its["status"] == "open"]

    def rivalries(self, *, at: datetime) -> list[tuple[UUID, UUID]]:
        """Holds with what stands before them, by their facts."""
        queue = [
            (booking_id, facts)
            for booking_id, (_, facts) in self.state.items()
            if facts["status"] in (HOLD, PENCIL) and not _ran_out(facts, at)
        ]
        return [
            (one, other)
            for one, its in queue
            for other, theirs in queue
            if one != other
            and its["status"] == HOLD
            and its["artist_id"] == theirs["artist_id"]
            and (its["project_id"] is None or its["project_id"] != theirs["project_id"])
            and str(its["start_time"]) < str(theirs["end_time"])
            and str(theirs["start_time"]) < str(its["end_time"])
            and (theirs["status"] == PENCIL or str(theirs["queued_at"]) < str(its["queued_at"]))
        ]

    def tentative(self, project_id: UUID | None, *, at: datetime) -> list[UUID]:
        """The live holds and pencils of a project."""
        return [
            booking_id
            for booking_id, (_, facts) in self.state.items()
            if facts["project_id"] == str(project_id)
            and facts["status"] in (HOLD, PENCIL)
            and not _ran_out(facts, at)
        ]


async def check(studio: Studio, ledger: Ledger) -> None:
    """Hold the tables against the ledger, and the bookings against one another."""
    t = bookings.alias()
    rank = booking_rows.hold_rank(t, literal(studio.now, DateTime(timezone=True)))
    async with studio.db.tenant(studio.actor()) as session:
        rows = (await session.execute(select(t, rank.label("rank")))).all()
        contests = (await session.execute(select(challenges))).all()
    found = {row.id: (row.version, facts_of("booking", row._asdict())) for row in rows}
    assert found == ledger.state, "the log does not fold into the tables"
    made = {row.id: (row.version, facts_of("challenge", row._asdict())) for row in contests}
    assert made == ledger.challenges, "the log does not fold into the challenges"
    for _, facts in made.values():
        if facts["status"] == "open":
            contested(*(ledger.state[UUID(str(facts[side]))][1] for side in SIDES))
    there = [booking_of(row) for row in rows]
    calendars: dict[UUID, list[Booking]] = defaultdict(list)
    for booking in there:
        if booking.is_live(studio.now):
            calendars[booking.artist_id].append(booking)
    for calendar in calendars.values():
        no_overlap(calendar)
    for row, booking in zip(rows, there, strict=True):
        near = calendars[booking.artist_id]
        assert row.rank == naive_rank(booking, near, at=studio.now)
        told = ledger.promoted.get(booking.id, row.rank)
        assert told == row.rank, "whoever moved up was told of another rank"


def contested(challenger: Facts, challenged: Facts) -> None:
    """What an open challenge is between: a hold, and a hold or pencil of the same artist."""
    assert challenger["status"] == HOLD
    assert challenged["status"] in (HOLD, PENCIL)
    assert challenger["artist_id"] == challenged["artist_id"]
    assert str(challenger["start_time"]) < str(challenged["end_time"])
    assert str(challenged["start_time"]) < str(challenger["end_time"])


def no_overlap(there: Sequence[Booking]) -> None:
    """Of one artist's bookings only one blocks at a time."""
    blocking = [booking for booking in there if booking.status in BLOCKING]
    for one, other in combinations(blocking, 2):
        assert not one.window.overlaps(other.window), f"{one} and {other} overlap"


def naive_rank(hold: Booking, there: Sequence[Booking], *, at: datetime) -> int | None:
    """The worst rank over the instants of a hold, each looked at by itself; None: no live hold."""
    if hold.status is not BookingStatus.HOLD or not hold.is_live(at):
        return None
    ahead = [
        other
        for other in there
        if other.id != hold.id
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
