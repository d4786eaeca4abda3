"""`production-tool import bookings`, as a real process."""

import asyncio
import csv
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.embedded.postgres import EmbeddedPostgres
from db import migrate
from db.migrate import Urls
from db.session import Database
from tests.factories import Studio, found_studio
from tests.resolvers.records import log, state_of
from tests.schedule import FILE, INVALID, LINES, REFUSED, REMARKS, TIME_ZONE, expected

CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How the command ended, and what it said."""

    code: int | None
    out: str
    err: str


async def run(*arguments: object, **environ: str) -> Ended:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app.cli", "import", "bookings", *map(str, arguments)),
        cwd=CHECKOUT,
        env={**os.environ, "DATABASE_URL": "", **environ},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(60):
        out, err = await process.communicate()
    return Ended(process.returncode, out.decode(), err.decode())


def order(file: Path = FILE, changes: Mapping[str, str] | None = None) -> list[object]:
    """The command's arguments, for the studio northlight unless `changes` say otherwise."""
    values = {
        "studio": "northlight",
        "as": "manager@northlight.example",
        "time-zone": TIME_ZONE,
        **(changes or {}),
    }
    return [file, *(part for name, value in values.items() for part in (f"--{name}", value))]


@pytest.fixture
def environ(urls: Urls) -> dict[str, str]:
    return {"DATABASE_URL": urls.app_url}


def rows(report: Path) -> list[dict[str, str]]:
    with report.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


async def test_what_became_of_each_row_is_said_and_reported(
    studio: Studio, environ: dict[str, str], tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    ended = await run(*order(), "--create-missing", "--report", report, **environ)
    assert (ended.code, ended.err) == (0, "")
    assert "26 rows, 12 created, 0 exists, 2 refused, 12 invalid" in ended.out
    assert str(report) in ended.out
    reported = dict(zip(LINES, rows(report), strict=True))
    assert {line: row["result"] for line, row in reported.items()} == {
        line: expected(line) for line in LINES
    }
    assert {line: reported[line]["reason"] for line in INVALID} == INVALID
    assert {line: reported[line]["reason"] for line in REMARKS} == REMARKS
    for line, code in REFUSED.items():
        assert reported[line]["reason"].startswith(f"{code}: ")
        assert reported[line]["conflicts"]
    file = rows(FILE)
    assert list(reported[2]) == [*file[0], "result", "reason", "conflicts"]
    assert reported[3] | file[1] == reported[3]


async def test_a_second_run_changes_nothing_and_a_dry_run_neither(
    studio: Studio, environ: dict[str, str], tmp_path: Path
) -> None:
    dry = await run(*order(), "--create-missing", "--dry-run", **environ)
    assert (dry.code, await log(studio)) == (0, [])
    assert "12 created" in dry.out
    assert "nothing was written" in dry.out
    await run(*order(), "--create-missing", **environ)
    before = await state_of(studio), await log(studio)
    again = await run(*order(), "--create-missing", **environ)
    assert "0 created, 12 exists, 2 refused" in again.out
    assert (await state_of(studio), await log(studio)) == before


async def test_a_report_can_be_imported_again(
    studio: Studio, environ: dict[str, str], tmp_path: Path
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    await run(*order(), "--create-missing", "--report", first, **environ)
    ended = await run(*order(first), "--report", second, **environ)
    assert "0 created, 12 exists" in ended.out
    assert list(rows(second)[0]) == list(rows(first)[0])


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"studio": "nowhere"}, "there is no studio nowhere"),
        ({"as": "nobody@northlight.example"}, "nobody@northlight.example is no member"),
        ({"as": "viewer@northlight.example"}, "needs the scope bookings:write"),
        ({"as": "manager@driftwood.example"}, "is no member of northlight"),
        ({"time-zone": "Mars/Olympus"}, "time zone"),
    ],
)
async def test_what_is_in_the_way_of_all_is_said_in_one_line(
    studio: Studio,
    other_studio: Studio,
    environ: dict[str, str],
    changes: dict[str, str],
    complaint: str,
) -> None:
    ended = await run(*order(changes=changes), **environ)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("production-tool: ")
    assert complaint in ended.err
    assert ended.err.count("\n") == 1
    assert await log(studio) == []


async def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    studio: Studio, environ: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "image.csv").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "other.csv").write_text("name,colour\nBo,red\n")
    for name, complaint in {
        "none.csv": "No such file",
        "image.csv": "not text",
        "other.csv": "does not name the columns external_id",
    }.items():
        ended = await run(*order(tmp_path / name), **environ)
        assert (ended.code, ended.err.count("\n")) == (1, 1)
        assert complaint in ended.err


async def test_a_report_that_cannot_be_written_stops_it_before_anything_is_done(
    studio: Studio, environ: dict[str, str], tmp_path: Path
) -> None:
    file = Path(shutil.copy(FILE, tmp_path / "schedule.csv"))
    before = rows(file)
    for report in (tmp_path / "no" / "report.csv", file):
        ended = await run(*order(file), "--create-missing", "--report", report, **environ)
        assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert rows(file) == before
    assert await log(studio) == []


async def test_it_finds_the_embedded_database_running_or_not(data_dir: Path) -> None:
    environ = {"DATA_DIR": str(data_dir)}
    with EmbeddedPostgres(data_dir, durable=False) as server:
        urls = await migrate.prepare(server.superuser_url, "production_tool")
        await migrate.upgrade(urls.migration_url)
        await _found(urls, "northlight")
        beside = await run(*order(), "--create-missing", **environ)
        assert "12 created" in beside.out, beside.err
        await _found(urls, "driftwood")  # its password still holds
    alone = await run(*order(), "--create-missing", **environ)
    assert "0 created, 12 exists" in alone.out, alone.err


async def _found(urls: Urls, slug: str) -> None:
    database = Database(urls.app_url, pool_size=1)
    try:
        await found_studio(database, slug)
    finally:
        await database.close()


async def test_without_any_database_it_says_what_to_set(tmp_path: Path) -> None:
    ended = await run(*order(), DATA_DIR=str(tmp_path / "none"))
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert "set DATABASE_URL, or DATA_DIR" in ended.err
    assert not (tmp_path / "none").exists()
