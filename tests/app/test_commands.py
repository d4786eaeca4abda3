"""`production-tool` as an operator meets it: what it says, and how it ends."""

import asyncio
import os
import shlex
import signal
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import asyncpg
import httpx
import pytest
from sqlalchemy import make_url

from app import cli
from app.embedded.ports import free_port
from app.embedded.postgres import EmbeddedPostgres
from db import migrate
from db.migrate import APP, OWNER, SYSTEM, Urls, newest_revision
from tests.app.server import connect

CHECKOUT = Path(__file__).parents[2]
MIGRATED = f"The schema is at revision {newest_revision()}.\n"
SEEDED = "The demo studios are there: northlight, driftwood.\n"


class Server:
    """A PostgreSQL that knows nothing of us, with an empty database."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(database="studio")
        self._maintenance = url

    def login(self, name: str) -> str:
        """The database's URL for somebody whose password is `secret`."""
        return self.url.set(username=name, password="secret").render_as_string(False)

    @property
    def superuser(self) -> str:
        return self.url.render_as_string(False)

    def run(self, *statements: str, maintenance: bool = False) -> list[asyncpg.Record]:
        """Run statements as the superuser, and answer the rows of the last."""

        async def ask() -> list[asyncpg.Record]:
            url = self._maintenance if maintenance else self.superuser
            connection = await asyncpg.connect(url)
            try:
                rows: list[asyncpg.Record] = []
                for statement in statements:
                    rows = await connection.fetch(statement)
                return rows
            finally:
                await connection.close()

        return asyncio.run(ask())

    def owners(self) -> set[str]:
        """Who owns the tables."""
        rows = self.run("select tableowner from pg_tables where schemaname = 'public'")
        return {row["tableowner"] for row in rows}

    def clear(self) -> None:
        self.run("drop database if exists studio with (force)", maintenance=True)
        for role in (APP, SYSTEM, OWNER, "deploy"):
            self.run(f"drop role if exists {role}", maintenance=True)


@pytest.fixture(scope="module")
def postgres_of_their_own() -> Iterator[EmbeddedPostgres]:
    with TemporaryDirectory(dir="/tmp", prefix="production-tool-test-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data", durable=False) as server:
            yield server


@pytest.fixture
def server(postgres_of_their_own: EmbeddedPostgres) -> Iterator[Server]:
    server = Server(postgres_of_their_own.superuser_url)
    server.run("create database studio", maintenance=True)
    yield server
    server.clear()


@pytest.fixture
def urls(server: Server) -> Urls:
    """The ways into the empty database, whose roles are there."""
    urls = asyncio.run(migrate.prepare(server.superuser, "studio"))
    server.run(f"alter database studio owner to {OWNER}")
    return urls


def production_tool(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        cwd=CHECKOUT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refusal(*arguments: str, **environ: str) -> str:
    """The one line with which a command gives up."""
    ended = production_tool(*arguments, **environ)
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout == ""
    (line,) = ended.stderr.splitlines()
    assert line.startswith("production-tool: ")
    return line


# migrate -----------------------------------------------------------------------------------------


def test_migrate_makes_the_roles_where_a_superuser_logs_in(server: Server) -> None:
    for _ in range(2):
        ended = production_tool("migrate", MIGRATION_DATABASE_URL=server.superuser)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, MIGRATED, "")
    assert server.owners() == {OWNER}
    server.run(f"alter role {APP} login password 'secret'")
    ended = production_tool("seed", DATABASE_URL=server.login(APP))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, SEEDED, "")


def test_migrate_makes_the_roles_where_the_login_may(server: Server) -> None:
    server.run(
        "create role deploy login createrole password 'secret'",
        "alter database studio owner to deploy",
    )
    for _ in range(2):
        ended = production_tool("migrate", MIGRATION_DATABASE_URL=server.login("deploy"))
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, MIGRATED, "")
    assert server.owners() == {OWNER}


def test_migrate_says_what_a_superuser_has_to_run_where_the_login_may_not(server: Server) -> None:
    server.run("create role deploy login password 'secret'")
    line = refusal("migrate", MIGRATION_DATABASE_URL=server.login("deploy"))
    program, *given = shlex.split(line.partition("once: ")[2])
    assert (program, given[:2]) == ("psql", ["-d", "studio"])
    run_as_psql_does(server, given[2:])
    ended = production_tool("migrate", MIGRATION_DATABASE_URL=server.login("deploy"))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, MIGRATED, "")
    assert server.owners() == {OWNER}


def run_as_psql_does(server: Server, given: Sequence[str]) -> None:
    for option, value in zip(given[::2], given[1::2], strict=True):
        if option == "-f":
            assert value.endswith("migrations/roles.sql")
            server.run(Path(value).read_text())
        else:
            assert option == "-c"
            server.run(value)


def test_a_migration_that_fails_is_told_in_one_line(server: Server, urls: Urls) -> None:
    server.run(f"set role {OWNER}", "create table events ()")
    line = refusal("migrate", MIGRATION_DATABASE_URL=urls.migration_url)
    assert 'relation "events" already exists' in line


FOUND = (
    *("found", "tidepool", "--name", "Tidepool", "--time-zone", "Europe/London"),
    *("--currency", "GBP", "--owner", "olive@tidepool.example"),
)


@pytest.mark.parametrize("command", [("serve",), ("worker",), ("seed",), FOUND])
def test_a_database_that_is_not_migrated_is_noticed(urls: Urls, command: Sequence[str]) -> None:
    environ = {"DATABASE_URL": urls.app_url, "PORT": str(free_port())}
    assert "run the command `migrate` first" in refusal(*command, **environ)
    asyncio.run(migrate.upgrade(urls.migration_url, "0001"))
    assert "at revision 0001 and has to be at" in refusal(*command, **environ)


# found -------------------------------------------------------------------------------------------


def test_found_makes_a_studio_with_its_owner_and_refuses_in_one_line(
    server: Server, urls: Urls
) -> None:
    asyncio.run(migrate.upgrade(urls.migration_url))
    ended = production_tool(*FOUND, DATABASE_URL=urls.app_url)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == (
        "Tidepool (tidepool) is founded. It is olive@tidepool.example's, who comes in by signing"
        " in with this address.\n"
    )
    (made,) = server.run(
        "select t.slug, m.role, u.email from memberships m"
        " join tenants t on t.id = m.tenant_id join users u on u.id = m.user_id"
    )
    assert tuple(made) == ("tidepool", "owner", "olive@tidepool.example")
    again = refusal(*FOUND, DATABASE_URL=urls.app_url)
    assert again == "production-tool: Another studio has this short name."
    nowhere = refusal(*FOUND, "--time-zone", "Mars", DATABASE_URL=urls.app_url)
    assert nowhere == "production-tool: This is no IANA time zone, such as Europe/London."


def test_found_finds_the_embedded_database_running_or_not(data_dir: Path) -> None:
    environ = {"DATABASE_URL": "", "DATA_DIR": str(data_dir)}
    with EmbeddedPostgres(data_dir, durable=False) as server:
        urls = asyncio.run(migrate.prepare(server.superuser_url, "production_tool"))
        asyncio.run(migrate.upgrade(urls.migration_url))
        beside = production_tool(*FOUND, **environ)
    assert (beside.returncode, beside.stderr) == (0, "")
    assert "Tidepool (tidepool) is founded." in beside.stdout
    alone = refusal(*FOUND, **environ)
    assert alone == "production-tool: Another studio has this short name."


def test_found_without_any_database_says_what_to_set(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    line = refusal(*FOUND, DATABASE_URL="", DATA_DIR=str(folder))
    assert line == f"production-tool: no database in {folder}: set DATABASE_URL, or DATA_DIR"


# run ---------------------------------------------------------------------------------------------


@pytest.fixture
def ready(urls: Urls, tmp_path: Path) -> dict[str, str]:
    """What `run` needs of its environment to serve from a database that is there."""
    return {
        "DATABASE_URL": urls.app_url,
        "MIGRATION_DATABASE_URL": urls.migration_url,
        "DATA_DIR": str(tmp_path),
        "PORT": str(free_port()),
    }


@pytest.fixture
async def running(ready: dict[str, str]) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app.cli", "run"),
        cwd=CHECKOUT,
        env={**os.environ, **ready, "WORKERS": "2"},
        # What runs in the background, as these tests may, is deaf to it otherwise.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    yield process
    if process.returncode is None:
        process.kill()
        await process.communicate()


async def test_run_shows_its_banner_and_no_more_however_often_it_is_interrupted(
    running: Process, ready: dict[str, str]
) -> None:
    assert running.stdout
    address = f"127.0.0.1:{ready['PORT']}"
    said = ""
    async with asyncio.timeout(60):
        while "Ctrl-C" not in said:
            said += (await running.stdout.readline()).decode()
        async with httpx.AsyncClient(base_url=f"http://{address}") as http:
            asked = {"email": "manager@northlight.example"}
            token = (await http.post("/auth/dev/token", json=asked)).json()["token"]
        async with connect(address) as socket:
            await socket.send(type="connection_init", payload={"authorization": f"Bearer {token}"})
            await socket.receive()
            await socket.subscribe("subscription { bookingEvents { revision } }")
            await socket.send(type="ping")
            assert await socket.receive() == {"type": "pong"}
            running.send_signal(signal.SIGINT)
            await socket.closed()  # or the second might arrive as one with the first
            running.send_signal(signal.SIGINT)
            rest, complaints = await running.communicate()
    assert said.startswith("WORKERS is ignored: `run` serves with one process.\n\n  Production")
    assert f"http://{address}/\n" in said
    assert f"http://{address}/graphql\n" in said
    assert running.returncode == cli.INTERRUPTED
    assert rest.strip() == complaints == b""


def test_a_broken_key_of_our_own_is_named(ready: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "dev-key.pem").write_text("broken")
    assert f"{tmp_path}/dev-key.pem holds no private ES256 key" in refusal("run", **ready)


def test_a_folder_that_cannot_be_made_is_named(ready: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ready["DATA_DIR"] = f"{tmp_path}/file"
    assert f"cannot make {tmp_path}/file: " in refusal("run", **ready)


# All of them -------------------------------------------------------------------------------------


class Interrupted:
    """Somebody who presses Ctrl-C while we are still loading."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name == "app.command_line":
            raise KeyboardInterrupt
        return None


def test_an_interruption_while_the_program_loads_is_silent(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "app.command_line", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])
    assert cli.main(["run"]) == cli.INTERRUPTED
    assert capfd.readouterr() == ("", "")


def test_help_begins_with_what_this_is() -> None:
    ended = production_tool("--help")
    assert ended.returncode == 0
    assert "\nServes and looks after Production Tool, the booking platform" in ended.stdout
