from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from app.dev_key import ensure_dev_key
from app.settings import Settings
from db.migrate import Urls
from domain.roles import Role
from tests.app.provider import AUDIENCE, PARTY, Provider, new_rsa_key, publishing
from tests.app.server import Server, serving
from tests.factories import Studio


@pytest.fixture(scope="session")
def settings(urls: Urls, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    key = ensure_dev_key(tmp_path_factory.mktemp("keys") / "dev-key.pem")
    return replace(
        Settings(),
        database_url=urls.app_url,
        auth_dev_key_file=key,
        log_format="console",
        rate_limit_failures=0,  # forged tokens come by the dozen, all from one address
    )


@pytest.fixture(scope="session")
async def running(settings: Settings) -> AsyncIterator[Server]:
    async with serving(settings) as server:
        yield server


@pytest.fixture
async def server(running: Server, studio: Studio) -> Server:
    """The running server, and one studio in its database."""
    return running


@pytest.fixture
async def manager(server: Server, studio: Studio) -> str:
    """The token of the studio's manager."""
    return await server.token(studio.email(Role.MANAGER))


@pytest.fixture(scope="session")
async def provider() -> AsyncIterator[Provider]:
    """An identity provider, with keys of both kinds that keep."""
    async with publishing() as provider:
        provider.keys["rsa"] = new_rsa_key()
        yield provider


@pytest.fixture(scope="session")
async def running_with_oidc(settings: Settings, provider: Provider) -> AsyncIterator[Server]:
    strict = replace(
        settings,
        auth_dev_key_file=None,
        auth_issuer=provider.url,
        auth_audience=AUDIENCE,
        auth_authorized_parties=(PARTY,),
        auth_claim_tenant="studio",
    )
    async with serving(strict) as server:
        yield server


@pytest.fixture(scope="session")
async def running_with_clerk(settings: Settings, provider: Provider) -> AsyncIterator[Server]:
    clerk = replace(
        settings,
        auth_dev_key_file=None,
        auth_issuer=provider.url,
        auth_jwks_url=provider.keys_url,
        auth_authorized_parties=("https://preview.example", PARTY),
    )
    async with serving(clerk) as server:
        yield server


@pytest.fixture
async def oidc(running_with_oidc: Server, studio: Studio) -> Server:
    """A server that the provider's tokens open, with one studio in its database."""
    return running_with_oidc


@pytest.fixture
async def clerk(running_with_clerk: Server, studio: Studio) -> Server:
    """The same, set up for Clerk."""
    return running_with_clerk
