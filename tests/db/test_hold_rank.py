"""What SQL computes of a booking, held against the rules of `domain.booking`."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import DateTime, Row, Subquery, literal, select

from db.queries import booking_rows, queue_rows
from db.tables import bookings
from domain.booking import BLOCKING, Booking, BookingStatus, EndReason, hold_rank
from domain.queue import day_ranks, is_backup, rivals
from domain.window import Window
from tests.domain.calendars import GRID, NOW, at, booking, window
from tests.factories import Studio

CALENDARS = 400
MOST = 12
"""Bookings in a calendar."""
CHANGES = [(3, 14), (11, 7), (3, 28), (10, 31), (4, 4), (10, 3)]
"""Months and days of 2027 on which the clocks change in New York, Berlin or on Lord Howe."""


@dataclass(frozen=True)
class Calendar:
    """All bookings of one artist."""

    artist_id: UUID
    bookings: Sequence[Booking]


def random_calendars(chance: random.Random, projects: Sequence[UUID]) -> Iterator[Calendar]:
    """Crowded calendars, as far as the constraints let them be: blocking bookings do not clash."""
    for _ in range(CALENDARS):
        artist_id = UUID(int=chance.getrandbits(128))
        made: list[Booking] = []
        for _ in range(chance.randint(1, MOST)):
            drawn = random_booking(chance, artist_id, projects)
            clashes = drawn.status in BLOCKING and any(
                other.status in BLOCKING and drawn.window.overlaps(other.window) for other in made
            )
            made.append(replace(drawn, status=BookingStatus.HOLD) if clashes else drawn)
        yield Calendar(artist_id, made)


def random_booking(
    chance: random.Random, artist_id: UUID, projects: Sequence[UUID | None]
) -> Booking:
    start, end = sorted(chance.sample(range(GRID + 1), 2))
    status = chance.choices(list(BookingStatus), weights=[6, 2, 1, 1])[0]
    expiring = status in (BookingStatus.HOLD, BookingStatus.CANCELLED)
    drawn = booking(
        artist_id=artist_id,
        project=chance.choice([None, *projects]),
        window=window(start, end),
        status=status,
        queued=chance.randint(0, 3),
        expires=chance.choice([None, None, 59, 60, 61]) if expiring else None,
    )
    return replace(drawn, id=UUID(int=chance.getrandbits(128)))


async def insert(
    connection: asyncpg.Connection, studio: Studio, calendars: Sequence[Calendar]
) -> None:
    """Write the calendars by plain SQL, past everything that would rule on them."""
    await connection.executemany(
        "insert into artists (tenant_id, id, name, name_key, employment, time_zone)"
        " values ($1, $2, 'A', 'a', 'staff', 'UTC')",
        [(studio.id, calendar.artist_id) for calendar in calendars],
    )
    await connection.executemany(
        "insert into bookings (tenant_id, id, artist_id, project_id, start_time, end_time, status,"
        " queued_at, expires_at, end_reason, fingerprint)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')",
        [
            (
                studio.id,
                b.id,
                b.artist_id,
                b.project_id,
                b.window.start,
                b.window.end,
                b.status.value,
                b.queued_at,
                b.expires_at,
                b.end_reason and b.end_reason.value,
            )
            for calendar in calendars
            for b in calendar.bookings
        ],
    )


async def computed(studio: Studio, artist_id: UUID, now: datetime) -> dict[UUID, Row[Any]]:
    """What SQL makes of an artist's bookings at an instant, in one statement as the API role."""
    t = bookings.alias()
    instant = literal(now, DateTime(timezone=True))
    query = select(
        t.c.id,
        booking_rows.hold_rank(t, instant).label("hold_rank"),
        booking_rows.is_backup(t, instant).label("is_backup"),
        booking_rows.status(t, instant).label("status"),
        booking_rows.end_reason(t, instant).label("end_reason"),
        booking_rows.is_live(t, instant).label("is_live"),
        booking_rows.has_status(t, ["hold", "confirmed"], instant).label("is_hold_or_confirmed"),
    ).where(t.c.artist_id == artist_id)
    async with studio.db.tenant(studio.actor()) as session:
        return {row.id: row for row in await session.execute(query)}


async def worked_out(studio: Studio, relation: Subquery) -> list[dict[str, Any]]:
    """All of a relation over the bookings, as the API role."""
    async with studio.db.tenant(studio.actor()) as session:
        return [dict(row._mapping) for row in await session.execute(select(relation))]


def expected(one: Booking, calendar: Calendar) -> dict[str, Any]:
    """The same by the rules."""
    live = one.is_live(NOW)
    ranked = live and one.status is BookingStatus.HOLD
    ran_out = one.status is BookingStatus.HOLD and not live
    status = BookingStatus.CANCELLED if ran_out else one.status
    reason = EndReason.EXPIRED if ran_out else one.end_reason
    return {
        "id": one.id,
        "hold_rank": hold_rank(one, calendar.bookings, at=NOW) if ranked else None,
        "is_backup": is_backup(one, calendar.bookings) if ranked else None,
        "status": status.value,
        "end_reason": reason and reason.value,
        "is_live": live,
        "is_hold_or_confirmed": status in (BookingStatus.HOLD, BookingStatus.CONFIRMED),
    }


async def test_sql_ranks_and_ends_bookings_exactly_as_the_rules_do(
    studio: Studio, superuser: asyncpg.Connection
) -> None:
    chance = random.Random(1976)
    projects = [await studio.project(name) for name in ("Feature", "Series", "Trailer")]
    calendars = list(random_calendars(chance, projects))
    await insert(superuser, studio, calendars)
    ranks, ended = set(), 0
    for calendar in calendars:
        rows = await computed(studio, calendar.artist_id, NOW)
        found = {row_id: dict(row._mapping) for row_id, row in rows.items()}
        assert found == {one.id: expected(one, calendar) for one in calendar.bookings}
        ranks |= {row.hold_rank for row in rows.values()}
        ended += sum(row.end_reason == "expired" for row in rows.values())
    # The calendars were worth the while: deep queues, unranked bookings, holds that ran out.
    assert {None, 1, 2, 3, 4, 5} <= ranks
    assert ended > CALENDARS / 4


async def test_sql_finds_the_rivals_that_the_rules_find(
    studio: Studio, superuser: asyncpg.Connection
) -> None:
    chance = random.Random(1927)
    projects = [await studio.project(name) for name in ("Feature", "Series")]
    calendars = list(random_calendars(chance, projects))
    await insert(superuser, studio, calendars)
    rows = await worked_out(studio, queue_rows.rivals(literal(NOW, DateTime(timezone=True))))
    found = {(r["booking_id"], r["rival_id"]): Window(r["start_time"], r["end_time"]) for r in rows}
    assert len(found) == len(rows)
    assert found == {
        (one.id, rival.id): Window(
            max(one.window.start, rival.window.start), min(one.window.end, rival.window.end)
        )
        for calendar in calendars
        for one in calendar.bookings
        for rival in rivals(one, calendar.bookings, at=NOW)
    }
    assert len(found) > 3 * CALENDARS


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe"])
async def test_sql_ranks_each_day_as_the_rules_do_when_the_clocks_change(
    studio: Studio, superuser: asyncpg.Connection, zone: str
) -> None:
    chance = random.Random(zone)
    projects = [await studio.project(name) for name in ("Feature", "Series", "Trailer")]
    calendars = [_stretched(one, chance) for one in list(random_calendars(chance, projects))[:60]]
    await insert(superuser, studio, calendars)
    await superuser.execute("update artists set time_zone = $1", zone)
    now = literal(NOW, DateTime(timezone=True))
    rows = await worked_out(studio, queue_rows.day_ranks(now))
    found = {(row["booking_id"], row["day"]): row["rank"] for row in rows}
    assert len(found) == len(rows)
    assert found == {
        (one.id, day): rank
        for calendar in calendars
        for one in calendar.bookings
        if one.status is BookingStatus.HOLD and one.is_live(NOW)
        for day, rank in day_ranks(one, calendar.bookings, zone, at=NOW).items()
    }
    assert {1, 2, 3} <= set(found.values())


def _stretched(calendar: Calendar, chance: random.Random) -> Calendar:
    """The calendar with its minutes as hours, around a night in which the clocks change."""
    night = chance.choice([datetime(2027, month, day, tzinfo=UTC) for month, day in CHANGES])

    def moved(instant: datetime) -> datetime:
        return night + (instant - at(0)) * 360 - timedelta(hours=36)

    return replace(
        calendar,
        bookings=[
            replace(b, window=Window(moved(b.window.start), moved(b.window.end)))
            for b in calendar.bookings
        ],
    )


async def test_a_queue_of_hundreds_is_ranked_as_well(
    studio: Studio, superuser: asyncpg.Connection
) -> None:
    projects = [await studio.project("Feature"), await studio.project("Series")]
    chance = random.Random(2027)
    artist_id = UUID(int=chance.getrandbits(128))
    holds = [random_booking(chance, artist_id, projects) for _ in range(300)]
    calendar = Calendar(artist_id, [h for h in holds if h.status not in BLOCKING])
    await insert(superuser, studio, [calendar])
    rows = await computed(studio, artist_id, NOW)
    for one in calendar.bookings:
        assert dict(rows[one.id]._mapping) == expected(one, calendar)


async def test_another_studios_holds_do_not_count(
    studio: Studio, other_studio: Studio, superuser: asyncpg.Connection
) -> None:
    """Even under the same artist id, which two studios may come to have."""
    mine, theirs = booking(1, project=None, queued=1), booking(2, project=None, queued=0)
    for owner, hold in ((studio, mine), (other_studio, theirs)):
        await insert(superuser, owner, [Calendar(hold.artist_id, [hold])])
    rows = await computed(studio, mine.artist_id, NOW)
    assert {row_id: row.hold_rank for row_id, row in rows.items()} == {mine.id: 1}


async def test_a_hold_over_a_year_long_booking_of_others_sees_it(
    studio: Studio, superuser: asyncpg.Connection
) -> None:
    """The bound on the length of bookings narrows the search by index; it must not lose any."""
    day = 24 * 60
    longest = booking(1, project=None, time=(1 - 366 * day, 1), queued=0)
    mine = booking(2, project=None, time=(0, 10), queued=1)
    await insert(superuser, studio, [Calendar(mine.artist_id, [longest, mine])])
    now = datetime(2027, 3, 1, tzinfo=UTC)
    rows = await computed(studio, mine.artist_id, now)
    assert at(0) == now
    assert rows[mine.id].hold_rank == 2
    assert hold_rank(mine, [longest], at=now) == 2
