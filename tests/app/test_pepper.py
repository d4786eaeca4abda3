"""A server without a secret for API keys has none, and says so; a poor secret is refused."""

from pathlib import Path
from uuid import uuid4

import pytest

from app.pepper import ensure_pepper, pepper_of
from app.refusal import Refusal
from app.settings import Settings
from domain.api_key import make_key
from domain.roles import Role
from tests.api.administration import CREATE_KEY
from tests.app.server import Server
from tests.factories import Studio

SECRET = "s" * 32


def test_a_short_secret_is_refused_and_not_repeated() -> None:
    assert pepper_of(Settings()) is None
    assert pepper_of(Settings(api_key_pepper=SECRET)) == SECRET.encode()
    with pytest.raises(Refusal) as refused:
        pepper_of(Settings(api_key_pepper="hush"))
    assert "hush" not in str(refused.value)


def test_a_development_server_makes_its_own_and_keeps_it(tmp_path: Path) -> None:
    file = ensure_pepper(tmp_path / "api-key-pepper")
    assert file.stat().st_mode & 0o777 == 0o600
    made = file.read_text()
    assert pepper_of(Settings(api_key_pepper=made)) == made.encode()
    assert ensure_pepper(file).read_text() == made


async def test_without_a_secret_there_are_no_keys(server: Server, studio: Studio) -> None:
    admin = await server.token(studio.email(Role.ADMIN))
    made = await server.ask(CREATE_KEY, admin, input={"name": "Key", "scopes": ["schedule:read"]})
    assert made.json()["data"]["createApiKey"]["code"] == "NOT_OFFERED"
    used = await server.ask("{ viewer { role } }", make_key(uuid4()).text)
    assert "API_KEY_PEPPER is not set" in used.json()["errors"][0]["message"]
