"""Importing a schedule, for good and in a rehearsal."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.booking import BookingStatus
from domain.errors import InvalidInput, NotFound, Refusal
from domain.project import ProjectStatus
from domain.roles import Role
from domain.schedule_file import COLUMNS, ScheduleFile, ScheduleRow
from resolvers.artists import archive_artist
from resolvers.importing import Imported, ImportResult, Outcome, import_bookings
from resolvers.projects import update_project
from resolvers.uploads import keep_upload, upload
from tests.factories import Studio
from tests.resolvers.records import fold, log, state_of, stored
from tests.schedule import INVALID, LINES, REFUSED, REMARKS, TIME_ZONE, expected, schedule

ARTISTS = {"Änne Berg", "Bo Nakamura", "Carla Ortiz", "Dev Anand", "Finn Gallagher", "Grace Okafor"}
PROJECTS = {"The Long Winter", "Glasshouse S2", "Kestrel Launch"}


async def take_in(studio: Studio, rows: Sequence[ScheduleRow], **options: Any) -> Imported:
    options = {"create_missing": True, **options}
    return await import_bookings(studio.context(), rows, TIME_ZONE, **options)


def rows_of(*rows: dict[str, str]) -> Sequence[ScheduleRow]:
    """A file of these rows: day bookings of Bo's, unless they say otherwise."""
    lines = [",".join(COLUMNS)]
    for number, row in enumerate(rows, start=1):
        values = {
            "external_id": f"X-{number}",
            "artist": "Bo",
            "project": "",
            "client": "",
            "start": "2023-02-06T09:00",
            "end": "2023-02-06T18:00",
            "status": "pencil",
            "notes": "",
            **row,
        }
        lines.append(",".join(values.values()))
    return ScheduleFile.read("\n".join(lines)).rows


async def only(studio: Studio, row: dict[str, str], **options: Any) -> Outcome:
    (outcome,) = (await take_in(studio, rows_of(row), **options)).outcomes
    return outcome


def results(imported: Imported) -> dict[int, str]:
    return {outcome.row.line: outcome.result.value for outcome in imported.outcomes}


async def test_every_row_is_accounted_for(studio: Studio) -> None:
    heard: list[Outcome] = []
    imported = await take_in(studio, schedule().rows, progress=heard.append)
    assert results(imported) == {line: expected(line) for line in LINES}
    by_line = {outcome.row.line: outcome for outcome in imported.outcomes}
    assert {line: by_line[line].reason for line in INVALID} == INVALID
    assert {line: by_line[line].reason for line in REMARKS} == REMARKS
    assert {line: by_line[line].code for line in REFUSED} == REFUSED
    assert by_line[6].conflicts == (by_line[2].booking_id,)
    assert by_line[6].reason == (
        "The artist is already booked in this time. In the way: line 2 of the file."
    )
    assert (heard, imported.next_line) == (list(imported.outcomes), None)


@pytest.mark.parametrize("dry_run", [True, False])
async def test_the_first_row_that_names_somebody_new_says_who_is_added(
    studio: Studio, dry_run: bool
) -> None:
    rows = rows_of(
        {"artist": "Noor Hadad", "project": "Kestrel"},
        {"artist": "noor hadad", "project": "Kestrel Two"},
        {"artist": "Bo", "project": ""},
    )
    imported = await take_in(studio, rows, dry_run=dry_run)
    assert [(o.result, o.new_artist, o.new_project) for o in imported.outcomes] == [
        (ImportResult.CREATED, "Noor Hadad", "Kestrel"),
        (ImportResult.REFUSED, None, "Kestrel Two"),
        (ImportResult.CREATED, "Bo", None),
    ]


async def test_each_row_is_an_ordinary_booking_with_its_event(studio: Studio) -> None:
    imported = await take_in(studio, schedule().rows)
    made = {o.row.line: o.booking_id for o in imported.outcomes if o.result == "created"}
    entries = await log(studio)
    assert fold(entries) == await state_of(studio)
    assert Counter(entry.type for entry in entries) == {
        "artist_created": len(ARTISTS),
        "project_created": len(PROJECTS),
        "booking_created": len(made),
    }
    assert imported.revision == len(entries)
    first = made[2]
    assert first is not None
    row = await stored(studio, "booking", first)
    assert (row.external_id, row.status, row.notes) == ("A-1", "confirmed", None)
    assert row.start_time == datetime(2023, 2, 6, 14, tzinfo=UTC)
    assert row.created_by == studio.members[Role.MANAGER]
    project = await stored(studio, "project", row.project_id)
    assert (project.name, project.client) == ("The Long Winter", "Halcyon Films")


async def test_a_second_run_creates_nothing_and_moves_no_revision(studio: Studio) -> None:
    first = await take_in(studio, schedule().rows)
    before = await state_of(studio)
    second = await take_in(studio, schedule().rows)
    assert await state_of(studio) == before
    assert second.revision == first.revision == len(await log(studio))
    became = {"created": "exists"}
    assert results(second) == {
        line: became.get(result, result) for line, result in results(first).items()
    }
    pairs = zip(first.outcomes, second.outcomes, strict=True)
    assert all(two.booking_id == one.booking_id for one, two in pairs)
    assert {o.reason for o in second.outcomes if o.result == "exists"} == {"It is booked already."}


async def test_a_dry_run_says_the_same_and_writes_nothing(studio: Studio) -> None:
    dry = await take_in(studio, schedule().rows, dry_run=True)
    assert (await state_of(studio), await log(studio), dry.revision) == ({}, [], 0)
    real = await take_in(studio, schedule().rows)
    for would, was in zip(dry.outcomes, real.outcomes, strict=True):
        assert (would.row, would.result, would.code) == (was.row, was.result, was.code)
        assert would.reason == was.reason
        assert (would.booking_id, list(would.conflicts)) == (None, [])


@pytest.mark.parametrize("seed", range(8))
async def test_a_dry_run_foretells_any_import(studio: Studio, seed: int) -> None:
    chance = random.Random(seed)
    await _life_before(studio, chance)
    before = {entry.aggregate_id for entry in await log(studio)}
    rows = rows_of(*(_any_row(chance) for _ in range(60)))
    create_missing = chance.random() < 0.5
    dry = await take_in(studio, rows, dry_run=True, create_missing=create_missing)
    assert dry.revision == len(await log(studio))
    real = await take_in(studio, rows, create_missing=create_missing)
    assert len({outcome.result for outcome in real.outcomes}) >= 3
    for would, was in zip(dry.outcomes, real.outcomes, strict=True):
        assert (would.result, would.code, would.reason) == (was.result, was.code, was.reason)
        assert set(would.conflicts) == set(was.conflicts) & before


async def _life_before(studio: Studio, chance: random.Random) -> None:
    artists = [await studio.artist(name) for name in ("Bo", "Änne", "Dev", "Dev", "Gone")]
    projects = [await studio.project(name) for name in ("Tidepool", "Over")]
    for number in range(15):
        day, hour = chance.randint(6, 9), chance.randint(0, 12)
        try:
            await studio.book(
                chance.choice(artists),
                status=chance.choice(list(BookingStatus)),
                project_id=chance.choice([None, *projects]),
                external_id=f"X-{number}" if chance.random() < 0.3 else None,
                start_time=datetime(2023, 2, day, hour, tzinfo=UTC),
                end_time=datetime(2023, 2, day, hour + chance.randint(1, 11), tzinfo=UTC),
            )
        except Refusal:
            continue
    await archive_artist(studio.context(), artists[-1])
    await update_project(studio.context(), projects[-1], {"status": ProjectStatus.COMPLETED.value})


def _any_row(chance: random.Random) -> dict[str, str]:
    day, hour = chance.randint(6, 9), chance.randint(0, 12)
    return {
        "artist": chance.choice(["Bo", "Bo", "anne", "Änne", "Dev", "Gone", "New"]),
        "project": chance.choice(["", "Tidepool", "Over", "New"]),
        "start": f"2023-02-{day:02}T{hour:02}:00",
        "end": f"2023-02-{day:02}T{hour + chance.randint(0, 11):02}:00",
        "status": chance.choice(["hold", "pencil", "confirmed"]),
    }


async def test_a_row_that_is_booked_already_is_left_alone_and_its_changes_are_named(
    studio: Studio,
) -> None:
    first = await only(studio, {"project": "Tidepool"})
    changed = {"artist": "bo", "start": "2023-02-06T10:00", "status": "confirmed", "notes": "Rain"}
    second = await only(studio, changed)
    assert (second.result, second.booking_id) == (ImportResult.EXISTS, first.booking_id)
    assert second.reason == (
        "It is booked already and left as it is; it differs in: project, start, status, notes."
    )


async def test_what_stands_in_the_way_is_named(studio: Studio) -> None:
    there = await studio.book(
        await studio.artist("Bo"),
        status=BookingStatus.CONFIRMED,
        start_time=datetime(2023, 2, 6, 12, tzinfo=UTC),
        end_time=datetime(2023, 2, 6, 15, tzinfo=UTC),
    )
    for dry_run in (True, False):
        outcome = await only(studio, {}, dry_run=dry_run)
        assert (outcome.code, list(outcome.conflicts)) == ("BOOKING_CONFLICT", [there])
        assert outcome.reason == "The artist is already booked in this time."


async def test_without_leave_to_create_a_name_has_to_be_there(studio: Studio) -> None:
    outcome = await only(studio, {}, create_missing=False)
    assert (outcome.result, outcome.reason) == (
        ImportResult.INVALID,
        "The studio has no artist of this name.",
    )
    await studio.artist("BO")
    outcome = await only(studio, {"project": "Tidepool"}, create_missing=False)
    assert outcome.reason == "The studio has no project of this name."
    assert (await only(studio, {}, create_missing=False)).result == "created"


async def test_a_name_that_means_two_is_invalid_unless_one_is_written_just_so(
    studio: Studio,
) -> None:
    await studio.artist("Anne")
    umlaut = await studio.artist("Änne")
    outcome = await only(studio, {"artist": "ANNE", "project": "Tidepool"})
    assert (outcome.result, outcome.reason) == (
        ImportResult.INVALID,
        "The studio has 2 artists of this name.",
    )
    exact = await only(studio, {"artist": "Änne"})
    assert await _artist_of(studio, exact) == umlaut
    assert [entry.type for entry in await log(studio)].count("project_created") == 0


async def test_of_two_of_a_name_the_one_who_can_be_booked_is_meant(studio: Studio) -> None:
    await archive_artist(studio.context(), await studio.artist("Bo"))
    refused = await only(studio, {})
    assert (refused.result, refused.code) == (ImportResult.REFUSED, "ARTIST_ARCHIVED")
    bo = await studio.artist("Bo")
    assert await _artist_of(studio, await only(studio, {})) == bo


async def _artist_of(studio: Studio, outcome: Outcome) -> UUID:
    assert outcome.booking_id is not None, outcome.reason
    artist: UUID = (await stored(studio, "booking", outcome.booking_id)).artist_id
    return artist


async def test_the_order_of_the_file_is_the_order_of_the_queue(studio: Studio) -> None:
    projects = ("Third", "First", "Second")
    rows = rows_of(*({"project": name, "status": "hold"} for name in projects))
    imported = await take_in(studio, rows)
    ids = [outcome.booking_id for outcome in imported.outcomes]
    queued = [(await stored(studio, "booking", id_)).queued_at for id_ in ids if id_]
    assert queued == sorted(queued)
    assert len(set(queued)) == 3


async def test_a_long_file_is_taken_in_step_by_step(studio: Studio) -> None:
    rows, line = schedule().rows, 1
    found: dict[int, str] = {}
    for step in range(1, 4):
        imported = await take_in(studio, rows, from_line=line, most=10)
        found |= results(imported)
        assert len(imported.outcomes) == (10 if step < 3 else 6)
        line = imported.next_line or 0
    assert (line, found) == (0, {line: expected(line) for line in LINES})


async def test_a_step_that_takes_long_leaves_the_rest_to_the_next(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resolvers.importing.LONGEST", 0)
    imported = await take_in(studio, schedule().rows)
    assert (results(imported), imported.next_line) == ({2: "created"}, 3)


async def test_a_dry_run_of_a_later_part_knows_the_rows_before(studio: Studio) -> None:
    dry = await take_in(studio, schedule().rows, dry_run=True, from_line=6, most=1)
    assert (results(dry), dry.next_line) == ({6: "refused"}, 7)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ARTIST])
@pytest.mark.parametrize("dry_run", [True, False])
async def test_who_may_not_book_may_not_import(studio: Studio, role: Role, dry_run: bool) -> None:
    with pytest.raises(InvalidInput, match="needs the scope bookings:write"):
        await import_bookings(studio.context(role), schedule().rows, TIME_ZONE, dry_run=dry_run)
    with pytest.raises(InvalidInput, match="artists:write and bookings:write and projects:write"):
        await import_bookings(studio.context(role), schedule().rows, TIME_ZONE, create_missing=True)
    assert await log(studio) == []


async def test_a_wrong_time_zone_is_refused_before_anything_is_done(studio: Studio) -> None:
    with pytest.raises(InvalidInput, match="time zone") as refused:
        await import_bookings(studio.context(), schedule().rows, "Mars/Olympus")
    assert refused.value.path == ("timeZone",)


async def test_an_upload_is_the_studios_own(studio: Studio, other_studio: Studio) -> None:
    kept = await keep_upload(studio.context(), "external_id")
    assert await upload(studio.context(Role.ADMIN), kept) == "external_id"
    with pytest.raises(NotFound):
        await upload(other_studio.context(), kept)


async def test_uploads_go_after_a_day_and_when_there_are_too_many(
    studio: Studio, superuser: Any
) -> None:
    old = await keep_upload(studio.context(), "old")
    await superuser.execute("update uploads set created_at = now() - interval '25 hours'")
    newer = [await keep_upload(studio.context(), "newer") for _ in range(21)]
    for gone in (old, newer[0]):
        with pytest.raises(NotFound):
            await upload(studio.context(), gone)
    assert await superuser.fetchval("select count(*) from uploads") == 20
    assert await upload(studio.context(), newer[-1]) == "newer"
