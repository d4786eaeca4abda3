"""The use cases of artists."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from domain.errors import Duplicate, InvalidInput, NotFound, StaleVersion
from domain.roles import Role
from resolvers.artists import archive_artist, create_artist, restore_artist, update_artist
from tests.factories import Studio
from tests.resolvers.records import log, log_of, stored


async def test_an_artist_begins_at_version_one_in_the_studios_zone(studio: Studio) -> None:
    saved = await create_artist(studio.context(), {"name": " Änne  Berg ", "employment": "staff"})
    row = await stored(studio, "artist", saved.id)
    assert (row.name, row.name_key) == ("Änne  Berg", "anne berg")
    assert (row.time_zone, row.employment, row.specialties) == ("Europe/London", "staff", [])
    assert (row.version, row.archived_at, row.created_at) == (1, None, studio.now)
    [event] = await log(studio)
    assert (event.type, event.revision, event.previous) == ("artist_created", saved.revision, None)
    assert (event.aggregate_id, event.occurred_at) == (saved.id, studio.now)
    assert event.actor_id == studio.members[Role.MANAGER]


async def test_an_artist_has_what_was_given(studio: Studio) -> None:
    artist = await studio.artist(
        email="Aenne@example.org",
        specialties=["Animation", "Rigging", "Animation"],
        time_zone="America/New_York",
        hourly_rate=Decimal("55.5"),
        user_id=studio.members[Role.ARTIST],
    )
    row = await stored(studio, "artist", artist)
    assert row.specialties == ["Animation", "Rigging"]
    assert (row.email, row.time_zone) == ("Aenne@example.org", "America/New_York")
    assert (row.hourly_rate, row.user_id) == (Decimal("55.50"), studio.members[Role.ARTIST])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": "not an address"}, "email"),
        ({"time_zone": "Mars/Olympus"}, "timeZone"),
        ({"hourly_rate": Decimal("-0.01")}, "hourlyRate"),
        ({"hourly_rate": Decimal("0.001")}, "hourlyRate"),
        ({"specialties": [""]}, "specialties"),
    ],
)
async def test_input_that_breaks_a_rule_is_refused(
    studio: Studio, values: dict[str, Any], field: str
) -> None:
    artist = await studio.artist()
    with pytest.raises(InvalidInput) as made:
        await studio.artist(**values)
    with pytest.raises(InvalidInput) as changed:
        await update_artist(studio.context(), artist, values)
    assert made.value.path == changed.value.path == (field,)
    assert len(await log(studio)) == 1


async def test_an_email_is_an_artists_own_whatever_its_case(
    studio: Studio, other_studio: Studio
) -> None:
    first = await studio.artist(email="a@example.org")
    second = await studio.artist(email="b@example.org")
    with pytest.raises(Duplicate) as refusal:
        await studio.artist(email="A@Example.org")
    assert refusal.value.path == ("email",)
    with pytest.raises(Duplicate):
        await update_artist(studio.context(), second, {"email": "A@example.org"})
    await update_artist(studio.context(), first, {"email": "A@EXAMPLE.ORG"})
    await update_artist(studio.context(), first, {"email": None})
    await update_artist(studio.context(), second, {"email": "a@example.org"})
    await other_studio.artist(email="a@example.org")


async def test_of_simultaneous_artists_with_one_email_one_is_made(studio: Studio) -> None:
    answers = await asyncio.gather(
        *(studio.artist(email="a@example.org") for _ in range(8)), return_exceptions=True
    )
    assert sorted(isinstance(answer, Duplicate) for answer in answers) == [False] + [True] * 7
    assert len(await log(studio)) == 1


async def test_a_change_counts_and_records_what_was_before(studio: Studio) -> None:
    artist = await studio.artist(hourly_rate=Decimal(40))
    later = studio.at(studio.now + timedelta(minutes=1))
    await update_artist(
        later.context(), artist, {"name": "Bo", "hourly_rate": Decimal(45)}, expected_version=1
    )
    row = await stored(studio, "artist", artist)
    assert (row.name, row.name_key, row.version) == ("Bo", "bo", 2)
    assert (row.created_at, row.updated_at) == (studio.now, later.now)
    _, event = await log_of(studio, artist)
    assert (event.type, event.version) == ("artist_updated", 2)
    assert event.previous is not None
    assert (event.previous["hourly_rate"], event.facts["hourly_rate"]) == ("40.00", "45.00")


async def test_a_change_that_changes_nothing_leaves_no_trace(studio: Studio) -> None:
    artist = await studio.artist("Bo", specialties=["FX"], hourly_rate=Decimal("40.00"))
    same = {"name": "Bo", "specialties": ["FX"], "hourly_rate": Decimal(40), "email": " "}
    saved = await update_artist(studio.context(), artist, same, expected_version=1)
    assert (saved.id, saved.revision) == (artist, 1)
    assert (await stored(studio, "artist", artist)).version == 1
    assert len(await log(studio)) == 1


async def test_whoever_comes_second_with_a_version_is_stale(studio: Studio) -> None:
    artist = await studio.artist()
    await update_artist(studio.context(), artist, {"name": "Bo"}, expected_version=1)
    for use_case in (archive_artist, restore_artist):
        with pytest.raises(StaleVersion) as refusal:
            await use_case(studio.context(), artist, expected_version=1)
        assert refusal.value.entity_id == artist
    with pytest.raises(StaleVersion):
        await update_artist(studio.context(), artist, {"name": "Bo"}, expected_version=1)


async def test_an_artist_is_archived_and_restored_once(studio: Studio) -> None:
    artist = await studio.artist()
    for _ in range(2):
        await archive_artist(studio.context(), artist)
        assert (await stored(studio, "artist", artist)).archived_at == studio.now
    for _ in range(2):
        await restore_artist(studio.context(), artist)
        assert (await stored(studio, "artist", artist)).archived_at is None
    types = [event.type for event in await log_of(studio, artist)]
    assert types == ["artist_created", "artist_archived", "artist_restored"]


async def test_a_strangers_artist_is_no_artist(studio: Studio, other_studio: Studio) -> None:
    foreign = await other_studio.artist()
    for artist in (foreign, uuid4()):
        for use_case in (archive_artist, restore_artist):
            with pytest.raises(NotFound, match=r"There is no such artist\."):
                await use_case(studio.context(), artist)
        with pytest.raises(NotFound, match=r"There is no such artist\."):
            await update_artist(studio.context(), artist, {"name": "Mine"})
