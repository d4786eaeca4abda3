"""The short way for mutations over HTTP: who may write is decided by the membership of now."""

import asyncpg
import httpx
import pytest

from domain.roles import Role
from tests.api.documents import CREATE
from tests.factories import Studio
from tests.resolvers.records import log
from tests.server import Client, Server


async def book(client: Client, artist: object, day: int) -> httpx.Response:
    given = {
        "artistId": str(artist),
        "startTime": f"2027-03-{day:02}T09:00:00Z",
        "endTime": f"2027-03-{day:02}T18:00:00Z",
        "status": "CONFIRMED",
    }
    return await client.post(CREATE, {"input": given})


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("update memberships set role = 'viewer' where role = 'manager'", "FORBIDDEN"),
        ("delete from memberships where role = 'manager'", "UNAUTHENTICATED"),
    ],
)
async def test_whoever_loses_their_role_books_no_more(
    server: Server, studio: Studio, superuser: asyncpg.Connection, statement: str, code: str
) -> None:
    client = await server.client(studio.email(Role.MANAGER))
    artist = await studio.artist()
    for day in (1, 2, 3):
        assert (await book(client, artist, day)).json()["data"]["createBooking"]["booking"]
    await superuser.execute(statement)
    for day in (4, 5):
        body = (await book(client, artist, day)).json()
        assert body["errors"][0]["extensions"]["code"] == code
    assert len(await log(studio)) == 4


async def test_a_clash_is_told_in_the_same_words_each_time(server: Server, studio: Studio) -> None:
    client = await server.client(studio.email(Role.MANAGER))
    artist = await studio.artist()
    await book(client, artist, 1)
    answers = [(await book(client, artist, 1)).json()["data"]["createBooking"] for _ in range(3)]
    assert answers[0]["__typename"] == "BookingConflict"
    assert len(answers[0]["conflicts"]) == 1
    assert answers[0] == answers[1] == answers[2]


async def test_a_known_mutation_is_not_run_by_a_link(server: Server, studio: Studio) -> None:
    client = await server.client(studio.email(Role.MANAGER))
    text = 'mutation { createArtist(input: {name: "Bo", employment: STAFF}) { __typename } }'
    for _ in range(2):
        assert (await client.post(text)).json()["data"]["createArtist"]
    answer = await server.http.get(
        "/graphql", params={"query": text}, headers={"authorization": f"Bearer {client.token}"}
    )
    assert answer.status_code == 405
    assert len(await log(studio)) == 2
