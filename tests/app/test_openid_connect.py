"""Signing in at a certified OpenID provider, from its login page to an answer of ours."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import asyncpg
import jwt
import pytest

from app.settings import Settings
from domain.roles import Role
from tests import npm
from tests.app.openid import API, CLIENT, FOLDER, openid_provider, sign_in
from tests.app.server import Server, serving
from tests.factories import Studio
from tests.newcomers import invite
from tests.server import free_port

VIEWER = "{ viewer { role user { email name } tenant { slug } } }"
REFUSED = {"code": "UNAUTHENTICATED"}


class Provider:
    """The provider, on a port that it keeps over restarts."""

    def __init__(self) -> None:
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self._running = AsyncExitStack()

    async def start(self) -> None:
        await self._running.enter_async_context(openid_provider(self.port))

    async def stop(self) -> None:
        await self._running.aclose()


@pytest.fixture(scope="module")
async def provider() -> AsyncIterator[Provider]:
    npm.install(FOLDER)
    provider = Provider()
    await provider.start()
    yield provider
    await provider.stop()


@pytest.fixture
def trusting(settings: Settings, provider: Provider) -> Settings:
    return replace(settings, auth_dev_key_file=None, auth_issuer=provider.issuer, auth_audience=API)


async def test_a_person_signs_in_with_an_access_token_of_the_provider(
    provider: Provider, trusting: Settings, studio: Studio, superuser: asyncpg.Connection
) -> None:
    await invite(superuser, studio, "Ada@example.com", Role.MANAGER)
    tokens = await sign_in(provider.issuer, "ada@example.com")
    assert jwt.get_unverified_header(tokens["access_token"])["alg"] == "ES256"
    async with serving(trusting) as server:
        answer = await server.ask(VIEWER, tokens["access_token"])
        assert answer.json()["data"]["viewer"] == {
            "role": "MANAGER",
            "user": {"email": "ada@example.com", "name": "Ada Reyes"},
            "tenant": {"slug": "northlight"},
        }
        async with server.sign_in(tokens["access_token"]) as socket:
            await socket.subscribe(VIEWER)
            assert (await socket.receive())["payload"] == answer.json()
        assert await code(server, tokens["id_token"]) == REFUSED  # it is for another audience


async def test_a_page_may_use_its_id_token(
    provider: Provider, trusting: Settings, studio: Studio
) -> None:
    tokens = await sign_in(provider.issuer, studio.email(Role.VIEWER))
    assert jwt.get_unverified_header(tokens["id_token"])["alg"] == "RS256"
    async with serving(replace(trusting, auth_audience=CLIENT)) as server:
        answer = await server.ask(VIEWER, tokens["id_token"])
        assert answer.json()["data"]["viewer"]["role"] == "VIEWER"
        assert await code(server, tokens["access_token"]) == REFUSED


async def test_an_address_that_the_provider_has_not_verified_opens_nothing(
    provider: Provider, trusting: Settings, studio: Studio, superuser: asyncpg.Connection
) -> None:
    await invite(superuser, studio, "ada@unverified.example")
    tokens = await sign_in(provider.issuer, "ada@unverified.example")
    async with serving(trusting) as server:
        answer = await server.ask(VIEWER, tokens["access_token"])
        assert "verified" in answer.json()["errors"][0]["message"]


async def test_after_a_change_of_keys_new_tokens_count_at_once_and_old_ones_no_more(
    provider: Provider, trusting: Settings, studio: Studio
) -> None:
    email = studio.email(Role.OWNER)
    old = (await sign_in(provider.issuer, email))["access_token"]
    async with serving(trusting) as server:
        assert "data" in (await server.ask(VIEWER, old)).json()
        await provider.stop()
        assert "data" in (await server.ask(VIEWER, old)).json()
        await provider.start()
        assert "data" in (await server.ask(VIEWER, old)).json()  # nobody has asked for keys yet
        new = (await sign_in(provider.issuer, email))["access_token"]
        assert "data" in (await server.ask(VIEWER, new)).json()
        assert await code(server, old) == REFUSED


async def code(server: Server, token: str) -> object:
    (error,) = (await server.ask(VIEWER, token)).json()["errors"]
    return error["extensions"]
