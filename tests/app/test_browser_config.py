"""What the page is told of how people sign in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx
import pytest

from app.asgi import create_app
from app.refusal import Refusal
from app.settings import Settings
from tests.app.provider import AUDIENCE, Provider
from tests.app.server import Server, serving


async def told(server: Server) -> Mapping[str, Any]:
    answer: httpx.Response = await server.http.get("/auth/config")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    found: Mapping[str, Any] = answer.json()
    return found


@pytest.fixture
def with_provider(settings: Settings, provider: Provider) -> Settings:
    return replace(
        settings, auth_dev_key_file=None, auth_issuer=provider.url, auth_audience=AUDIENCE
    )


async def test_a_server_that_issues_its_own_tokens_says_so(server: Server) -> None:
    assert await told(server) == {"kind": "demo", "founding": True}


async def test_a_provider_where_the_page_is_no_client_leaves_only_tokens_from_elsewhere(
    with_provider: Settings,
) -> None:
    async with serving(with_provider) as server:
        assert await told(server) == {"kind": "token", "founding": False}


async def test_the_page_learns_where_to_send_people_and_what_to_ask_for(
    with_provider: Settings, provider: Provider
) -> None:
    page = replace(
        with_provider,
        auth_client_id="page",
        auth_parameters="audience=https%3A%2F%2Fboard.example&prompt=login",
        studio_creation="anyone",
    )
    async with serving(page) as server:
        assert await told(server) == {
            "kind": "oidc",
            "issuer": provider.url,
            "clientId": "page",
            "scope": "openid profile email",
            "token": "access",
            "parameters": {"audience": "https://board.example", "prompt": "login"},
            "name": "127.0.0.1",
            "founding": True,
        }


async def test_the_operator_may_name_the_provider_and_have_id_tokens_sent(
    with_provider: Settings,
) -> None:
    page = replace(
        with_provider,
        auth_client_id=AUDIENCE,
        auth_browser_token="id",
        auth_scopes="openid offline_access",
        auth_name="Studio login",
    )
    async with serving(page) as server:
        found = await told(server)
    assert (found["token"], found["name"]) == ("id", "Studio login")
    assert found["scope"] == "openid offline_access"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"auth_issuer": ""}, "AUTH_CLIENT_ID is nothing without AUTH_ISSUER"),
        ({"auth_browser_token": "id"}, "needs AUTH_AUDIENCE to be the AUTH_CLIENT_ID"),
    ],
)
def test_settings_with_which_nobody_could_get_in_are_refused(
    with_provider: Settings, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        create_app(replace(with_provider, auth_client_id="page", **changes))
