"""A server without a secret for API keys has none, and says so; a poor secret is refused."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from app.pepper import ensure_pepper, pepper_of
from app.refusal import Refusal
from app.settings import Secret, Settings
from domain.api_key import make_key
from domain.roles import Role
from tests.api.administration import CREATE_KEY
from tests.app.server import Server
from tests.factories import Studio

SECRET = "s" * 32


def test_the_secret_comes_from_the_setting_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "pepper"
    file.write_text(f"{SECRET}\n")
    assert pepper_of(Settings()) is None
    assert pepper_of(Settings(api_key_pepper=Secret(SECRET))) == SECRET.encode()
    assert pepper_of(Settings(api_key_pepper_file=file)) == SECRET.encode()
    both = Settings(api_key_pepper=Secret("t" * 32), api_key_pepper_file=file)
    assert pepper_of(both) == b"t" * 32


def test_a_short_secret_is_refused_and_not_repeated(tmp_path: Path) -> None:
    file = tmp_path / "pepper"
    file.write_text("hush")
    for settings in (Settings(api_key_pepper=Secret("hush")), Settings(api_key_pepper_file=file)):
        with pytest.raises(Refusal) as refused:
            pepper_of(settings)
        assert "hush" not in str(refused.value)


def test_a_development_server_makes_its_own_and_keeps_it(tmp_path: Path) -> None:
    file = ensure_pepper(tmp_path / "api-key-pepper")
    assert file.stat().st_mode & 0o777 == 0o600
    settings = Settings(api_key_pepper_file=file)
    assert pepper_of(settings) == pepper_of(
        replace(settings, api_key_pepper_file=ensure_pepper(file))
    )


async def test_without_a_secret_there_are_no_keys(server: Server, studio: Studio) -> None:
    admin = await server.token(studio.email(Role.ADMIN))
    made = await server.ask(CREATE_KEY, admin, input={"name": "Key", "scopes": ["schedule:read"]})
    assert made.json()["data"]["createApiKey"]["code"] == "NOT_OFFERED"
    used = await server.ask("{ viewer { role } }", make_key(uuid4()).text)
    assert "API_KEY_PEPPER is not set" in used.json()["errors"][0]["message"]
