"""Who is present, over WebSockets and on several servers."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import pytest

from app.embedded.redis import RedisServer
from domain.presence import MOST_ARTISTS, MOST_OF_A_PERSON
from domain.roles import Role
from tests.api.conftest import Environ
from tests.api.crew import gather_crew
from tests.api.presence import (
    UPDATE,
    WEEK,
    fresh,
    here,
    leave,
    refused,
    renewing,
    shown,
    until_shown,
    update,
    watching,
)
from tests.api.test_members import until_closed
from tests.factories import Studio
from tests.server import Client, Server

LIFETIME = 2.0
"""Seconds, on the two servers."""


@pytest.fixture(scope="module")
def mortal_redis() -> Iterator[RedisServer]:
    with RedisServer() as server:
        yield server


@pytest.fixture(scope="module")
async def couple(
    environ: Environ, mortal_redis: RedisServer
) -> AsyncIterator[tuple[Server, Server]]:
    """Two servers that hear of each other through a Redis of their own, and soon forget."""
    brief = {"REDIS_URL": mortal_redis.url, "PRESENCE_LIFETIME": str(LIFETIME)}
    near, far = Server(environ | brief), Server(environ | brief)
    await asyncio.gather(near.start(), far.start())
    yield near, far
    await near.close()
    await far.close()


async def test_who_subscribes_is_shown_at_once_who_is_there_and_what_they_look_at(
    server: Server, studio: Studio
) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    artist = await studio.artist()
    booking, session = await studio.book(artist), fresh()
    await here(manager, session, **WEEK, artistIds=[str(artist)], bookingId=str(booking))
    async with watching(await server.client(studio.email(Role.VIEWER))) as live:
        (present,) = await shown(live)
    assert present.pop("since").endswith("Z")
    assert present == {
        "user": {"id": str(studio.members[Role.MANAGER]), "name": "Manager of northlight"},
        "session": session,
        **WEEK,
        "artistIds": [str(artist)],
        "bookingId": str(booking),
    }


async def test_changes_are_shown_and_renewals_are_not(server: Server, studio: Studio) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    viewer = await server.client(studio.email(Role.VIEWER))
    mine, theirs = fresh(), fresh()
    async with watching(manager) as live:
        assert await shown(live) == []
        await here(viewer, theirs, **WEEK)
        (came,) = await shown(live)
        for _ in range(3):
            await here(viewer, theirs, **WEEK)
        await here(manager, mine)
        first, second = await shown(live)
        assert (first, second["session"]) == (came, mine)
        await here(viewer, theirs)
        moved, _ = await shown(live)
        assert moved == {**came, "from": None, "to": None}
        await leave(viewer, theirs)
        assert [each["session"] for each in await shown(live)] == [mine]
        await leave(manager, mine)
        assert await shown(live) == []


async def test_many_changes_at_once_are_few_lists(server: Server, studio: Studio) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    sessions = [fresh() for _ in range(MOST_OF_A_PERSON)]
    async with watching(manager) as live:
        await shown(live)
        await asyncio.gather(*(here(manager, session) for session in sessions))
        lists = 1
        while len(await shown(live)) < len(sessions):
            lists += 1
        assert lists <= 10
        for session in sessions:
            await leave(manager, session)


async def test_who_is_there_on_one_server_is_shown_on_another(
    couple: tuple[Server, Server], studio: Studio
) -> None:
    near, far = [await server.client(studio.email(Role.MANAGER)) for server in couple]
    session = fresh()
    async with watching(far) as live:
        assert await shown(live) == []
        await here(near, session, **WEEK)
        (present,) = await shown(live)
        assert (present["session"], present["from"]) == (session, WEEK["from"])
        await leave(near, session)
        assert await shown(live) == []


async def test_who_dies_without_goodbye_is_shown_no_more(
    couple: tuple[Server, Server], studio: Studio
) -> None:
    dying = await couple[0].client(studio.email(Role.MANAGER))
    living = await couple[1].client(studio.email(Role.VIEWER))
    gone, stays = fresh(), fresh()
    assert await update(dying, gone) == {"__typename": "PresenceSaved", "expiresIn": LIFETIME}
    async with watching(living) as live:
        assert [each["session"] for each in await shown(live)] == [gone]
        async with renewing((living, stays)):
            await until_shown(live, gone, stays)
            assert [each["session"] for each in await shown(live)] == [stays]
        assert await shown(live) == []


async def test_without_redis_those_of_a_server_see_one_another_and_afterwards_all_do_again(
    couple: tuple[Server, Server], studio: Studio, mortal_redis: RedisServer
) -> None:
    near, far = [await server.client(studio.email(Role.MANAGER)) for server in couple]
    mine, theirs = fresh(), fresh()
    async with watching(near) as live:
        async with renewing((near, mine), (far, theirs)):
            await until_shown(live, mine, theirs)
            mortal_redis.kill()
            await until_shown(live, mine)
            mortal_redis.start()
            await until_shown(live, mine, theirs)
        mortal_redis.pause()
        try:
            async with asyncio.timeout(5):
                await here(near, mine, **WEEK)
                (alone,) = await until_shown(live, mine)
        finally:
            mortal_redis.resume()
        assert alone["from"] == WEEK["from"]


async def test_the_other_studio_is_shown_nothing(
    server: Server, studio: Studio, other_studio: Studio
) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    stranger = await server.client(other_studio.email(Role.OWNER))
    session = fresh()
    async with watching(stranger) as live:
        assert await shown(live) == []
        await here(manager, session, **WEEK)
        # Of the same id, and yet it is another's, in another studio.
        await here(stranger, session)
        (own,) = await shown(live)
        assert own["user"]["id"] == str(other_studio.members[Role.OWNER])
        await leave(stranger, session)
        assert await shown(live) == []
    async with watching(manager) as live:
        assert [each["from"] for each in await shown(live)] == [WEEK["from"]]


async def test_nobody_takes_over_the_session_of_a_colleague(server: Server, studio: Studio) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    viewer = await server.client(studio.email(Role.VIEWER))
    session = fresh()
    await here(manager, session, **WEEK)
    await here(viewer, session)
    await leave(viewer, session)
    async with watching(viewer) as live:
        (present,) = await shown(live)
    assert (present["user"]["name"], present["from"]) == ("Manager of northlight", WEEK["from"])


async def test_an_artist_is_shown_who_is_there_and_not_what_they_look_at(
    server: Server, studio: Studio, superuser: asyncpg.Connection
) -> None:
    crew = await gather_crew(server, studio, superuser)
    manager, ada = await crew.client("manager"), await crew.client("ada")
    session = fresh()
    await here(manager, session, **WEEK, artistIds=[str(crew.bo)], bookingId=str(crew.bos))
    async with watching(ada) as live:
        (present,) = await shown(live)
        assert (present["user"]["name"], present["session"]) == ("Manager of northlight", session)
        assert {present[each] for each in ("from", "to", "artistIds", "bookingId")} == {None}
        # What they do not see does not tell them that it changes either.
        await here(manager, session)
        mine = fresh()
        await here(ada, mine, bookingId=str(crew.adas))
        assert [each["session"] for each in await shown(live)] == [session, mine]


async def test_nobody_looks_at_what_they_do_not_see(
    server: Server, studio: Studio, other_studio: Studio, superuser: asyncpg.Connection
) -> None:
    crew = await gather_crew(server, studio, superuser)
    manager, viewer, ada = [await crew.client(name) for name in ("manager", "viewer", "ada")]
    foreign = await other_studio.artist()
    for unknown in (fresh(), "nonsense", str(await other_studio.book(foreign))):
        assert await refused(manager, bookingId=unknown) == ("NOT_FOUND", ["bookingId"])
    for unknown in (fresh(), "nonsense", str(foreign)):
        mixed = [str(crew.ada), unknown]
        assert await refused(manager, artistIds=mixed) == ("NOT_FOUND", ["artistIds"])
    await here(viewer, fresh(), bookingId=str(crew.bos_ended), artistIds=[str(crew.bo)])
    await here(ada, fresh(), bookingId=str(crew.bos))
    assert await refused(ada, bookingId=str(crew.bos_ended)) == ("NOT_FOUND", ["bookingId"])
    await crew.let("artists_see_busy", be=False)
    assert await refused(ada, bookingId=str(crew.bos)) == ("NOT_FOUND", ["bookingId"])


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"session": ""}, "session"),
        ({"session": "x" * 50_000}, "session"),
        ({"from": WEEK["from"]}, "to"),
        ({"to": WEEK["to"]}, "from"),
        ({"from": WEEK["to"], "to": WEEK["from"]}, "to"),
        ({"from": WEEK["from"], "to": WEEK["from"]}, "to"),
        ({"from": WEEK["from"], "to": "2028-06-01T00:00:00Z"}, "to"),
        ({"artistIds": [fresh() for _ in range(MOST_ARTISTS + 1)]}, "artistIds"),
        ({"artistIds": [fresh() for _ in range(2_000)]}, "artistIds"),
    ],
)
async def test_input_that_cannot_be_meant_is_refused(
    server: Server, studio: Studio, given: Any, path: str
) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    assert await refused(manager, **given) == ("INVALID_INPUT", [path])


async def test_a_time_without_an_offset_is_none(server: Server, studio: Studio) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    naive = {"session": fresh(), "from": "2027-03-01T00:00:00", "to": WEEK["to"]}
    answer = await manager.post(UPDATE, {"input": naive})
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_one_person_is_present_in_a_bounded_number_of_sessions(
    server: Server, studio: Studio
) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    viewer = await server.client(studio.email(Role.VIEWER))
    sessions = [fresh() for _ in range(MOST_OF_A_PERSON)]
    for session in sessions:
        await here(manager, session)
    assert await refused(manager) == ("TOO_MANY_SESSIONS", ["session"])
    await here(viewer, fresh())
    await here(manager, sessions[0], **WEEK)
    await leave(manager, sessions[0])
    await here(manager, fresh())


async def test_a_removed_member_disappears_and_their_stream_ends(
    server: Server, studio: Studio
) -> None:
    admin = await server.client(studio.email(Role.ADMIN))
    viewer = await server.client(studio.email(Role.VIEWER))
    stays, goes = fresh(), fresh()
    await here(admin, stays)
    await here(viewer, goes)
    remove = "mutation($i: RemoveMemberInput!) { removeMember(input: $i) { __typename } }"
    async with watching(admin) as watched, watching(viewer) as live:
        assert len(await shown(live)) == len(await shown(watched)) == 2
        ending = asyncio.create_task(until_closed(live))
        await admin.data(remove, i={"userId": str(studio.members[Role.VIEWER])})
        assert [each["session"] for each in await shown(watched)] == [stays]
        closed, *_ = await ending
        assert closed == 4401


async def test_who_becomes_an_artist_comes_back_as_one(server: Server, studio: Studio) -> None:
    admin = await server.client(studio.email(Role.ADMIN))
    viewer = await server.client(studio.email(Role.VIEWER))
    await here(admin, fresh(), **WEEK)
    change = "mutation($i: ChangeMemberRoleInput!) { changeMemberRole(input: $i) { __typename } }"
    demoted = {"userId": str(studio.members[Role.VIEWER]), "role": "ARTIST"}
    async with watching(viewer) as live:
        assert (await shown(live))[0]["from"] == WEEK["from"]
        await admin.data(change, i=demoted)
        closed, *_ = await until_closed(live)
        assert closed == 4403
    async with watching(viewer) as live:
        assert (await shown(live))[0]["from"] is None


async def test_a_program_may_watch_and_is_never_present(server: Server, studio: Studio) -> None:
    owner = await server.client(studio.email(Role.OWNER))
    make = """mutation($i: CreateApiKeyInput!) {
      createApiKey(input: $i) { ... on ApiKeyCreated { key } ... on UserError { message } }
    }"""
    key = (await owner.data(make, i={"name": "Wall", "scopes": ["schedule:read"]}))["createApiKey"]
    program = Client(server, key["key"])
    assert await refused(program) == ("FORBIDDEN", [])
    assert await refused(program, leave=True) == ("FORBIDDEN", [])
    session = fresh()
    await here(owner, session, **WEEK)
    async with watching(program) as live:
        assert [each["session"] for each in await shown(live)] == [session]


async def test_nothing_of_it_is_stored(
    server: Server, studio: Studio, superuser: asyncpg.Connection
) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    await here(manager, fresh(), **WEEK)
    for table in ("events", "audit_log"):
        found = await superuser.fetchval(
            f"select count(*) from {table} where {'type' if table == 'events' else 'action'} ilike"
            " '%presence%'"
        )
        assert found == 0
