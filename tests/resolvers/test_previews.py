"""A preview says what the mutation is going to say, whatever the calendar looks like."""

import random
from collections import Counter
from collections.abc import Awaitable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, literal, select

from db.queries import booking_rows
from db.tables import bookings as table
from domain.booking import BookingStatus
from domain.draft import Draft
from domain.errors import BookingConflict, HigherHoldExists, Refusal
from resolvers.bookings import create_booking, update_booking
from resolvers.change import Saved
from resolvers.previews import Preview, preview_change, preview_creation
from tests.factories import Studio, hours
from tests.resolvers.life import Life
from tests.resolvers.records import log, stored

STEPS = 120


async def test_what_a_preview_says_is_what_comes_of_it(studio: Studio) -> None:
    seen: Counter[str] = Counter()
    for seed in range(3):
        seen += await compare(studio, random.Random(seed))
    assert {"BookingConflict", "HigherHoldExists", "InvalidInput"} <= seen.keys(), seen
    assert seen["saved"] > STEPS / 2, seen


async def compare(studio: Studio, chance: random.Random) -> Counter[str]:
    """Ask first and then do, at random, and answer what came of it."""
    life = Life(studio, chance)
    await life.begin()
    seen: Counter[str] = Counter()
    for _ in range(STEPS):
        if chance.random() < 0.3:
            await life.go_on(1)
        studio = life.studio = life.studio.at(life.studio.now + timedelta(minutes=1))
        ctx = studio.context()
        override = chance.random() < 0.3
        why = "They agreed" if override else None
        if life.bookings and chance.random() < 0.7:
            booking, changes = chance.choice(life.bookings), wishes(life)
            preview = await answer(preview_change(ctx, booking, changes, override=override))
            outcome = await answer(update_booking(ctx, booking, changes, override=why))
        else:
            (firm,) = chance.choices(list(BookingStatus), weights=[6, 4, 2, 1])
            draft = Draft(**{"artist_id": chance.choice(life.artists), **wishes(life)}, status=firm)
            preview = await answer(preview_creation(ctx, draft, override=override))
            outcome = await answer(create_booking(ctx, draft, override=why))
        if isinstance(outcome, Refusal):
            refusal = preview.refusal if isinstance(preview, Preview) else preview
            assert said(refusal) == said(outcome)
            seen[type(outcome).__name__] += 1
        else:
            await agree(studio, preview, outcome)
            life.bookings.append(outcome.id)
            seen["saved"] += 1
    return seen


def wishes(life: Life) -> dict[str, Any]:
    """A time by instants or days, whole or in part, somebody else, other work: any of these."""
    chance = life.chance
    first = date(2027, 3, 1) + timedelta(days=chance.randrange(3))
    start = chance.randrange(6)
    at = hours(start, start + chance.randint(1, 3), day=chance.randrange(2))
    days = {"start_date": first, "end_date": first + timedelta(days=chance.randint(-1, 2))}
    time = chance.choice([at, at, days, days, {"end_time": at["end_time"]}, {}])
    other = {"artist_id": chance.choice(life.artists)} if chance.random() < 0.3 else {}
    work = {"project_id": chance.choice([None, *life.projects])} if chance.random() < 0.7 else {}
    return {**time, **other, **work}


async def answer(asked: Awaitable[Any]) -> Any:
    try:
        return await asked
    except Refusal as refusal:
        return refusal


def said(refusal: Refusal | None) -> tuple[Any, ...]:
    match refusal:
        case BookingConflict(conflicts=ids) | HigherHoldExists(holds=ids):
            return type(refusal), set(ids)
    assert refusal is not None, "the preview saw nothing against it"
    return type(refusal), refusal.message, refusal.path


async def agree(studio: Studio, preview: Any, saved: Saved) -> None:
    """Hold a preview against what has come of it."""
    assert isinstance(preview, Preview), preview
    assert preview.refusal is None
    assert [w.code for w in preview.warnings] == [w.code for w in saved.warnings]
    expected = preview.outlook.booking
    row = await stored(studio, "booking", saved.id)
    assert (row.artist_id, row.project_id, row.start_time, row.end_time, row.queued_at) == (
        expected.artist_id,
        expected.project_id,
        expected.window.start,
        expected.window.end,
        expected.queued_at,
    )
    entries = await log(studio)
    together = [e for e in entries if e.request_id == entries[-1].request_id]
    # Where the change decides a challenge, another booking is confirmed with it and has no rank.
    alone = {e.aggregate_id for e in together if e.aggregate_type == "booking"} == {saved.id}
    if alone and expected.is_live(studio.now):
        assert preview.outlook.rank == await rank(studio, saved.id)


async def rank(studio: Studio, booking_id: UUID) -> int | None:
    t = table.alias()
    now = literal(studio.now, DateTime(timezone=True))
    async with studio.db.tenant(studio.actor()) as session:
        query = select(booking_rows.hold_rank(t, now)).where(t.c.id == booking_id)
        found: int | None = (await session.execute(query)).scalar_one()
    return found


async def test_a_preview_writes_nothing_and_locks_nothing(studio: Studio) -> None:
    artist = await studio.artist()
    booking = await studio.book(artist)
    before = await log(studio)
    ctx = studio.at(studio.now + timedelta(hours=1)).context()
    async with studio.db.tenant(ctx.actor) as session:
        await session.execute(select(table).where(table.c.id == booking).with_for_update())
        preview = await preview_change(ctx, booking, hours(1, 2))
    assert preview.requeued
    assert await log(studio) == before
