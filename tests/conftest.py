"""A real PostgreSQL for the whole run, an empty database for every test that asks for one."""

import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
import pytest
from sqlalchemy import make_url

from app.embedded.binaries import COPIES
from app.embedded.postgres import EmbeddedPostgres
from db import migrate
from db.migrate import Urls
from db.session import Database
from tests.factories import Studio, found_studio
from tests.server import CHECKOUT

TABLES = (
    "audit_log, api_keys, invitations, identities, uploads, events, booking_reasons, challenges,"
    " bookings, phases, projects,"
    " artists, memberships, users, tenant_revisions, tenants"
)


@pytest.fixture(scope="session", autouse=True)
def nothing_outlives_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Root's PostgreSQL keeps its data elsewhere where it cannot reach pytest's own folders."""
    yield
    links = tmp_path_factory.getbasetemp().glob("*/**/postgres")
    left = [link.readlink() for link in links if link.is_symlink() and link.exists()]
    assert not [folder for folder in left if folder.parent == COPIES], "use `data_dir`"


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A folder for PostgreSQL that its user can reach, which pytest's own are not."""
    with TemporaryDirectory(dir="/tmp", prefix="production-tool-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "data"


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    # pytest's own folders are closed to the user that PostgreSQL runs as when we are root.
    with TemporaryDirectory(dir="/tmp", prefix="production-tool-test-") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        with EmbeddedPostgres(data, durable=False, max_connections=400) as server:
            yield server


@pytest.fixture(scope="session")
async def urls(postgres: EmbeddedPostgres) -> Urls:
    """The migrated test database, as the API role and as the owner of its tables."""
    urls = await migrate.prepare(postgres.superuser_url, "production_tool_test")
    await migrate.upgrade(urls.migration_url)
    return urls


@pytest.fixture(scope="session")
async def superuser(postgres: EmbeddedPostgres, urls: Urls) -> AsyncIterator[asyncpg.Connection]:
    """A way around everything, for arranging and inspecting; never for what is being tested."""
    url = make_url(postgres.superuser_url).set(database=make_url(urls.app_url).database)
    connection = await asyncpg.connect(url.render_as_string(hide_password=False))
    yield connection
    await connection.close()


@pytest.fixture(scope="session")
async def pool(urls: Urls) -> AsyncIterator[Database]:
    database = Database(urls.app_url, pool_size=20, statement_timeout=30)
    yield database
    await database.close()


@pytest.fixture
async def db(pool: Database, superuser: asyncpg.Connection) -> Database:
    """The database as the server has it, empty: truncated, since a rollback would hide races."""
    # The log refuses to be truncated; only a replica's session passes its trigger.
    await superuser.execute(
        f"set session_replication_role = replica; truncate {TABLES};"
        " set session_replication_role = origin"
    )
    return pool


@pytest.fixture
async def studio(db: Database) -> Studio:
    """A studio with a member of each role."""
    return await found_studio(db, "northlight")


@pytest.fixture
async def other_studio(db: Database) -> Studio:
    """Another studio, whose things are nobody's business."""
    return await found_studio(db, "driftwood")


@pytest.fixture(scope="session")
def chromium(pytestconfig: pytest.Config) -> str:
    """Where the browser is; without one the tests are left out, which does not do in CI."""
    # What is missing has to be seen in a run of which the rest goes well.
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        found = subprocess.run([CHECKOUT / "bin" / "chromium"], stdout=subprocess.PIPE, text=True)
    if found.returncode == 0:
        return found.stdout.strip()
    if os.environ.get("CI") == "true":
        pytest.fail("there is no Chromium or Chrome, and CI is to run the browser tests")
    pytest.skip("there is no Chromium or Chrome")
