"""Members as administrators and everybody else deal with them: over HTTP, in roles, at once."""

import asyncio
import time
from collections import Counter
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from websockets.exceptions import ConnectionClosed

from domain.roles import Role
from tests.api.administration import (
    CHANGE_ROLE,
    INVITATIONS,
    INVITE,
    LINK,
    MEMBERS,
    REMOVE,
    TRANSFER,
    WITHDRAW,
    done,
    refusal_of,
)
from tests.api.documents import EVENTS, WATCH
from tests.factories import Studio, hours
from tests.server import Client, Live, Server

ADMINISTRATION: dict[str, dict[str, Any]] = {
    INVITE: {"email": "new@example.org", "role": "VIEWER"},
    WITHDRAW: {"id": str(uuid4())},
    CHANGE_ROLE: {"userId": str(uuid4()), "role": "VIEWER"},
    REMOVE: {"userId": str(uuid4())},
    LINK: {"artistId": str(uuid4()), "userId": None},
}


@pytest.fixture
async def owner(server: Server, studio: Studio) -> Client:
    return await server.client(studio.email(Role.OWNER))


@pytest.fixture
async def admin(server: Server, studio: Studio) -> Client:
    return await server.client(studio.email(Role.ADMIN))


def member(studio: Studio, role: Role) -> str:
    return str(studio.members[role])


# Lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ARTIST])
async def test_everybody_but_artists_sees_who_is_in_the_studio(
    server: Server, studio: Studio, other_studio: Studio, role: Role
) -> None:
    artist = await studio.artist(user_id=studio.members[Role.ARTIST])
    client = await server.client(studio.email(role))
    page = (await client.data(MEMBERS))["members"]
    assert {node["user"]["id"]: node["role"] for node in page["nodes"]} == {
        str(user_id): role.value.upper() for role, user_id in studio.members.items()
    }
    linked = {node["role"]: node["artist"] for node in page["nodes"] if node["artist"]}
    assert linked == {"ARTIST": {"id": str(artist)}}
    assert page["totalCount"] == len(Role)


async def test_an_artist_sees_themselves_among_the_members(server: Server, studio: Studio) -> None:
    artist = await studio.artist(user_id=studio.members[Role.ARTIST])
    client = await server.client(studio.email(Role.ARTIST))
    page = (await client.data(MEMBERS))["members"]
    assert [node["artist"] for node in page["nodes"]] == [{"id": str(artist)}]
    assert page["totalCount"] == 1


@pytest.mark.parametrize("order", ["SINCE_ASC", "SINCE_DESC"])
async def test_members_are_read_page_by_page(admin: Client, studio: Studio, order: str) -> None:
    whole = (await admin.data(MEMBERS, orderBy=order))["members"]["nodes"]
    assert len(whole) == len(Role)
    found, after = [], None
    while True:
        page = (await admin.data(MEMBERS, first=2, after=after, orderBy=order))["members"]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == whole


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ARTIST, Role.VIEWER])
async def test_only_administrators_administer(server: Server, studio: Studio, role: Role) -> None:
    client = await server.client(studio.email(role))
    for operation, values in ADMINISTRATION.items():
        assert await refusal_of(client, operation, **values) == "FORBIDDEN"
    assert await refusal_of(client, INVITATIONS) == "FORBIDDEN"


# Invitations -------------------------------------------------------------------------------------


async def test_an_invitation_is_made_renewed_and_withdrawn(
    admin: Client, owner: Client, studio: Studio, superuser: asyncpg.Connection
) -> None:
    artist = str(await studio.artist())
    first = await done(admin, INVITE, email="New@example.org", role="ARTIST", artistId=artist)
    made = first["invitation"]
    assert (made["email"], made["role"], made["artist"]) == (
        "New@example.org",
        "ARTIST",
        {"id": artist},
    )
    await superuser.execute("update invitations set expires_at = now() - interval '1 day'")
    again = (await done(owner, INVITE, email="new@EXAMPLE.org", role="MANAGER"))["invitation"]
    assert again["id"] == made["id"]
    assert (again["role"], again["artist"]) == ("MANAGER", None)
    assert again["invitedBy"] == {"name": "Owner of northlight"}
    assert again["expiresAt"] >= made["expiresAt"]
    listed = (await admin.data(INVITATIONS))["invitations"]["nodes"]
    assert [node["id"] for node in listed] == [made["id"]]
    withdrawn = await done(admin, WITHDRAW, id=made["id"])
    assert withdrawn == {"__typename": "InvitationWithdrawn", "id": made["id"]}
    assert await refusal_of(admin, WITHDRAW, id=made["id"]) == "NOT_FOUND"


async def test_what_cannot_be_invited_is_refused(
    admin: Client, studio: Studio, other_studio: Studio
) -> None:
    async def refused(**values: Any) -> Any:
        return await refusal_of(admin, INVITE, **{"role": "VIEWER", **values})

    linked = await studio.artist(user_id=studio.members[Role.ARTIST])
    assert await refused(email="new@example.org", role="OWNER") == "INVALID_INPUT"
    assert await refused(email=" ") == "INVALID_INPUT"
    assert await refused(email="nobody") == "INVALID_INPUT"
    assert await refused(email=studio.email(Role.VIEWER).upper()) == "DUPLICATE"
    assert await refused(email="new@example.org", artistId=str(linked)) == "DUPLICATE"
    foreign = str(await other_studio.artist())
    assert await refused(email="new@example.org", artistId=foreign) == "NOT_FOUND"
    # Who belongs to another studio is nobody here.
    assert await refused(email=other_studio.email(Role.VIEWER)) is None


async def test_of_many_invitations_at_once_one_stands(admin: Client) -> None:
    answers = await asyncio.gather(
        *(done(admin, INVITE, email="new@example.org", role="VIEWER") for _ in range(10))
    )
    assert len({answer["invitation"]["id"] for answer in answers}) == 1


# Roles -------------------------------------------------------------------------------------------


async def test_an_administrator_changes_roles_below_the_owner(
    admin: Client, studio: Studio
) -> None:
    for role in ("ADMIN", "ARTIST", "MANAGER"):
        saved = await done(admin, CHANGE_ROLE, userId=member(studio, Role.VIEWER), role=role)
        assert saved["member"] == {"user": {"id": member(studio, Role.VIEWER)}, "role": role}


async def test_owners_are_the_owners_business(
    server: Server, admin: Client, owner: Client, studio: Studio
) -> None:
    viewer, boss = member(studio, Role.VIEWER), member(studio, Role.OWNER)
    assert await refusal_of(admin, CHANGE_ROLE, userId=viewer, role="OWNER") == "BEYOND_YOUR_ROLE"
    assert await refusal_of(admin, CHANGE_ROLE, userId=boss, role="VIEWER") == "BEYOND_YOUR_ROLE"
    assert await refusal_of(admin, REMOVE, userId=boss) == "BEYOND_YOUR_ROLE"
    assert await refusal_of(admin, TRANSFER, userId=viewer) == "FORBIDDEN"
    assert (await done(owner, CHANGE_ROLE, userId=viewer, role="OWNER"))["member"][
        "role"
    ] == "OWNER"
    second = await server.client(studio.email(Role.VIEWER))
    assert (await done(second, CHANGE_ROLE, userId=boss, role="ADMIN"))["member"]["role"] == "ADMIN"


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMIN])
async def test_nobody_changes_their_own_role(server: Server, studio: Studio, role: Role) -> None:
    client = await server.client(studio.email(role))
    for wanted in ("OWNER", "ADMIN", "VIEWER"):
        values = {"userId": member(studio, role), "role": wanted}
        assert await refusal_of(client, CHANGE_ROLE, **values) == "INVALID_INPUT"
    if role is Role.OWNER:
        assert await refusal_of(client, TRANSFER, userId=member(studio, role)) == "INVALID_INPUT"


async def test_a_studio_is_handed_over(server: Server, owner: Client, studio: Studio) -> None:
    saved = await done(owner, TRANSFER, userId=member(studio, Role.MANAGER))
    assert saved["member"] == {"user": {"id": member(studio, Role.MANAGER)}, "role": "OWNER"}
    assert (await owner.data("{ viewer { role } }"))["viewer"]["role"] == "ADMIN"
    assert await refusal_of(owner, TRANSFER, userId=member(studio, Role.VIEWER)) == "FORBIDDEN"


async def test_the_last_owner_stays_and_one_of_two_may_leave(owner: Client, studio: Studio) -> None:
    boss = member(studio, Role.OWNER)
    assert await refusal_of(owner, REMOVE, userId=boss) == "LAST_OWNER"
    await done(owner, CHANGE_ROLE, userId=member(studio, Role.ADMIN), role="OWNER")
    assert await done(owner, REMOVE, userId=boss) == {"__typename": "MemberRemoved", "userId": boss}
    assert await refusal_of(owner, MEMBERS) == "UNAUTHENTICATED"


async def test_another_studios_things_are_as_none(
    owner: Client, studio: Studio, other_studio: Studio
) -> None:
    theirs, ours = await other_studio.artist(), str(await studio.artist())
    stranger = member(other_studio, Role.MANAGER)

    def operations(user: str, artist: str) -> list[tuple[str, dict[str, Any]]]:
        return [
            (CHANGE_ROLE, {"userId": user, "role": "VIEWER"}),
            (REMOVE, {"userId": user}),
            (TRANSFER, {"userId": user}),
            (LINK, {"artistId": ours, "userId": user}),
            (LINK, {"artistId": artist, "userId": None}),
            (INVITE, {"email": "a@b.example", "role": "VIEWER", "artistId": artist}),
        ]

    answers = []
    for user, artist in ((stranger, str(theirs)), (str(uuid4()), str(uuid4())), ("x", "x")):
        posted = [await owner.post(o, {"input": v}) for o, v in operations(user, artist)]
        answers.append([answer.content for answer in posted])
    assert answers[0] == answers[1] == answers[2]
    assert all(b"NOT_FOUND" in answer for answer in answers[0])


async def test_of_two_owners_who_demote_each_other_at_once_one_wins(
    server: Server, owner: Client, studio: Studio
) -> None:
    await done(owner, CHANGE_ROLE, userId=member(studio, Role.ADMIN), role="OWNER")
    second = await server.client(studio.email(Role.ADMIN))
    targets = ((owner, Role.ADMIN), (second, Role.OWNER))
    answers = await asyncio.gather(
        *(
            refusal_of(client, CHANGE_ROLE, userId=member(studio, role), role="ADMIN")
            for client, role in targets
        )
    )
    assert Counter(answers) == {None: 1, "BEYOND_YOUR_ROLE": 1}
    nodes = (await owner.data(MEMBERS))["members"]["nodes"]
    assert [node["role"] for node in nodes].count("OWNER") == 1


async def test_of_two_owners_who_leave_at_once_one_stays(
    server: Server, owner: Client, studio: Studio
) -> None:
    await done(owner, CHANGE_ROLE, userId=member(studio, Role.ADMIN), role="OWNER")
    second = await server.client(studio.email(Role.ADMIN))
    answers = await asyncio.gather(
        refusal_of(owner, REMOVE, userId=member(studio, Role.OWNER)),
        refusal_of(second, REMOVE, userId=member(studio, Role.ADMIN)),
    )
    assert Counter(answers) == {None: 1, "LAST_OWNER": 1}


# Artists -----------------------------------------------------------------------------------------


async def test_a_member_is_linked_to_an_artist_and_unlinked(admin: Client, studio: Studio) -> None:
    artist, other = str(await studio.artist()), str(await studio.artist("Bo"))
    user = member(studio, Role.ARTIST)
    saved = await done(admin, LINK, artistId=artist, userId=user)
    assert saved["artist"] == {"user": {"id": user}, "version": 2}
    assert await refusal_of(admin, LINK, artistId=other, userId=user) == "DUPLICATE"
    stale = {"artistId": artist, "userId": None, "expectedVersion": 1}
    assert await refusal_of(admin, LINK, **stale) == "STALE_VERSION"
    assert (await done(admin, LINK, artistId=artist, userId=None))["artist"]["user"] is None


# Leaving -----------------------------------------------------------------------------------------


async def test_who_leaves_is_taken_out_of_the_schedule_and_the_log_says_so(
    admin: Client, studio: Studio
) -> None:
    user = studio.members[Role.MANAGER]
    artist = await studio.artist(user_id=user)
    project = await studio.project(manager_id=user)
    await done(admin, REMOVE, userId=str(user))
    told = (await admin.data(EVENTS, after=2))["events"]["nodes"]
    assert [(event["type"], event["aggregateId"]) for event in told] == [
        ("ARTIST_UPDATED", str(artist)),
        ("PROJECT_UPDATED", str(project)),
    ]


async def until_closed(live: Live) -> tuple[int | None, list[str], float]:
    """The close code of a connection, what it brought before, and how long it took."""
    began, brought = time.monotonic(), []
    try:
        while True:
            brought.append((await live.receive())["type"])
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None, brought, time.monotonic() - began


async def test_open_streams_end_at_once_on_every_server(
    pair: tuple[Server, Server], studio: Studio
) -> None:
    admin = await pair[0].client(studio.email(Role.ADMIN))
    artist = await studio.artist()
    await studio.book(artist)

    async def end_of(who: Role, code: int, operation: str, **values: str) -> None:
        clients = [await server.client(studio.email(who)) for server in pair]
        async with clients[0].live() as near, clients[1].live() as far:
            for live in (near, far):
                await live.subscribe(WATCH, after=1)
                await live.next()
            ends = [asyncio.create_task(until_closed(live)) for live in (near, far)]
            await done(admin, operation, userId=member(studio, who), **values)
            for closed, brought, seconds in await asyncio.gather(*ends):
                assert (closed, brought) == (code, [])
                assert seconds < 2

    await end_of(Role.VIEWER, 4401, REMOVE)
    await end_of(Role.MANAGER, 4403, CHANGE_ROLE, role="VIEWER")


async def test_what_is_booked_after_a_removal_does_not_reach_who_was_removed(
    server: Server, admin: Client, studio: Studio
) -> None:
    artist = await studio.artist()
    await studio.book(artist)
    manager = await server.client(studio.email(Role.MANAGER))
    async with manager.live() as live:
        await live.subscribe(WATCH, after=1)
        await live.next()
        await done(admin, REMOVE, userId=member(studio, Role.MANAGER))
        await studio.book(artist, **hours(3, 4))
        closed, brought, _ = await until_closed(live)
    assert (closed, brought) == (4401, [])


async def test_the_streams_of_others_go_on(server: Server, admin: Client, studio: Studio) -> None:
    artist = await studio.artist()
    await studio.book(artist)
    async with admin.live() as live:
        await live.subscribe(WATCH, after=0)
        await live.next()
        await done(admin, REMOVE, userId=member(studio, Role.VIEWER))
        await done(admin, LINK, artistId=str(artist), userId=member(studio, Role.ARTIST))
        booked = await studio.book(artist, **hours(3, 4))
        assert (await live.next())["bookingEvents"]["bookingId"] == str(booked)
