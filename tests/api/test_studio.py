"""A studio's settings, and founding another, over HTTP."""

from typing import Any

import pytest

from domain.roles import Role
from tests.api.administration import CREATE_STUDIO, SETTINGS, UPDATE_SETTINGS, done, refusal_of
from tests.api.documents import CREATE
from tests.factories import Studio
from tests.server import Client, Server

SLOT = {"startTime": "2027-03-01T09:00:00Z", "endTime": "2027-03-01T18:00:00Z"}
FOUNDED: dict[str, Any] = {
    "slug": "lanternhouse",
    "name": "Lantern House",
    "timeZone": "Asia/Kolkata",
    "currency": "INR",
}


@pytest.fixture
async def admin(server: Server, studio: Studio) -> Client:
    return await server.client(studio.email(Role.ADMIN))


@pytest.mark.parametrize("role", Role)
async def test_everybody_reads_the_settings_of_their_own_studio(
    server: Server, studio: Studio, other_studio: Studio, role: Role
) -> None:
    client = await server.client(studio.email(role))
    for _ in range(2):  # the short way too
        assert (await client.data(SETTINGS))["studioSettings"] == {
            "id": str(studio.id),
            "slug": "northlight",
            "name": "Northlight",
            "timeZone": "Europe/London",
            "currency": "GBP",
            "holdExpiryHours": 24,
            "artistsSeeBusy": True,
            "artistsMayHold": False,
            "version": 1,
        }


async def test_settings_change_and_null_clears(admin: Client, studio: Studio) -> None:
    changes = {"name": "North Light", "currency": "EUR", "artistsSeeBusy": False}
    saved = await done(admin, UPDATE_SETTINGS, **changes, holdExpiryHours=None)
    assert saved["studioSettings"] == changes | {
        "timeZone": "Europe/London",
        "holdExpiryHours": None,
        "version": 2,
    }
    again = await done(admin, UPDATE_SETTINGS, name="North Light", expectedVersion=2)
    assert again["studioSettings"]["version"] == 2
    manager_books = {"artistId": str(await studio.artist()), **SLOT}
    booked = (await admin.data(CREATE, input=manager_books))["createBooking"]
    assert booked["__typename"] == "BookingSaved"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"name": None},
        {"timeZone": "London"},
        {"currency": "gbp"},
        {"currency": "£"},
        {"holdExpiryHours": 0},
        {"holdExpiryHours": 8785},
        {"artistsMayHold": None},
    ],
)
async def test_settings_that_cannot_be_are_refused(admin: Client, changes: dict[str, Any]) -> None:
    saved = await done(admin, UPDATE_SETTINGS, **changes)
    assert (saved["code"], saved["path"]) == ("INVALID_INPUT", list(changes))


async def test_a_change_on_top_of_somebody_elses_is_refused(admin: Client, studio: Studio) -> None:
    await done(admin, UPDATE_SETTINGS, name="First")
    stale = await done(admin, UPDATE_SETTINGS, name="Second", expectedVersion=1)
    assert stale["code"] == "STALE_VERSION"
    assert stale["current"] == {"id": str(studio.id), "name": "First", "version": 2}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ARTIST, Role.VIEWER])
async def test_only_administrators_change_settings(
    server: Server, studio: Studio, role: Role
) -> None:
    client = await server.client(studio.email(role))
    assert await refusal_of(client, UPDATE_SETTINGS, name="Mine") == "FORBIDDEN"


async def test_whoever_is_signed_in_founds_a_studio_and_owns_it(
    server: Server, studio: Studio
) -> None:
    viewer = await server.client(studio.email(Role.VIEWER), studio.slug)
    created = await done(viewer, CREATE_STUDIO, **FOUNDED)
    assert (created["slug"], created["name"]) == ("lanternhouse", "Lantern House")
    owner = await server.client(studio.email(Role.VIEWER), "lanternhouse")
    told = await owner.data("{ viewer { role tenant { id currency timeZone revision } } }")
    assert told["viewer"] == {
        "role": "OWNER",
        "tenant": {
            "id": created["id"],
            "currency": "INR",
            "timeZone": "Asia/Kolkata",
            "revision": 0,
        },
    }
    # In the first studio nothing has changed.
    assert (await viewer.data("{ viewer { role } }"))["viewer"]["role"] == "VIEWER"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"slug": "driftwood"}, "DUPLICATE"),
        ({"slug": "Driftwood"}, "INVALID_INPUT"),
        ({"slug": "-"}, "INVALID_INPUT"),
        ({"slug": "a" * 64}, "INVALID_INPUT"),
        ({"name": ""}, "INVALID_INPUT"),
        ({"timeZone": "Mars"}, "INVALID_INPUT"),
        ({"currency": "rupee"}, "INVALID_INPUT"),
    ],
)
async def test_a_studio_that_cannot_be_is_not_founded(
    admin: Client, other_studio: Studio, changes: dict[str, Any], code: str
) -> None:
    assert await refusal_of(admin, CREATE_STUDIO, **FOUNDED | changes) == code
