"""Databases of their own, for tests that change a schema under everybody's feet."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import make_url

from app.embedded.postgres import EmbeddedPostgres
from db.migrate import OWNER, Urls
from tests.db.catalogue import Server

SPARE = "production_tool_spare"


@pytest.fixture
async def spare(
    postgres: EmbeddedPostgres, urls: Urls, superuser: asyncpg.Connection
) -> AsyncIterator[Server]:
    """An empty database beside the tests' own, gone after the test."""
    await superuser.execute(f"create database {SPARE} owner {OWNER}")

    def moved(url: str) -> str:
        return make_url(url).set(database=SPARE).render_as_string(hide_password=False)

    connection = await asyncpg.connect(moved(postgres.superuser_url))
    yield Server(Urls(moved(urls.app_url), moved(urls.migration_url)), connection)
    await connection.close()
    await superuser.execute(f"drop database {SPARE} with (force)")
