"""Moving, resizing, reassigning and annotating a booking."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.booking import BookingStatus
from domain.errors import (
    ArtistArchived,
    BookingConflict,
    HigherHoldExists,
    HoldExpired,
    InvalidInput,
    InvalidTransition,
    NotFound,
    ProjectEnded,
    StaleVersion,
)
from domain.lifecycle import WarningCode
from domain.project import ConfirmedBookings
from resolvers.artists import archive_artist
from resolvers.booking_steps import cancel_booking
from resolvers.bookings import update_booking
from resolvers.previews import preview_change
from resolvers.projects import update_project
from tests.factories import NINE, Studio, hours
from tests.resolvers.records import log, log_of, stored

HOLD, PENCIL, CONFIRMED = BookingStatus.HOLD, BookingStatus.PENCIL, BookingStatus.CONFIRMED


async def test_a_move_counts_and_records_what_was_before(studio: Studio) -> None:
    booking = await studio.book(await studio.artist(), status=PENCIL)
    later = studio.at(studio.now + timedelta(minutes=1))
    saved = await update_booking(later.context(), booking, hours(2, 3), expected_version=1)
    row = await stored(studio, "booking", booking)
    assert (row.start_time, row.version, row.updated_at) == (
        NINE + timedelta(hours=2),
        2,
        later.now,
    )
    assert (row.status, row.created_at) == ("pencil", studio.now)
    _, event = await log_of(studio, booking)
    assert (event.type, event.version, event.revision) == ("booking_updated", 2, saved.revision)
    assert event.previous is not None
    assert event.previous["start_time"] == "2027-03-01T09:00:00Z"
    assert event.facts["start_time"] == "2027-03-01T11:00:00Z"


@pytest.mark.parametrize(
    "changes",
    [{}, {"notes": "Red tent"}, {"notes": " Red tent "}, hours(0, 1), {"project_id": None}],
)
async def test_a_change_that_changes_nothing_leaves_no_trace(
    studio: Studio, changes: dict[str, Any]
) -> None:
    booking = await studio.book(await studio.artist(), status=PENCIL, notes="Red tent")
    before = await log(studio)
    saved = await update_booking(studio.context(), booking, changes, expected_version=1)
    assert (saved.id, saved.revision) == (booking, before[-1].revision)
    assert (await stored(studio, "booking", booking)).version == 1
    assert await log(studio) == before


async def test_a_new_remark_counts_and_leaves_the_facts(studio: Studio) -> None:
    artist = await studio.artist()
    booking = await studio.book(artist, status=CONFIRMED, override="the client signed")
    await archive_artist(studio.context(), artist)
    await update_booking(studio.context(), booking, {"notes": "Red tent"})
    row = await stored(studio, "booking", booking)
    assert (row.notes, row.reason, row.version) == ("Red tent", "the client signed", 2)
    _, event = await log_of(studio, booking)
    assert event.facts == event.previous
    await update_booking(studio.context(), booking, {"notes": None})
    assert (await stored(studio, "booking", booking)).notes is None


@pytest.mark.parametrize(
    ("changes", "requeued"),
    [
        (hours(0, 2), True),
        (hours(-1, 1), True),
        (hours(4, 5), True),
        (hours(0, 0.5), False),
        (hours(0.25, 0.75), False),
    ],
)
async def test_only_what_gains_time_goes_to_the_end_of_the_queue(
    studio: Studio, changes: dict[str, Any], requeued: bool
) -> None:
    booking = await studio.book(await studio.artist())
    later = studio.at(studio.now + timedelta(hours=1))
    await update_booking(later.context(), booking, changes)
    row = await stored(studio, "booking", booking)
    assert row.queued_at == (later.now if requeued else studio.now)
    assert row.expires_at == studio.now + timedelta(hours=24)


async def test_other_work_queues_again_and_another_phase_does_not(studio: Studio) -> None:
    project, other = await studio.project(), await studio.project("Other")
    phase = await studio.phase(project)
    booking = await studio.book(await studio.artist(), project_id=project)
    later = studio.at(studio.now + timedelta(hours=1))
    await update_booking(later.context(), booking, {"phase_id": phase})
    row = await stored(studio, "booking", booking)
    assert (row.phase_id, row.queued_at) == (phase, studio.now)
    await update_booking(later.context(), booking, {"project_id": other})
    row = await stored(studio, "booking", booking)
    assert (row.project_id, row.phase_id, row.queued_at) == (other, None, later.now)
    await update_booking(later.context(), booking, {"project_id": project, "phase_id": phase})
    await update_booking(later.context(), booking, {"project_id": None})
    row = await stored(studio, "booking", booking)
    assert (row.project_id, row.phase_id) == (None, None)


async def test_another_artists_calendar_is_what_a_reassignment_meets(studio: Studio) -> None:
    artist, other = await studio.artist(), await studio.artist("Bo")
    booking = await studio.book(artist, status=CONFIRMED)
    taken = await studio.book(other, status=PENCIL)
    with pytest.raises(BookingConflict) as refusal:
        await update_booking(studio.context(), booking, {"artist_id": other})
    assert refusal.value.conflicts == (taken,)
    await update_booking(studio.context(), booking, {"artist_id": other, **hours(1, 2)})
    row = await stored(studio, "booking", booking)
    assert (row.artist_id, row.start_time) == (other, NINE + timedelta(hours=1))
    await studio.book(artist, status=CONFIRMED)


async def test_a_move_onto_what_is_booked_is_refused(studio: Studio) -> None:
    artist = await studio.artist()
    booking = await studio.book(artist, status=PENCIL)
    hold = await studio.book(artist, project_id=await studio.project(), **hours(6, 7))
    taken = await studio.book(artist, status=CONFIRMED, **hours(2, 3))
    before = await log(studio)
    later = studio.at(studio.now + timedelta(hours=1)).context()
    with pytest.raises(BookingConflict) as refusal:
        await update_booking(later, booking, hours(0, 3))
    assert refusal.value.conflicts == (taken,)
    *entries, _ = await log(studio)
    assert entries == before
    with pytest.raises(HigherHoldExists) as higher:
        await update_booking(later, booking, hours(5, 7))
    assert higher.value.holds == (hold,)
    assert len(await log(studio)) == len(before) + 1
    saved = await update_booking(later, booking, hours(5, 7), override="they agreed")
    assert [warning.code for warning in saved.warnings] == [WarningCode.HOLDS_OVERRIDDEN]
    assert (await stored(studio, "booking", booking)).reason == "they agreed"


async def test_only_the_time_it_gains_is_contested_anew(studio: Studio) -> None:
    """A hold that was passed over once is not asked again when the booking shrinks or grows."""
    artist = await studio.artist()
    await studio.book(artist, project_id=await studio.project())
    other = await studio.project("Other")
    booking = await studio.book(artist, status=PENCIL, project_id=other, override="they agreed")
    await update_booking(studio.context(), booking, hours(0, 2))
    await update_booking(studio.context(), booking, hours(0, 0.5))


async def test_an_expired_hold_is_passed_over_by_a_move(studio: Studio) -> None:
    artist = await studio.artist()
    await studio.book(artist, project_id=await studio.project(), **hours(2, 3))
    booking = await studio.book(artist, status=PENCIL)
    tomorrow = studio.at(studio.now + timedelta(hours=24))
    await update_booking(tomorrow.context(), booking, hours(2, 3))


async def test_what_has_ended_is_not_changed(studio: Studio) -> None:
    artist = await studio.artist()
    hold = await studio.book(artist)
    cancelled = await studio.book(artist, status=CONFIRMED, **hours(1, 2))
    await cancel_booking(studio.context(), cancelled, reason="Rain")
    tomorrow = studio.at(studio.now + timedelta(hours=24))
    for changes in (hours(2, 3), {"notes": "Red tent"}):
        with pytest.raises(InvalidTransition):
            await update_booking(studio.context(), cancelled, changes)
        with pytest.raises(HoldExpired):
            await update_booking(tomorrow.context(), hold, changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end_time": NINE}, "endTime"),
        ({"start_time": NINE + timedelta(hours=1)}, "endTime"),
        ({"end_time": NINE + timedelta(days=367)}, "endTime"),
        ({"notes": "x" * 10_001}, "notes"),
        ({"phase_id": uuid4()}, "projectId"),
        ({"override": " ", **hours(1, 2)}, "override.reason"),
    ],
)
async def test_input_that_breaks_a_rule_is_refused(
    studio: Studio, changes: dict[str, Any], field: str
) -> None:
    booking = await studio.book(await studio.artist())
    given = dict(changes)
    override = given.pop("override", None)
    with pytest.raises(InvalidInput) as refusal:
        await update_booking(studio.context(), booking, given, override=override)
    assert refusal.value.path == tuple(field.split("."))


async def test_what_is_not_there_cannot_be_taken_on(studio: Studio, other_studio: Studio) -> None:
    project = await studio.project()
    booking = await studio.book(await studio.artist(), project_id=project)
    foreign = {
        "artist_id": await other_studio.artist(),
        "project_id": await other_studio.project(),
        "phase_id": await studio.phase(await studio.project("Other")),
    }
    for field, entity_id in foreign.items():
        with pytest.raises(NotFound) as refusal:
            await update_booking(studio.context(), booking, {field: entity_id})
        assert refusal.value.path == (field.replace("_id", "Id"),)
    for nothing in (uuid4(), await other_studio.book(foreign["artist_id"])):
        with pytest.raises(NotFound, match=r"There is no such booking\."):
            await update_booking(studio.context(), nothing, {"notes": "Mine"})


async def test_archived_artists_and_ended_projects_take_nothing_on(studio: Studio) -> None:
    artist, archived = await studio.artist(), await studio.artist("Bo")
    stays, goes = await studio.book(artist), await studio.book(archived)
    project = await studio.project(status="completed")
    await archive_artist(studio.context(), archived)
    with pytest.raises(ArtistArchived):
        await update_booking(studio.context(), stays, {"artist_id": archived})
    with pytest.raises(ArtistArchived):
        await update_booking(studio.context(), goes, hours(2, 3))
    with pytest.raises(ProjectEnded):
        await update_booking(studio.context(), stays, {"project_id": project})
    await update_booking(studio.context(), goes, {"artist_id": artist})


@pytest.mark.parametrize("times", [hours(0, 5), hours(-1, 4), hours(1, 5), hours(9, 10)])
async def test_a_booking_that_its_project_kept_at_its_end_gains_no_time(
    studio: Studio, times: dict[str, Any]
) -> None:
    booking = await kept_by_its_project(studio)
    with pytest.raises(ProjectEnded) as refusal:
        await update_booking(studio.context(), booking, times)
    assert refusal.value.path == ()
    preview = await preview_change(studio.context(), booking, times)
    assert isinstance(preview.refusal, ProjectEnded)
    with pytest.raises(ProjectEnded):
        await update_booking(studio.context(), booking, {"artist_id": await studio.artist("Bo")})


async def test_a_booking_that_its_project_kept_can_be_shortened_remarked_on_or_given_to_others(
    studio: Studio,
) -> None:
    booking = await kept_by_its_project(studio)
    other = await studio.project("Other")
    for changes in (hours(1, 3), {"notes": "Half a day"}, {"project_id": other}, hours(5, 6)):
        await update_booking(studio.context(), booking, changes)


async def kept_by_its_project(studio: Studio) -> UUID:
    """A confirmed booking from nine to one, whose project has been completed."""
    project = await studio.project()
    booking = await studio.book(
        await studio.artist(), project_id=project, status=CONFIRMED, **hours(0, 4)
    )
    kept = ConfirmedBookings.KEEP
    await update_project(studio.context(), project, {"status": "completed"}, confirmed=kept)
    return booking


async def test_whoever_comes_second_with_a_version_is_stale(studio: Studio) -> None:
    booking: UUID = await studio.book(await studio.artist())
    await update_booking(studio.context(), booking, hours(2, 3), expected_version=1)
    for changes in (hours(4, 5), {}):
        with pytest.raises(StaleVersion) as refusal:
            await update_booking(studio.context(), booking, changes, expected_version=1)
        assert refusal.value.entity_id == booking
