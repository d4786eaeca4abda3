"""What each role sees, through every way there is to be answered."""

import asyncio
from typing import Any

import asyncpg
import pytest

from domain.roles import Role
from tests.api.crew import WEEK, Crew, gather_crew
from tests.factories import Studio, hours
from tests.server import Client, Server

WHOLE = """
fragment Whole on Booking {
  id status startTime endTime version createdAt updatedAt artist { name }
  holdRank expiresAt endReason reason notes externalId
  project { id name } phase { name } createdBy { name }
}
"""
CALENDAR = """
query ($from: DateTime!, $to: DateTime!) {
  artists { nodes {
    name specialties employment timeZone email hourlyRate user { name email }
    bookings(from: $from, to: $to, statuses: [HOLD, PENCIL, CONFIRMED, CANCELLED]) { ...Whole }
  } }
}
"""
EVERY = "statuses: [HOLD, PENCIL, CONFIRMED, CANCELLED]"
HIDDEN = (
    "holdRank",
    "expiresAt",
    "endReason",
    "reason",
    "notes",
    "externalId",
    "project",
    "phase",
    "createdBy",
)
SHOWN = ("id", "status", "startTime", "endTime", "version", "createdAt", "updatedAt", "artist")


@pytest.fixture
async def crew(server: Server, studio: Studio, superuser: asyncpg.Connection) -> Crew:
    return await gather_crew(server, studio, superuser)


def is_busy(booking: dict[str, Any]) -> bool:
    return all(booking[name] is None for name in HIDDEN) and all(booking[name] for name in SHOWN)


def is_in_full(booking: dict[str, Any]) -> bool:
    return all(booking[name] is not None for name in ("notes", "project", "createdBy", *SHOWN))


async def calendar(client: Client) -> dict[str, dict[str, Any]]:
    answer = await client.data(CALENDAR + WHOLE, **WEEK)
    return {artist["name"]: artist for artist in answer["artists"]["nodes"]}


async def listed(client: Client, given: str) -> tuple[list[str], int]:
    text = f"{{ bookings(filter: {{ {given} }}) {{ nodes {{ id }} totalCount }} }}"
    found = (await client.data(text))["bookings"]
    return [node["id"] for node in found["nodes"]], found["totalCount"]


@pytest.mark.parametrize(("name", "me", "other"), [("ada", "Ada", "Bo"), ("bo", "Bo", "Ada")])
async def test_artists_see_their_own_in_full_and_the_others_as_busy(
    crew: Crew, name: str, me: str, other: str
) -> None:
    client = await crew.client(name)
    for _ in range(3):  # the plan is cold, then hot, then the operation is known
        seen = await calendar(client)
        mine, ended = seen[me]["bookings"]
        assert is_in_full(mine)
        assert (ended["status"], ended["reason"]) == ("CANCELLED", "Rain")
        (theirs,) = seen[other]["bookings"]
        assert is_busy(theirs)
        assert seen[me]["hourlyRate"] is not None
        assert seen[me]["email"].endswith("@home.example")
        assert seen[me]["user"]["email"].endswith("@northlight.example")
        assert [seen[other][key] for key in ("hourlyRate", "email", "user")] == [None] * 3
        assert (seen[other]["employment"], seen[other]["timeZone"]) == (
            "FREELANCE",
            "Europe/London",
        )


async def test_managers_see_everything_and_viewers_no_money_addresses_and_reasons(
    crew: Crew,
) -> None:
    managers = await calendar(await crew.client("manager"))
    viewers = await calendar(await crew.client("viewer"))
    for name in ("Ada", "Bo"):
        booked, ended = managers[name]["bookings"]
        assert is_in_full(booked)
        assert ended["reason"] == "Rain"
        assert viewers[name]["bookings"] == [booked, {**ended, "reason": None}]
        assert managers[name]["hourlyRate"]
        assert managers[name]["email"]
        assert managers[name]["user"]["email"]
        assert (viewers[name]["hourlyRate"], viewers[name]["email"]) == (None, None)
        assert viewers[name]["user"]["email"] is None
    budgets = "{ projects { nodes { budget budgetHours } } }"
    for name, seen in (("manager", True), ("viewer", False), ("ada", False)):
        for project in (await (await crew.client(name)).data(budgets))["projects"]["nodes"]:
            assert all((value is not None) is seen for value in project.values())


@pytest.mark.parametrize("role", Role)
async def test_everybody_sees_their_own_address(crew: Crew, role: Role) -> None:
    client = await crew.client("ada" if role is Role.ARTIST else role.value)
    viewer = (await client.data("{ viewer { user { email } artist { hourlyRate } } }"))["viewer"]
    assert viewer["user"]["email"] == crew.studio.email(role)
    assert viewer["artist"] == ({"hourlyRate": "50.00"} if role is Role.ARTIST else None)


async def test_no_cache_mixes_up_who_asks_at_once(crew: Crew) -> None:
    clients = [await crew.client(name) for name in ("ada", "manager", "bo", "viewer")]
    alone = [await calendar(client) for client in clients]
    for _ in range(5):
        together = await asyncio.gather(*(calendar(client) for client in clients * 3))
        assert together == alone * 3


async def test_an_artist_cannot_ask_for_what_is_hidden(crew: Crew) -> None:
    ada = await crew.client("ada")
    for given, ids in (
        (f'projectIds: ["{crew.series}"]', []),
        (f'projectIds: ["{crew.feature}", "{crew.series}"]', [crew.adas]),
        ('externalId: "crm-2"', []),
        ('externalId: "crm-1"', [crew.adas]),
        ("statuses: [CANCELLED]", [crew.adas_ended]),
        (f'artistIds: ["{crew.bo}"], {EVERY}', [crew.bos]),
    ):
        assert await listed(ada, given) == ([str(found) for found in ids], len(ids)), given


async def test_projects_without_an_own_booking_do_not_exist_for_an_artist(crew: Crew) -> None:
    ada = await crew.client("ada")
    text = f"""{{
      projects {{ nodes {{ id phases {{ name }} bookings({EVERY}) {{ totalCount nodes {{ id }} }} }}
                  totalCount }}
      feature: project(id: "{crew.feature}") {{ name budget }}
      series: project(id: "{crew.series}") {{ name }}
      node(id: "{crew.series}") {{ id }}
    }}"""
    for _ in range(3):
        seen = await ada.data(text)
        assert seen["projects"] == {
            "nodes": [
                {
                    "id": str(crew.feature),
                    "phases": [{"name": "Ink"}],
                    "bookings": {"totalCount": 1, "nodes": [{"id": str(crew.adas)}]},
                },
                {
                    "id": str(crew.shelved),
                    "phases": [],
                    "bookings": {"totalCount": 1, "nodes": [{"id": str(crew.adas_ended)}]},
                },
            ],
            "totalCount": 2,
        }
        assert seen["feature"] == {"name": "Feature", "budget": None}
        assert (seen["series"], seen["node"]) == (None, None)


async def test_single_things_are_seen_as_they_are_in_lists(crew: Crew) -> None:
    ada = await crew.client("ada")
    text = (
        "query($id: ID!) { booking(id: $id) { ...Whole } node(id: $id) { ... on Booking { ...Whole"
        " } } }"
    )
    for _ in range(3):
        mine = await ada.data(text + WHOLE, id=str(crew.adas))
        theirs = await ada.data(text + WHOLE, id=str(crew.bos))
        ended = await ada.data(text + WHOLE, id=str(crew.bos_ended))
        assert mine["booking"] == mine["node"]
        assert is_in_full(mine["booking"])
        assert theirs["booking"] == theirs["node"]
        assert is_busy(theirs["booking"])
        assert ended == {"booking": None, "node": None}


async def test_where_the_studio_hides_them_the_others_bookings_are_not_there(crew: Crew) -> None:
    ada = await crew.client("ada")
    one = "query($id: ID!) { booking(id: $id) { id } node(id: $id) { id } }"
    assert await listed(ada, EVERY) == (
        [str(crew.adas), str(crew.bos), str(crew.adas_ended)],
        3,
    )
    await crew.let("artists_see_busy", be=False)
    for _ in range(2):
        assert await listed(ada, EVERY) == ([str(crew.adas), str(crew.adas_ended)], 2)
        assert await ada.data(one, id=str(crew.bos)) == {"booking": None, "node": None}
        assert (await calendar(ada))["Bo"]["bookings"] == []
    pages = await ada.data("{ bookings(first: 1) { pageInfo { hasNextPage } nodes { id } } }")
    assert pages["bookings"] == {
        "pageInfo": {"hasNextPage": False},
        "nodes": [{"id": str(crew.adas)}],
    }


async def test_an_expired_hold_of_another_is_not_there(crew: Crew) -> None:
    held = await crew.studio.book(crew.bo, **hours(5, 6))
    ada = await crew.client("ada")
    assert str(held) in (await listed(ada, EVERY))[0]
    await crew.superuser.execute(
        "update bookings set expires_at = now() - interval '1 hour' where id = $1", held
    )
    assert str(held) not in (await listed(ada, EVERY))[0]


async def test_an_artist_who_is_linked_to_nobody_has_nothing_of_their_own(
    crew: Crew, superuser: asyncpg.Connection
) -> None:
    await superuser.execute("update artists set user_id = null")
    ada = await crew.client("ada")
    seen = await calendar(ada)
    assert [is_busy(booking) for name in seen for booking in seen[name]["bookings"]] == [True] * 2
    assert (await ada.data("{ projects { totalCount } }"))["projects"]["totalCount"] == 0
