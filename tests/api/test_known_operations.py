"""The short way for known operations: it must not be told from the ordinary one but by its speed.

The first request of a person takes the ordinary way, for nobody knows their role yet; those after
it the short one. `asked_twice` looks at both answers.
"""

from typing import Any

import asyncpg
import pytest

from domain.roles import Role
from tests.factories import Studio, hours
from tests.server import Client, Server

RATES = "{ artists(first: 5) { nodes { name hourlyRate } } }"
WINDOW = """
query Window($from: DateTime!, $to: DateTime!, $with: Boolean = true) {
  artists(first: 5) {
    nodes { name bookings(from: $from, to: $to) { id status project @include(if: $with) { name } } }
  }
}
"""
DAY = {"from": "2027-03-01T00:00:00Z", "to": "2027-03-02T00:00:00Z"}

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "rows": (WINDOW, DAY),
    "another selection by a variable": (WINDOW, DAY | {"with": False}),
    "an alias, twice": ("{ a: viewer { role } b: viewer { role scopes } }", {}),
    "nothing": ('{ booking(id: "nonsense") { id } }', {}),
    "nothing selected": ("query($no: Boolean = false) { viewer @include(if: $no) { role } }", {}),
    "an argument refused": (WINDOW, DAY | {"to": "2029-03-02T00:00:00Z"}),
    "one argument of two refused": (
        '{ viewer { role } artists(after: "nonsense") { nodes { id } } }',
        {},
    ),
    "a variable missing": (WINDOW, {"from": DAY["from"]}),
    "a variable of a wrong form": (WINDOW, DAY | {"to": "tomorrow"}),
    "a limit exceeded by a variable": (
        "query($n: Int!) { artists(first: $n) { nodes { id } } }",
        {"n": 1000},
    ),
    "a page of nothing": ("query($n: Int!) { artists(first: $n) { nodes { id } } }", {"n": 0}),
    "introspection beside data": ("{ __typename viewer { role } }", {}),
    "a field that is none": ("{ viewer { nonsense } }", {}),
    "a scope that is missing": ("{ events(first: 1) { nodes { data } } }", {}),
}


@pytest.fixture
async def furnished(studio: Studio) -> Studio:
    artist = await studio.artist(hourly_rate=None)
    await studio.book(artist, project_id=await studio.project(), **hours(0, 8))
    return studio


async def asked_twice(server: Server, email: str, case: str) -> list[tuple[int, bytes]]:
    client = await server.client(email)
    answers = [await client.post(*CASES[case]) for _ in range(3)]
    return [(answer.status_code, answer.content) for answer in answers]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.VIEWER])
@pytest.mark.parametrize("case", CASES)
async def test_a_known_operation_is_answered_as_the_first_time(
    server: Server, furnished: Studio, case: str, role: Role
) -> None:
    first, second, third = await asked_twice(server, furnished.email(role), case)
    assert first == second == third


async def test_a_role_that_is_lowered_is_lowered_at_once(
    server: Server, studio: Studio, superuser: asyncpg.Connection
) -> None:
    await studio.artist(hourly_rate=None)
    await superuser.execute("update artists set hourly_rate = 45")
    client = await server.client(studio.email(Role.MANAGER))
    before = [await client.data(RATES) for _ in range(3)]
    await superuser.execute("update memberships set role = 'viewer' where role = 'manager'")
    after = [await client.data(RATES) for _ in range(3)]
    rates = [answer["artists"]["nodes"][0]["hourlyRate"] for answer in before + after]
    assert rates == ["45.00"] * 3 + [None] * 3


async def test_a_member_who_is_removed_is_out_at_once(
    server: Server, studio: Studio, superuser: asyncpg.Connection
) -> None:
    client = await server.client(studio.email(Role.MANAGER))
    for _ in range(3):
        await client.data(RATES)
    await superuser.execute("delete from memberships where role = 'manager'")
    for _ in range(2):
        body = (await client.post(RATES)).json()
        assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_two_studios_ask_the_same_and_see_their_own(
    server: Server, studio: Studio, other_studio: Studio
) -> None:
    await studio.artist("Ours")
    await other_studio.artist("Theirs")
    clients = [await server.client(s.email(Role.MANAGER)) for s in (studio, other_studio)]
    for _ in range(3):
        names = [(await client.data(RATES))["artists"]["nodes"][0]["name"] for client in clients]
        assert names == ["Ours", "Theirs"]


async def test_nobody_rides_on_what_is_known_without_a_token(
    server: Server, studio: Studio
) -> None:
    client = await server.client(studio.email(Role.MANAGER))
    await client.data(RATES)
    stranger = Client(server, client.token[:-4] + "AAAA")
    assert (await stranger.post(RATES)).json()["errors"][0]["extensions"]["code"] == (
        "UNAUTHENTICATED"
    )
