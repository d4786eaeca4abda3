"""Named examples of what generated operations do not reach, or reach without saying so."""

import asyncio
import base64
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest
from strawberry.types import ExecutionResult

from domain.booking import BookingStatus
from domain.roles import Role
from tests.factories import Studio, hours
from tests.schema.oracle.realms import Server, answered


async def ask(
    server: Server, studio: Studio, text: str, role: Role = Role.MANAGER, **variables: Any
) -> ExecutionResult:
    return await server.ask(text, variables, server.context(studio.id, studio.members[role], role))


async def delete(superuser: asyncpg.Connection, table: str, row_id: UUID) -> None:
    """Take a row away that others need."""
    async with superuser.transaction():
        await superuser.execute("set local session_replication_role = replica")
        await superuser.execute(f"delete from {table} where id = $1", row_id)


async def test_a_missing_row_nulls_the_nearest_place_that_can_be_null(
    server: Server, studio: Studio, superuser: asyncpg.Connection
) -> None:
    artist = await studio.artist()
    booking = await studio.book(artist)
    await delete(superuser, "artists", artist)
    text = """
        query ($id: ID!) {
            first: booking(id: $id) { id artist { name } }
            project(id: $id) { id }
            second: node(id: $id) { ... on Booking { status artist { id } } }
            third: node(id: $id) { id }
        }
    """
    answer = answered(await ask(server, studio, text, id=str(booking)))
    assert answer.data == {
        "first": None,
        "project": None,
        "second": None,
        "third": {"id": str(booking)},
    }
    assert answer.errors == [["first", "artist"], ["second", "artist"]]


async def test_a_missing_row_in_a_list_without_nulls_nulls_everything(
    server: Server, studio: Studio, superuser: asyncpg.Connection
) -> None:
    artist, project = await studio.artist(), await studio.project()
    await studio.book(artist, project_id=project, phase_id=await studio.phase(project))
    await delete(superuser, "artists", artist)
    await delete(superuser, "projects", project)
    selected = "phase { project { name } } artist { name }"
    text = f"{{ bookings(filter: {{statuses: [HOLD, CANCELLED]}}) {{ nodes {{ {selected} }} }} }}"
    answer = answered(await ask(server, studio, text))
    assert answer.data is None
    first = ["bookings", "nodes", 0]
    assert answer.errors == [[*first, "artist"], [*first, "phase", "project"]]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ARTIST])
async def test_whether_something_comes_before_a_page_is_a_matter_of_its_own_list(
    server: Server, studio: Studio, role: Role
) -> None:
    artist = await studio.artist(user_id=studio.members[Role.ARTIST])
    first, second = await studio.project("A"), await studio.project("B")
    firm = BookingStatus.CONFIRMED
    await studio.book(artist, project_id=first, status=firm, **hours(0, 1))
    await studio.book(artist, project_id=second, status=firm, **hours(1, 2))
    text = """
        query ($after: String) { projects { nodes {
          bookings(first: 1, after: $after) { pageInfo { hasPreviousPage endCursor } }
        } } }
    """
    answer = answered(await ask(server, studio, text, role))
    pages = [node["bookings"]["pageInfo"] for node in answer.data["projects"]["nodes"]]
    assert [page["hasPreviousPage"] for page in pages] == [False, False]
    answer = answered(await ask(server, studio, text, role, after=pages[0]["endCursor"]))
    pages = [node["bookings"]["pageInfo"] for node in answer.data["projects"]["nodes"]]
    assert [page["hasPreviousPage"] for page in pages] == [True, False]


async def test_an_impossible_argument_leaves_the_fields_beside_it_alone(
    server: Server, studio: Studio
) -> None:
    artist = await studio.artist()
    text = """
        query ($id: ID!, $from: DateTime!, $to: DateTime!) {
            wrong: artist(id: $id) { name bookings(from: $to, to: $from) { id } }
            right: artist(id: $id) { name bookings(from: $from, to: $to) { id } }
        }
    """
    window = {key: at.isoformat() for key, at in hours(0, 1).items()}
    result = await ask(
        server,
        studio,
        text,
        id=str(artist),
        **{"from": window["start_time"]},
        to=window["end_time"],
    )
    answer = answered(result)
    assert answer.data == {"wrong": None, "right": {"name": "Änne Berg", "bookings": []}}
    # Arguments are looked at before any row is read, so the whole field is at fault.
    assert answer.errors == [["wrong"]]
    assert result.errors
    assert (result.errors[0].extensions or {})["code"] == "INVALID_INPUT"


async def test_an_empty_studio_has_empty_lists(server: Server, studio: Studio) -> None:
    page = "nodes { id } edges { cursor } totalCount pageInfo { hasNextPage endCursor }"
    text = f"{{ artists(first: 200) {{ {page} }} events(orderBy: REVISION_DESC) {{ totalCount }} }}"
    answer = answered(await ask(server, studio, text))
    assert answer.errors == []
    assert answer.data == {
        "artists": {
            "nodes": [],
            "edges": [],
            "totalCount": 0,
            "pageInfo": {"hasNextPage": False, "endCursor": None},
        },
        "events": {"totalCount": 0},
    }


async def test_something_before_a_page_is_only_what_the_list_would_show(
    server: Server, studio: Studio
) -> None:
    for name in ("Ada", "Bo", "Cy"):
        await studio.artist(name)
    page = "nodes { name } pageInfo { hasPreviousPage endCursor }"
    first = answered(await ask(server, studio, f"{{ artists(first: 1) {{ {page} }} }}")).data
    text = f"query ($after: String!, $search: String) {{ artists(after: $after, filter: {{search: $search}}) {{ {page} }} }}"  # noqa: E501
    after = first["artists"]["pageInfo"]["endCursor"]
    all_of_them = answered(await ask(server, studio, text, after=after)).data["artists"]
    only_cy = answered(await ask(server, studio, text, after=after, search="cy")).data["artists"]
    assert [node["name"] for node in all_of_them["nodes"]] == ["Bo", "Cy"]
    assert all_of_them["pageInfo"]["hasPreviousPage"] is True
    assert [node["name"] for node in only_cy["nodes"]] == ["Cy"]
    assert only_cy["pageInfo"]["hasPreviousPage"] is False


@pytest.mark.parametrize(
    ("field", "order", "key"),
    [
        ("artists", "artists.NAME_ASC", "\0"),
        ("artists", "artists.NAME_ASC", 5),
        ("artists", "projects.NAME_ASC", "anna"),
        ("artists", "artists.NAME_DESC", "anna"),
        ("bookings", "bookings.START_TIME_ASC", "2027-03-01T09:00:00"),
        ("bookings", "bookings.START_TIME_ASC", "2027-03-01T09:00:00+99:00"),
        ("bookings", "bookings.START_TIME_ASC", None),
    ],
)
async def test_a_cursor_made_by_hand_is_refused(
    server: Server, studio: Studio, field: str, order: str, key: Any
) -> None:
    inside = orjson.dumps([order, key, str(studio.id)])
    cursor = base64.urlsafe_b64encode(inside).decode().rstrip("=")
    text = f"query ($after: String) {{ {field}(after: $after) {{ totalCount }} }}"
    result = await ask(server, studio, text, after=cursor)
    assert [(error.extensions or {})["code"] for error in result.errors or ()] == ["INVALID_INPUT"]


async def test_root_fields_side_by_side_see_one_snapshot(server: Server, studio: Studio) -> None:
    text = (
        "{ viewer { tenant { revision } } events(first: 1) { totalCount } artists { totalCount } }"
    )
    seen: list[tuple[int, int, int]] = []

    async def write() -> None:
        for number in range(30):
            await studio.artist(f"Artist {number}")

    writing = asyncio.create_task(write())
    while not writing.done():
        data = answered(await ask(server, studio, text, Role.ADMIN)).data
        tenant = data["viewer"]["tenant"]
        found = tenant["revision"], data["events"]["totalCount"], data["artists"]["totalCount"]
        seen.append(found)
    await writing
    assert len(set(seen)) > 3
    assert all(len({*counts}) == 1 for counts in seen)
