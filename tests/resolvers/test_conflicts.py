"""An attempt that clashes is an event of its own, and nothing depends on that."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest
from structlog.testing import capture_logs
from uuid_utils.compat import uuid7

from domain.booking import BookingStatus
from domain.draft import Draft
from domain.errors import BookingConflict, HigherHoldExists
from resolvers.booking_steps import confirm_booking, pencil_booking, restore_booking
from resolvers.bookings import create_booking, update_booking
from tests.factories import Studio, hours
from tests.resolvers.records import Entry, fold, log, state_of

PENCIL, CONFIRMED = BookingStatus.PENCIL, BookingStatus.CONFIRMED


async def conflicts(studio: Studio) -> list[Entry]:
    return [entry for entry in await log(studio) if entry.aggregate_type == "conflict"]


async def test_a_booking_that_could_not_be_made_is_recorded_without_its_id(studio: Studio) -> None:
    artist, project = await studio.artist(), await studio.project()
    phase = await studio.phase(project)
    taken = [
        await studio.book(artist, status=status, **hours(start, start + 1))
        for start, status in enumerate((PENCIL, CONFIRMED))
    ]
    ctx = studio.context()
    draft = Draft(
        artist_id=artist,
        status=PENCIL,
        project_id=project,
        phase_id=phase,
        notes="secret",
        **hours(0, 2),
    )
    chosen = uuid7()
    with pytest.raises(BookingConflict):
        await create_booking(ctx, draft, booking_id=chosen)
    (entry,) = await conflicts(studio)
    assert set(entry.data) == {"facts"}
    assert set(entry.data["facts"].pop("conflicts")) == set(map(str, taken))
    assert entry.facts == {
        "booking_id": None,
        "artist_id": str(artist),
        "project_id": str(project),
        "phase_id": str(phase),
        "start_time": "2027-03-01T09:00:00Z",
        "end_time": "2027-03-01T11:00:00Z",
        "status": "pencil",
    }
    assert (entry.type, entry.version) == ("booking_conflict_detected", 1)
    assert (entry.actor_id, entry.request_id) == (ctx.actor.user_id, ctx.actor.request_id)
    assert entry.occurred_at == ctx.now
    assert entry.aggregate_id != chosen
    assert fold(await log(studio)) == await state_of(studio)


async def test_a_step_of_a_booking_is_recorded_with_it_and_with_what_was_attempted(
    studio: Studio,
) -> None:
    artist, other = await studio.artist(), await studio.artist("Bo")
    taken = await studio.book(artist, status=CONFIRMED, **hours(0, 2))
    hold = await studio.book(artist, **hours(1, 3))
    elsewhere = await studio.book(other, status=PENCIL, **hours(1, 3))
    ctx = studio.context()
    for step in (pencil_booking, confirm_booking):
        with pytest.raises(BookingConflict):
            await step(ctx, hold)
    with pytest.raises(BookingConflict):
        await update_booking(ctx, elsewhere, {"artist_id": artist})
    found = [(e.facts["booking_id"], e.facts["status"]) for e in await conflicts(studio)]
    assert found == [(str(hold), "pencil"), (str(hold), "confirmed"), (str(elsewhere), "pencil")]
    for entry in await conflicts(studio):
        assert entry.facts["artist_id"] == str(artist)
        assert entry.facts["conflicts"] == [str(taken)]


async def test_other_refusals_and_holds_over_what_is_booked_are_no_conflicts(
    studio: Studio,
) -> None:
    artist = await studio.artist()
    hold = await studio.book(artist, project_id=await studio.project())
    with pytest.raises(HigherHoldExists):
        await studio.book(artist, status=CONFIRMED, project_id=await studio.project("Other"))
    await confirm_booking(studio.context(), hold)
    backup = await studio.book(artist, expires_at=studio.now.replace(year=studio.now.year + 1))
    lapsed = studio.at(studio.now.replace(year=studio.now.year + 2)).context()
    await restore_booking(lapsed, backup)
    assert await conflicts(studio) == []


@pytest.fixture
async def deaf_log(superuser: asyncpg.Connection) -> AsyncIterator[None]:
    """A log that takes no conflicts."""
    await superuser.execute(
        "alter table events add constraint deaf check (aggregate_type <> 'conflict') not valid"
    )
    yield
    await superuser.execute("alter table events drop constraint deaf")


async def test_what_cannot_be_recorded_is_refused_in_the_same_words(
    studio: Studio, deaf_log: None
) -> None:
    artist = await studio.artist()
    taken = await studio.book(artist, status=CONFIRMED)
    hints: list[tuple[UUID, int]] = []
    ctx = replace(studio.context(), publish=lambda *hint: hints.append(hint))
    with capture_logs() as lines, pytest.raises(BookingConflict) as refusal:
        await create_booking(ctx, Draft(artist_id=artist, status=CONFIRMED, **hours(0, 1)))
    assert refusal.value.conflicts == (taken,)
    assert [line["event"] for line in lines] == ["a conflict could not be recorded"]
    assert (await conflicts(studio), hints) == ([], [])
