"""Making a booking."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.booking import BLOCKING, BookingStatus
from domain.draft import Draft
from domain.errors import (
    ArtistArchived,
    BookingConflict,
    Duplicate,
    HigherHoldExists,
    IdReused,
    InvalidInput,
    NotFound,
    ProjectEnded,
)
from domain.lifecycle import WarningCode
from domain.project import ENDED, ProjectStatus
from domain.roles import Role
from resolvers.artists import archive_artist
from resolvers.bookings import create_booking
from tests.factories import NINE, Studio, hours
from tests.resolvers.records import log, log_of, stored

HOLD, PENCIL, CONFIRMED = BookingStatus.HOLD, BookingStatus.PENCIL, BookingStatus.CONFIRMED


async def test_a_booking_is_a_hold_unless_asked_otherwise(studio: Studio) -> None:
    artist = await studio.artist()
    saved = await create_booking(studio.context(), Draft(artist_id=artist, **hours(0, 8)))
    row = await stored(studio, "booking", saved.id)
    assert (row.artist_id, row.project_id, row.phase_id) == (artist, None, None)
    assert (row.start_time, row.end_time) == (NINE, NINE + timedelta(hours=8))
    assert (row.status, row.end_reason, row.version) == ("hold", None, 1)
    assert (row.queued_at, row.created_at) == (studio.now, studio.now)
    assert row.expires_at == studio.now + timedelta(hours=24)
    assert row.created_by == studio.members[Role.MANAGER]
    [event] = await log_of(studio, saved.id)
    assert (event.type, event.version, event.previous) == ("booking_created", 1, None)
    assert (event.revision, event.actor_id) == (saved.revision, studio.members[Role.MANAGER])
    assert (event.facts["artist_id"], event.facts["status"]) == (str(artist), "hold")


async def test_a_booking_has_what_was_given(studio: Studio) -> None:
    project = await studio.project()
    phase = await studio.phase(project)
    booking = await studio.book(
        await studio.artist(),
        status=PENCIL,
        project_id=project,
        phase_id=phase,
        notes=" Bring the red tent. ",
        external_id="A-1",
        override="the client signed",
    )
    row = await stored(studio, "booking", booking)
    assert (row.status, row.expires_at) == ("pencil", None)
    assert (row.project_id, row.phase_id) == (project, phase)
    assert (row.notes, row.external_id) == ("Bring the red tent.", "A-1")
    assert row.reason == "the client signed"


async def test_a_hold_expires_when_asked_or_by_the_studios_policy(
    studio: Studio, superuser: Any
) -> None:
    artist = await studio.artist()
    asked = studio.now + timedelta(hours=1)
    assert (
        await stored(studio, "booking", await studio.book(artist, expires_at=asked))
    ).expires_at == asked
    await superuser.execute("update tenants set hold_expiry_hours = null")
    assert (await stored(studio, "booking", await studio.book(artist))).expires_at is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"status": BookingStatus.CANCELLED}, "status"),
        ({"end_time": NINE}, "endTime"),
        ({"end_time": NINE - timedelta(seconds=1)}, "endTime"),
        ({"end_time": NINE + timedelta(days=366, microseconds=1)}, "endTime"),
        ({"end_time": None}, "startTime"),
        ({"start_time": None}, "startTime"),
        ({"start_date": date(2027, 3, 1)}, "startTime"),
        ({"start_time": None, "end_time": None}, "startTime"),
        ({"start_time": None, "end_time": None, "start_date": date(2027, 3, 1)}, "startTime"),
        ({"notes": "x" * 10_001}, "notes"),
        ({"external_id": "x" * 201}, "externalId"),
        ({"override": " "}, "override.reason"),
        ({"override": "x" * 1001}, "override.reason"),
        ({"phase_id": uuid4()}, "projectId"),
        ({"expires_at": NINE - timedelta(days=10_000)}, "expiresAt"),
        ({"expires_at": NINE, "status": PENCIL}, "expiresAt"),
    ],
)
async def test_input_that_breaks_a_rule_is_refused(
    studio: Studio, values: dict[str, Any], field: str
) -> None:
    artist = await studio.artist()
    with pytest.raises(InvalidInput) as refusal:
        await studio.book(artist, **values)
    assert refusal.value.path == tuple(field.split("."))
    assert len(await log(studio)) == 1


async def test_366_days_are_the_longest_booking(studio: Studio) -> None:
    days: dict[str, Any] = {"start_time": None, "end_time": None, "start_date": date(2028, 1, 1)}
    artist = await studio.artist()
    await studio.book(artist, end_time=NINE + timedelta(days=366))
    await studio.book(artist, **days, end_date=date(2028, 12, 31))
    with pytest.raises(InvalidInput, match="366"):
        await studio.book(artist, **days, end_date=date(2029, 1, 1))


@pytest.mark.parametrize(
    ("zone", "day", "start", "length"),
    [
        ("Europe/London", date(2027, 3, 27), datetime(2027, 3, 27, tzinfo=UTC), 24),
        ("Europe/London", date(2027, 3, 28), datetime(2027, 3, 28, tzinfo=UTC), 23),
        ("Europe/London", date(2027, 3, 29), datetime(2027, 3, 28, 23, tzinfo=UTC), 24),
        ("Europe/London", date(2027, 10, 31), datetime(2027, 10, 30, 23, tzinfo=UTC), 25),
        ("America/New_York", date(2027, 3, 14), datetime(2027, 3, 14, 5, tzinfo=UTC), 23),
        ("America/New_York", date(2027, 11, 7), datetime(2027, 11, 7, 4, tzinfo=UTC), 25),
        ("Asia/Kolkata", date(2027, 3, 28), datetime(2027, 3, 27, 18, 30, tzinfo=UTC), 24),
    ],
)
async def test_a_day_is_the_artists_own_day(
    studio: Studio, zone: str, day: date, start: datetime, length: int
) -> None:
    artist = await studio.artist(time_zone=zone)
    booking = await studio.book(
        artist, start_time=None, end_time=None, start_date=day, end_date=day
    )
    row = await stored(studio, "booking", booking)
    assert (row.start_time, row.end_time) == (start, start + timedelta(hours=length))


async def test_what_is_not_there_cannot_be_booked(studio: Studio, other_studio: Studio) -> None:
    artist, project = await studio.artist(), await studio.project()
    phase = await studio.phase(await studio.project("Other"))
    foreign = await other_studio.project()
    for nobody in (await other_studio.artist(), uuid4()):
        with pytest.raises(NotFound, match=r"There is no such artist\.") as refusal:
            await studio.book(nobody)
        assert refusal.value.path == ("artistId",)
    for nothing in (foreign, uuid4()):
        with pytest.raises(NotFound, match=r"There is no such project\.") as refusal:
            await studio.book(artist, project_id=nothing)
        assert refusal.value.path == ("projectId",)
    for elsewhere in (phase, await other_studio.phase(foreign), uuid4()):
        with pytest.raises(NotFound, match=r"There is no such phase\.") as refusal:
            await studio.book(artist, project_id=project, phase_id=elsewhere)
        assert refusal.value.path == ("phaseId",)


async def test_an_archived_artist_is_not_booked(studio: Studio) -> None:
    artist = await studio.artist()
    await archive_artist(studio.context(), artist)
    with pytest.raises(ArtistArchived):
        await studio.book(artist)


@pytest.mark.parametrize("status", ProjectStatus)
async def test_a_project_is_booked_for_until_it_has_ended(
    studio: Studio, status: ProjectStatus
) -> None:
    artist, project = await studio.artist(), await studio.project(status=status.value)
    if status in ENDED:
        with pytest.raises(ProjectEnded):
            await studio.book(artist, project_id=project)
    else:
        await studio.book(artist, project_id=project)


@pytest.mark.parametrize("status", sorted(BLOCKING))
async def test_a_clash_is_refused_with_the_bookings_in_the_way(
    studio: Studio, status: BookingStatus
) -> None:
    artist = await studio.artist()
    early = await studio.book(artist, status=PENCIL, **hours(0, 2))
    late = await studio.book(artist, status=CONFIRMED, **hours(3, 5))
    await studio.book(artist, status=status, **hours(2, 3))
    await studio.book(await studio.artist("Bo"), status=status, **hours(0, 5))
    before = await log(studio)
    with pytest.raises(BookingConflict) as refusal:
        await studio.book(artist, status=status, **hours(1, 2.5), override="no matter")
    assert early in refusal.value.conflicts
    assert late not in refusal.value.conflicts
    assert len(refusal.value.conflicts) == 2
    *entries, conflict = await log(studio)
    assert (entries, conflict.aggregate_type) == (before, "conflict")


async def test_a_hold_goes_over_what_is_booked_and_says_so(studio: Studio) -> None:
    artist, project = await studio.artist(), await studio.project()
    firm = await studio.book(artist, status=CONFIRMED)
    first = await studio.book(artist)
    saved = await create_booking(
        studio.at(studio.now + timedelta(minutes=1)).context(),
        Draft(artist_id=artist, project_id=project, **hours(0, 1)),
    )
    backup, ranked = saved.warnings
    assert (backup.code, backup.bookings) == (WarningCode.BACKUP_HOLD, (firm,))
    assert ranked.code is WarningCode.HOLD_RANKED
    assert "2" in ranked.message
    assert (await stored(studio, "booking", first)).version == 1


async def test_a_pencil_over_a_better_hold_of_another_project_is_refused(studio: Studio) -> None:
    artist = await studio.artist()
    hold = await studio.book(artist, project_id=await studio.project())
    other = await studio.project("Other")
    for status in sorted(BLOCKING):
        with pytest.raises(HigherHoldExists) as refusal:
            await studio.book(artist, status=status, project_id=other)
        assert refusal.value.holds == (hold,)
    draft = Draft(artist_id=artist, status=PENCIL, project_id=other, **hours(0, 1))
    saved = await create_booking(studio.context(), draft, override="the client signed")
    [warning] = saved.warnings
    assert (warning.code, warning.bookings) == (WarningCode.HOLDS_OVERRIDDEN, (hold,))


async def test_an_expired_hold_ranks_before_nobody(studio: Studio) -> None:
    artist = await studio.artist()
    await studio.book(artist, project_id=await studio.project())
    tomorrow = studio.at(studio.now + timedelta(hours=24))
    other = await studio.project("Other")
    draft = Draft(artist_id=artist, project_id=other, **hours(0, 1))
    assert (await create_booking(tomorrow.context(), draft)).warnings == ()
    await tomorrow.book(artist, status=CONFIRMED, project_id=other)


async def test_the_same_id_and_input_again_is_the_same_booking(studio: Studio) -> None:
    artist, booking_id = await studio.artist(), uuid4()
    draft = Draft(artist_id=artist, status=CONFIRMED, external_id="A-1", **hours(0, 1))
    first = await create_booking(studio.context(), draft, booking_id=booking_id)
    await archive_artist(studio.context(), artist)
    later = studio.at(studio.now + timedelta(days=2))
    again = await create_booking(later.context(), draft, booking_id=booking_id)
    assert first.id == again.id == booking_id
    assert len(await log_of(studio, booking_id)) == 1


@pytest.mark.parametrize(
    "other", [{"end_time": NINE + timedelta(hours=2)}, {"notes": "Other"}, {"status": PENCIL}]
)
async def test_the_same_id_with_other_input_is_refused(
    studio: Studio, other: dict[str, Any]
) -> None:
    draft = {"artist_id": await studio.artist(), **hours(0, 1)}
    saved = await create_booking(studio.context(), Draft(**draft), booking_id=uuid4())
    with pytest.raises(IdReused):
        await create_booking(studio.context(), Draft(**(draft | other)), booking_id=saved.id)
    elsewhere = draft | {"artist_id": await studio.artist("Bo")}
    with pytest.raises(IdReused):
        await create_booking(studio.context(), Draft(**elsewhere), booking_id=saved.id)


async def test_of_one_id_for_two_artists_at_once_one_is_refused(studio: Studio) -> None:
    """They lock different artists: only the primary key sees that they meet."""
    artists = [await studio.artist(name) for name in ("Bo", "Finn", "Grace", "Hugo")]
    booking_id = uuid4()
    answers = await asyncio.gather(
        *(
            create_booking(
                studio.context(), Draft(artist_id=artist, **hours(0, 1)), booking_id=booking_id
            )
            for artist in artists
        ),
        return_exceptions=True,
    )
    assert [answer for answer in answers if isinstance(answer, IdReused)] == [
        answer for answer in answers if isinstance(answer, BaseException)
    ]
    assert sum(isinstance(answer, IdReused) for answer in answers) == 3
    assert len(await log_of(studio, booking_id)) == 1


async def test_the_id_of_something_else_is_refused(studio: Studio, other_studio: Studio) -> None:
    """`node` finds things by their id alone."""
    artist, project = await studio.artist(), await studio.project()
    draft = Draft(artist_id=artist, **hours(0, 1))
    person = studio.members[Role.VIEWER]
    for taken in (artist, project, await studio.phase(project), person):
        with pytest.raises(IdReused) as refusal:
            await create_booking(studio.context(), draft, booking_id=taken)
        assert refusal.value.path == ("id",)
    foreign = await other_studio.artist()
    assert (await create_booking(studio.context(), draft, booking_id=foreign)).id == foreign


async def test_an_external_id_is_one_bookings_own(studio: Studio, other_studio: Studio) -> None:
    artist = await studio.artist()
    await studio.book(artist, external_id="A-1")
    with pytest.raises(Duplicate) as refusal:
        await studio.book(artist, external_id=" A-1 ")
    assert refusal.value.path == ("externalId",)
    await other_studio.book(await other_studio.artist(), external_id="A-1")


async def test_of_simultaneous_bookings_with_one_external_id_one_is_made(studio: Studio) -> None:
    artists: list[UUID] = [await studio.artist(f"Artist {number}") for number in range(8)]
    answers = await asyncio.gather(
        *(studio.book(artist, external_id="A-1") for artist in artists), return_exceptions=True
    )
    assert sorted(isinstance(answer, Duplicate) for answer in answers) == [False] + [True] * 7
