"""Importing a schedule as a page does it: upload the file, rehearse it, take it in."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.uploads import LARGEST_UPLOAD, MOST_UPLOADED_ROWS
from domain.roles import Role
from domain.schedule_file import COLUMNS
from tests.factories import Studio
from tests.resolvers.records import log, state_of
from tests.schedule import FILE, INVALID, LINES, REFUSED, TIME_ZONE, expected
from tests.server import Client, Server

IMPORT = """
mutation Import($input: ImportBookingsInput!) {
  importBookings(input: $input) {
    __typename
    ... on BookingsImported {
      dryRun total created exists refused invalid nextLine revision
      rows {
        line externalId result code reason
        booking { id externalId artist { name } }
        conflicts { id externalId }
      }
    }
    ... on UserError { code message path }
  }
}
"""
HEADER = ",".join(COLUMNS)


@pytest.fixture
async def manager(server: Server, studio: Studio) -> Client:
    return await server.client(studio.email(Role.MANAGER))


async def send(
    client: Client, content: bytes | None = None, content_type: str = "text/csv"
) -> httpx.Response:
    return await client.server.http.post(
        "/uploads/bookings",
        content=FILE.read_bytes() if content is None else content,
        headers={"authorization": f"Bearer {client.token}", "content-type": content_type},
    )


async def uploaded(client: Client, content: bytes | None = None) -> str:
    answer = await send(client, content)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def take_in(client: Client, upload: str, **options: Any) -> Any:
    given = {"uploadId": upload, "timeZone": TIME_ZONE, "createMissing": True, **options}
    return (await client.data(IMPORT, input=given))["importBookings"]


def refusals(answer: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json()["errors"]]


async def test_a_file_is_rehearsed_taken_in_and_taken_in_again(
    manager: Client, studio: Studio
) -> None:
    upload = await uploaded(manager)
    dry = await take_in(manager, upload, dryRun=True)
    assert (dry["dryRun"], dry["revision"], await log(studio)) == (True, 0, [])
    real = await take_in(manager, upload)
    counts = {"total": 26, "created": 12, "exists": 0, "refused": 2, "invalid": 12}
    for answer in (dry, real):
        assert {name: answer[name] for name in counts} == counts
        assert answer["nextLine"] is None
        found = {row["line"]: row["result"].lower() for row in answer["rows"]}
        assert found == {line: expected(line) for line in LINES}
    assert real["revision"] == len(await log(studio))
    again = await take_in(manager, upload)
    assert (again["created"], again["exists"]) == (0, 12)
    assert again["revision"] == real["revision"]


async def test_each_row_tells_its_booking_or_what_was_in_the_way(manager: Client) -> None:
    imported = await take_in(manager, await uploaded(manager))
    rows = {row["line"]: row for row in imported["rows"]}
    assert rows[2]["booking"]["externalId"] == "A-1"
    assert rows[2]["booking"]["artist"] == {"name": "Änne Berg"}
    assert {line: rows[line]["code"] for line in REFUSED} == REFUSED
    assert (rows[6]["booking"], rows[6]["conflicts"]) == (
        None,
        [{"id": rows[2]["booking"]["id"], "externalId": "A-1"}],
    )
    assert {line: rows[line]["reason"] for line in INVALID} == INVALID
    assert {rows[line]["code"] for line in INVALID} == {"INVALID_INPUT"}


async def test_a_dry_run_has_no_bookings_to_show(manager: Client) -> None:
    imported = await take_in(manager, await uploaded(manager), dryRun=True)
    assert all(not row["booking"] and not row["conflicts"] for row in imported["rows"])


async def test_a_long_file_is_taken_in_call_by_call(manager: Client, studio: Studio) -> None:
    rows = "".join(
        f"X-{n},Bo,,,2023-05-{1 + n // 20:02}T{n % 20:02}:00,2023-05-{1 + n // 20:02}"
        f"T{n % 20:02}:30,pencil,\n"
        for n in range(600)
    )
    upload = await uploaded(manager, f"{HEADER}\n{rows}".encode())
    line, lines = 1, []
    while line is not None:
        imported = await take_in(manager, upload, fromLine=line)
        assert imported["created"] == len(imported["rows"]) <= 500
        lines += [row["line"] for row in imported["rows"]]
        line = imported["nextLine"]
    assert lines == list(range(2, 602))
    assert len(await log(studio)) == 601


async def test_another_studio_neither_finds_the_upload_nor_sees_what_came_of_it(
    server: Server, manager: Client, studio: Studio, other_studio: Studio
) -> None:
    upload = await uploaded(manager)
    stranger = await server.client(other_studio.email(Role.OWNER))
    assert await take_in(stranger, upload) == await take_in(stranger, str(uuid4()))
    assert (await take_in(stranger, "no id"))["code"] == "NOT_FOUND"
    assert (await take_in(stranger, upload))["path"] == ["uploadId"]
    await take_in(manager, upload)
    assert await state_of(other_studio) == {}
    await take_in(stranger, await uploaded(stranger))
    counted = "{ bookings(filter: { statuses: [HOLD, PENCIL, CONFIRMED] }) { totalCount } }"
    for client in (manager, stranger):
        assert (await client.data(counted))["bookings"]["totalCount"] == 12


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ARTIST])
async def test_who_may_only_read_neither_uploads_nor_imports(
    server: Server, manager: Client, studio: Studio, role: Role
) -> None:
    reader = await server.client(studio.email(role))
    answer = await send(reader)
    assert (answer.status_code, refusals(answer)) == (403, ["FORBIDDEN"])
    given = {"uploadId": await uploaded(manager), "timeZone": TIME_ZONE}
    assert refusals(await reader.post(IMPORT, {"input": given})) == ["FORBIDDEN"]
    assert await log(studio) == []


async def test_without_a_good_token_nothing_is_taken(server: Server, studio: Studio) -> None:
    answer = await send(Client(server, "nonsense"))
    assert (answer.status_code, refusals(answer)) == (401, ["UNAUTHENTICATED"])
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("content", "content_type", "status", "code"),
    [
        (b"{}", "application/json", 415, "BAD_REQUEST"),
        (b"", "text/csv; charset=latin-1", 415, "BAD_REQUEST"),
        (b"", "text/csv", 400, "INVALID_INPUT"),
        (b"\xff", "text/csv", 400, "INVALID_INPUT"),
        (b"name,colour\nBo,red", "text/csv", 400, "INVALID_INPUT"),
        (f"{HEADER}\n\0".encode(), "text/csv", 400, "INVALID_INPUT"),
        (b"x" * (LARGEST_UPLOAD + 1), "text/csv", 413, "LIMIT_EXCEEDED"),
        (f"{HEADER}\n".encode() + b"x\n" * (MOST_UPLOADED_ROWS + 1), "text/csv", 413, None),
    ],
)
async def test_what_is_no_schedule_is_not_kept(
    manager: Client, content: bytes, content_type: str, status: int, code: str | None
) -> None:
    answer = await send(manager, content, content_type)
    assert (answer.status_code, refusals(answer)) == (status, [code or "LIMIT_EXCEEDED"])


async def test_a_file_of_the_most_rows_and_a_charset_is_taken(manager: Client) -> None:
    content = f"{HEADER}\n".encode() + b"x\n" * MOST_UPLOADED_ROWS
    answer = await send(manager, content, 'text/csv; header=present; charset="UTF-8"')
    assert answer.status_code == 201
    dry = await take_in(manager, answer.json()["id"], dryRun=True, fromLine=9_900)
    assert (dry["invalid"], dry["nextLine"]) == (102, None)


async def test_a_wrong_time_zone_is_refused(manager: Client, studio: Studio) -> None:
    refused = await take_in(manager, await uploaded(manager), timeZone="Mars/Olympus")
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["timeZone"])
    assert await log(studio) == []
