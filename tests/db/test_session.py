"""The doors to the database: who may hold their keys, and what happens when nobody is in."""

import socket

import pytest
from sqlalchemy import make_url

from app.embedded.postgres import EmbeddedPostgres
from db.migrate import Urls
from db.session import Database, UnsafeLogin


async def test_the_api_serves_as_a_role_that_row_security_binds(urls: Urls) -> None:
    database = Database(urls.app_url)
    await database.assert_unprivileged()
    await database.close()


async def test_the_api_refuses_to_serve_as_owner_or_superuser(
    postgres: EmbeddedPostgres, urls: Urls
) -> None:
    for url, role in (
        (urls.migration_url, "production_tool_owner"),
        (postgres.superuser_url, "postgres"),
    ):
        database = Database(url)
        with pytest.raises(UnsafeLogin, match=f"logs in as {role}") as refusal:
            await database.assert_unprivileged()
        assert "MIGRATION_DATABASE_URL" in str(refusal.value)
        await database.close()


async def test_a_database_that_does_not_answer_is_not_reachable(urls: Urls) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        url = make_url(urls.app_url).set(port=taken.getsockname()[1])
        nobody = Database(url.render_as_string(hide_password=False))
        assert not await nobody.is_reachable()
        await nobody.close()
    database = Database(urls.app_url)
    assert await database.is_reachable()
    await database.close()
