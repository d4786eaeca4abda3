import asyncio
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from app.embedded import binaries
from app.embedded.account import Account, unprivileged
from app.embedded.binaries import COPIES
from app.embedded.errors import CannotStart
from app.embedded.postgres import EmbeddedPostgres
from app.embedded.redis import RedisServer
from app.embedded.waiting import wait_until

CHECKOUT = Path(__file__).parents[2]
IS_ROOT = os.geteuid() == 0

# A program that serves the folder it is given until it is ended, and says so.
PROGRAM = """
import os, signal, sys, threading
from pathlib import Path
import app.embedded.postgres
from app.embedded.postgres import EmbeddedPostgres

folder, threads, user = sys.argv[1:]
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
if threads == "many":
    threading.Thread(target=threading.Event().wait, daemon=True).start()
if user:
    os.setgroups([])
    os.setgid(int(user))
    os.setuid(int(user))
with EmbeddedPostgres(Path(folder), durable=False) as server:
    print(server.superuser_url, flush=True)
    signal.pause()
"""


def serve(
    data_dir: Path, *, threads: str = "one", user: str = "", path: str = ""
) -> subprocess.Popen[str]:
    environ = os.environ | {"PATH": f"{path}:{os.environ['PATH']}"} if path else None
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, data_dir, threads, user],
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        env=environ,
    )


def url_of(program: subprocess.Popen[str]) -> str:
    assert program.stdout
    return program.stdout.readline().strip()


def end(program: subprocess.Popen[str], request: signal.Signals) -> int:
    program.send_signal(request)
    assert program.stdout
    program.stdout.close()
    return program.wait(30)


def query(url: str, sql: str) -> list[asyncpg.Record]:
    async def ask() -> list[asyncpg.Record]:
        connection = await asyncpg.connect(url)
        try:
            rows: list[asyncpg.Record] = await connection.fetch(sql)
            return rows
        finally:
            await connection.close()

    return asyncio.run(ask())


def processes_of(url: str, data_dir: Path) -> list[int]:
    """The postmaster and what it started; the connection that asks is gone by the answer."""
    rows = query(url, "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    postmaster = (data_dir / "postgres" / "data" / "postmaster.pid").read_text().split()[0]
    return [int(postmaster), *(row["pid"] for row in rows)]


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_data_survive_a_clean_stop_and_the_port_is_kept(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as first:
        query(first.superuser_url, "CREATE TABLE artists AS SELECT 'Zoe' AS name")
    with EmbeddedPostgres(data_dir) as second:
        assert second.superuser_url == first.superuser_url
        assert query(second.superuser_url, "SELECT name FROM artists")[0]["name"] == "Zoe"


def test_it_sorts_by_code_point_speaks_utc_and_has_what_the_schedule_needs(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir, durable=False, max_connections=50) as server:
        query(server.superuser_url, "CREATE EXTENSION btree_gist")
        (row,) = query(
            server.superuser_url,
            "SELECT 'B' < 'a' AS sorts, upper('ä') AS upper, current_setting('timezone') AS zone,"
            " current_setting('server_encoding') AS encoding,"
            " current_setting('fsync') AS fsync, current_setting('max_connections') AS connections",
        )
    assert dict(row) == {
        "sorts": True,
        "upper": "Ä",
        "zone": "UTC",
        "encoding": "UTF8",
        "fsync": "off",
        "connections": "50",
    }


def test_nobody_enters_without_the_password(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir, durable=False) as server:
        port = server.superuser_url.rpartition(":")[2]
        with pytest.raises(asyncpg.InvalidPasswordError):
            query(f"postgresql://postgres:guess@127.0.0.1:{port}", "SELECT 1")
        password = data_dir / "postgres" / "password"
        assert stat.S_IMODE(password.stat().st_mode) == 0o600
        assert stat.S_IMODE((data_dir / "postgres" / "data").stat().st_mode) == 0o700


@pytest.mark.parametrize("threads", ["one", "many"])
def test_no_process_is_left_when_the_server_is_killed(data_dir: Path, threads: str) -> None:
    program = serve(data_dir, threads=threads)
    processes = processes_of(url_of(program), data_dir)
    assert len(processes) > 3
    end(program, signal.SIGKILL)
    assert wait_until(lambda: all(map(is_gone, processes)), patience=20)


def test_a_first_start_that_is_cut_off_leaves_nothing_half_done(data_dir: Path) -> None:
    program = serve(data_dir)
    begun = "postgres/unfinished-*/postgresql.conf"
    assert wait_until(lambda: any(data_dir.glob(begun)), patience=20, every=0.001)
    end(program, signal.SIGKILL)
    with EmbeddedPostgres(data_dir, durable=False) as server:
        assert query(server.superuser_url, "SELECT 1 AS one")[0]["one"] == 1


def test_sigterm_ends_it_cleanly(data_dir: Path) -> None:
    program = serve(data_dir)
    processes = processes_of(url_of(program), data_dir)
    assert end(program, signal.SIGTERM) == 0
    assert all(map(is_gone, processes))


def test_a_start_right_after_a_kill_finds_the_same_data(data_dir: Path) -> None:
    program = serve(data_dir)
    url = url_of(program)
    query(url, "CREATE TABLE artists AS SELECT 'Zoe' AS name")
    end(program, signal.SIGKILL)
    with EmbeddedPostgres(data_dir, durable=False) as server:
        assert query(server.superuser_url, "SELECT name FROM artists")[0]["name"] == "Zoe"


def test_a_server_that_outlived_its_starter_gives_way(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir, durable=False) as server:
        query(server.superuser_url, "CREATE TABLE artists AS SELECT 'Zoe' AS name")
        version = server.version
    cluster = data_dir / "postgres"
    account = unprivileged(owner_of=cluster / "data")
    port = (cluster / "port").read_text()
    program = binaries.find(account, int(version.split(".")[0])).folder / "postgres"
    leftover = subprocess.Popen(
        [program, "-D", cluster / "data", "-p", port, "-k", ""],
        cwd=cluster,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"LC_ALL": "C"},
        **account.identity,
    )
    assert wait_until(lambda: is_ready(cluster), patience=20)
    with EmbeddedPostgres(data_dir, durable=False) as server:
        assert leftover.wait(20) == 0
        assert query(server.superuser_url, "SELECT name FROM artists")[0]["name"] == "Zoe"


def is_ready(cluster: Path) -> bool:
    file = cluster / "data" / "postmaster.pid"
    return file.exists() and "ready" in file.read_text()


def test_a_pid_file_that_names_somebody_else_is_in_nobodys_way(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir, durable=False):
        pid_file = data_dir / "postgres" / "data" / "postmaster.pid"
        left = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *left[1:]]))
    with EmbeddedPostgres(data_dir, durable=False) as server:
        assert query(server.superuser_url, "SELECT 1 AS one")[0]["one"] == 1


def test_a_folder_is_served_by_one_process_only(data_dir: Path) -> None:
    with (
        EmbeddedPostgres(data_dir, durable=False),
        pytest.raises(CannotStart, match="in use by another run"),
    ):
        EmbeddedPostgres(data_dir).__enter__()


def test_a_port_that_is_taken_meanwhile_is_exchanged(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir, durable=False) as first:
        port = urlsplit(first.superuser_url).port
    with (
        socket.create_server(("127.0.0.1", port or 0)),
        EmbeddedPostgres(data_dir, durable=False) as second,
    ):
        assert urlsplit(second.superuser_url).port != port
        assert query(second.superuser_url, "SELECT 1 AS one")[0]["one"] == 1


def test_a_server_that_cannot_start_says_why_in_one_line(data_dir: Path) -> None:
    with pytest.raises(CannotStart, match=r"did not start: .*max_connections") as refused:
        EmbeddedPostgres(data_dir, durable=False, max_connections=0).__enter__()
    assert "\n" not in str(refused.value)


def test_it_serves_an_ordinary_user(data_dir: Path) -> None:
    if IS_ROOT:
        nobody = pwd.getpwnam("nobody")
        reachable = binaries.find(Account(nobody.pw_uid, nobody.pw_gid), None).folder
        os.chown(data_dir.parent, nobody.pw_uid, nobody.pw_gid)
        program = serve(data_dir, user=str(nobody.pw_uid), path=str(reachable))
    else:
        program = serve(data_dir)
    url = url_of(program)
    try:
        assert query(url, "SELECT 1 AS one")[0]["one"] == 1
        owner = (data_dir / "postgres").stat().st_uid
        assert owner == (pwd.getpwnam("nobody").pw_uid if IS_ROOT else os.getuid())
    finally:
        assert end(program, signal.SIGTERM) == 0


def test_it_serves_a_folder_that_no_other_user_can_reach(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    data_dir = tmp_path / "data"
    with EmbeddedPostgres(data_dir, durable=False) as first:
        # Only root has to start PostgreSQL as somebody else, who cannot get there.
        assert first.folder.parent == (COPIES if IS_ROOT else data_dir)
        query(first.superuser_url, "CREATE TABLE artists AS SELECT 'Zoe' AS name")
    try:
        with EmbeddedPostgres(data_dir, durable=False) as second:
            assert second.folder == first.folder == (data_dir / "postgres").resolve()
            assert query(second.superuser_url, "SELECT name FROM artists")[0]["name"] == "Zoe"
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    finally:
        shutil.rmtree(first.folder)


def test_redis_lives_dies_and_lives_again_on_one_port() -> None:
    with RedisServer() as server:
        url = server.url
        for end_it in (server.kill, server.stop):
            end_it()
            server.start()
        server.pause()
        server.resume()
        assert server.url == url
    server.stop()
