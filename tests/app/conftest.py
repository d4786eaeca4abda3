from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from app.dev_key import ensure_dev_key
from app.settings import Settings
from db.migrate import Urls
from domain.roles import Role
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
