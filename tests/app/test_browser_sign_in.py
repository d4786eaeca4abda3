"""Signing in with a browser: the page, a certified OpenID provider, and back."""

import asyncio
import json
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from app.settings import Settings
from domain.roles import Role
from tests import npm
from tests.app.openid import API, CLIENT, FOLDER, openid_provider
from tests.app.server import serving
from tests.factories import Studio
from tests.newcomers import add_member
from tests.server import free_port


@pytest.fixture(scope="module")
async def issuer() -> AsyncIterator[str]:
    npm.install(FOLDER)
    async with openid_provider(free_port()) as issuer:
        yield issuer


@pytest.fixture
def page(settings: Settings, issuer: str) -> Settings:
    return replace(
        settings,
        auth_dev_key_file=None,
        auth_issuer=issuer,
        auth_audience=API,
        auth_client_id=CLIENT,
    )


async def visit(chromium: str, settings: Settings, login: str, *studios: str) -> dict[str, Any]:
    """What somebody sees who signs in, goes about in their studios, and signs out."""
    async with serving(settings) as server:
        asked = {
            "browser": chromium,
            "base": f"http://{server.address}",
            "issuer": settings.auth_issuer,
            "login": login,
            "studios": studios,
        }
        process = await asyncio.create_subprocess_exec(
            *(npm.NPM, "run", "--silent", "visit"), cwd=FOLDER, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        said, complaints = await process.communicate(json.dumps(asked).encode())
        assert process.returncode == 0, complaints.decode()
        seen: dict[str, Any] = json.loads(said)
        assert seen["complaints"] == []
        assert seen["left"] == f"{asked['base']}/"
        assert (seen["lastingAfter"], seen["passingAfter"]) == ("{}", "{}")
        return {**seen, "base": asked["base"]}


@pytest.mark.parametrize("refreshing", [False, True], ids=["in a frame", "by refresh token"])
async def test_people_come_back_to_where_they_wanted_to_go_and_stay_in_beyond_their_token(
    chromium: str,
    page: Settings,
    studio: Studio,
    other_studio: Studio,
    superuser: asyncpg.Connection,
    refreshing: bool,
) -> None:
    await add_member(superuser, other_studio, studio.members[Role.MANAGER], Role.VIEWER)
    if refreshing:
        scopes = "openid profile email offline_access"
        page = replace(page, auth_scopes=scopes, auth_parameters="prompt=consent")
    seen = await visit(chromium, page, studio.email(Role.MANAGER), "Driftwood", "Northlight")
    assert seen["address"] == f"{seen['base']}/bookings?from=2026-01-01"
    # What stays when the browser is closed opens nothing.
    assert "eyJ" in seen["passing"]
    assert "eyJ" not in seen["lasting"]
    assert set(seen["grants"]) == {"refresh_token" if refreshing else "authorization_code"}
    assert seen["marked"], "the page was not left"
    # What the address named was of the other studio.
    assert seen["changed"] == f"{seen['base']}/bookings"
    if not refreshing:
        assert "Your sign-in has run out." in seen["ended"]
        assert seen["back"] == f"{seen['base']}/bookings?from=2026-02-02"


async def test_somebody_whom_no_studio_has_invited_is_told_so(
    chromium: str, page: Settings, studio: Studio
) -> None:
    seen = await visit(chromium, page, "stranger@elsewhere.example")
    assert "No studio has invited your e-mail address." in seen["refusal"]
    assert "Ask an owner or admin" in seen["refusal"]
