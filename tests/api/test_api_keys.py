"""API keys: what they open, and that nothing else does."""

import asyncio
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from websockets.exceptions import ConnectionClosed

from domain.api_key import make_key
from domain.roles import KEY_SCOPES, SCOPES, Role, Scope
from tests.api.administration import (
    CHANGE_ROLE,
    CREATE_KEY,
    CREATE_STUDIO,
    INVITE,
    KEYS,
    MEMBERS,
    REMOVE,
    REVOKE_KEY,
    done,
    refusal_of,
)
from tests.api.conftest import PEPPER
from tests.api.documents import CREATE, WATCH
from tests.api.test_members import until_closed
from tests.factories import Studio
from tests.server import Client, Server

WHO = "{ viewer { role scopes user { id } tenant { slug } } }"
SLOT = {"startTime": "2027-03-01T09:00:00Z", "endTime": "2027-03-01T18:00:00Z"}
READ = ["schedule:read"]


@pytest.fixture
async def admin(server: Server, studio: Studio) -> Client:
    return await server.client(studio.email(Role.ADMIN))


async def made(client: Client, *scopes: str, **values: Any) -> tuple[str, Client]:
    """A new key: its id, and a program that has it."""
    answer = await done(client, CREATE_KEY, name="Partner", scopes=list(scopes or READ), **values)
    return answer["apiKey"]["id"], Client(client.server, answer["key"])


async def refused(client: Client) -> bool:
    """Whether somebody is not let in, over HTTP, first and again."""
    answers = [(await client.post(WHO)).json() for _ in range(2)]
    codes = {
        error["extensions"]["code"] for answer in answers for error in answer.get("errors", [])
    }
    assert codes <= {"UNAUTHENTICATED"}
    assert all(answer.get("data") is None for answer in answers) == bool(codes)
    return bool(codes)


# Making ------------------------------------------------------------------------------------------


async def test_a_key_acts_for_its_maker_within_its_scopes(admin: Client, studio: Studio) -> None:
    _, program = await made(admin, "schedule:read", "bookings:write")
    for _ in range(2):
        viewer = (await program.data(WHO))["viewer"]
        assert viewer == {
            "role": "ADMIN",
            "scopes": ["bookings:write", "schedule:read"],
            "user": {"id": str(studio.members[Role.ADMIN])},
            "tenant": {"slug": "northlight"},
        }
    given = {"artistId": str(await studio.artist(hourly_rate=None)), **SLOT}
    saved = (await program.data(CREATE, input=given))["createBooking"]
    assert saved["__typename"] == "BookingSaved"
    assert await refusal_of(
        program, 'mutation { createArtist(input: {name: "A"}) { __typename } }'
    ) == ("FORBIDDEN")


async def test_a_key_sees_no_rates_without_the_scope(
    admin: Client, studio: Studio, superuser: asyncpg.Connection
) -> None:
    await studio.artist()
    await superuser.execute("update artists set hourly_rate = 45")
    rates = "{ artists { nodes { hourlyRate } } }"
    seen = []
    for scopes in (["schedule:read"], ["schedule:read", "rates:read"]):
        _, program = await made(admin, *scopes)
        seen += [(await program.data(rates))["artists"]["nodes"][0]["hourlyRate"]] * 2
    assert seen == [None, None, "45.00", "45.00"]


@pytest.mark.parametrize("scope", sorted(set(Scope) - KEY_SCOPES))
async def test_no_key_gives_rights_to_others(server: Server, studio: Studio, scope: Scope) -> None:
    owner = await server.client(studio.email(Role.OWNER))
    values = {"name": "Too much", "scopes": ["schedule:read", scope.value]}
    assert await refusal_of(owner, CREATE_KEY, **values) == "INVALID_INPUT"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"scopes": []}, "INVALID_INPUT"),
        ({"scopes": ["everything"]}, "INVALID_INPUT"),
        ({"scopes": ["SCHEDULE_READ"]}, "INVALID_INPUT"),
        ({"name": " "}, "INVALID_INPUT"),
        ({"expiresAt": "2020-01-01T00:00:00Z"}, "INVALID_INPUT"),
        ({"scopes": ["bookings:own"]}, "BEYOND_YOUR_ROLE"),
    ],
)
async def test_a_key_that_cannot_be_is_not_made(
    admin: Client, values: dict[str, Any], code: str
) -> None:
    assert Scope.BOOKINGS_OWN not in SCOPES[Role.ADMIN]
    assert await refusal_of(admin, CREATE_KEY, **{"name": "Key", "scopes": READ, **values}) == code
    assert (await admin.data(KEYS))["apiKeys"]["nodes"] == []


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ARTIST, Role.VIEWER])
async def test_only_administrators_have_to_do_with_keys(
    server: Server, studio: Studio, role: Role
) -> None:
    client = await server.client(studio.email(role))
    assert await refusal_of(client, KEYS) == "FORBIDDEN"
    assert await refusal_of(client, CREATE_KEY, name="Key", scopes=READ) == "FORBIDDEN"
    assert await refusal_of(client, REVOKE_KEY, id=str(uuid4())) == "FORBIDDEN"


async def test_a_program_makes_neither_keys_nor_members_nor_studios(
    server: Server, studio: Studio
) -> None:
    owner = await server.client(studio.email(Role.OWNER))
    every = sorted(scope.value for scope in KEY_SCOPES & SCOPES[Role.OWNER])
    _, program = await made(owner, *every)
    founded = {"slug": "mine", "name": "Mine", "timeZone": "UTC", "currency": "EUR"}
    for operation, values in (
        (CREATE_KEY, {"name": "Another", "scopes": READ}),
        (INVITE, {"email": "new@example.org", "role": "ADMIN"}),
        (REMOVE, {"userId": str(studio.members[Role.VIEWER])}),
        (CREATE_STUDIO, founded),
    ):
        assert await refusal_of(program, operation, **values) == "FORBIDDEN"
    assert await refusal_of(program, KEYS) == "FORBIDDEN"


async def test_a_key_is_shown_once_and_only_its_digest_is_kept(
    admin: Client, superuser: asyncpg.Connection
) -> None:
    _, program = await made(admin)
    assert program.token not in (await admin.post(KEYS)).text
    kept = await superuser.fetchval("select t::text from api_keys t")
    assert program.token[-40:] not in kept
    assert PEPPER not in kept


# Ending ------------------------------------------------------------------------------------------


async def test_a_revoked_key_is_out_at_once(admin: Client) -> None:
    key_id, program = await made(admin)
    assert not await refused(program)
    first = await done(admin, REVOKE_KEY, id=key_id)
    assert await refused(program)
    assert await done(admin, REVOKE_KEY, id=key_id) == first


async def test_a_key_ends_when_it_expires(admin: Client, superuser: asyncpg.Connection) -> None:
    _, program = await made(admin, expiresAt="2200-01-01T00:00:00Z")
    assert not await refused(program)
    await superuser.execute("update api_keys set expires_at = now()")
    assert await refused(program)


async def test_a_connection_ends_for_good_when_its_key_expires(
    admin: Client, studio: Studio
) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=4)
    _, program = await made(admin, expiresAt=soon.isoformat())
    async with program.live() as live:
        await live.subscribe(WATCH)
        assert await live.receive()
        closed, brought, _ = await until_closed(live)
    assert (closed, brought) == (4401, [])
    assert datetime.now(UTC) >= soon


async def test_a_key_goes_with_its_maker_and_shrinks_with_their_role(
    server: Server, admin: Client, studio: Studio
) -> None:
    owner = await server.client(studio.email(Role.OWNER))
    _, program = await made(admin, "schedule:read", "rates:read")
    maker = str(studio.members[Role.ADMIN])
    await done(owner, CHANGE_ROLE, userId=maker, role="VIEWER")
    assert (await program.data(WHO))["viewer"]["scopes"] == ["schedule:read"]
    await done(owner, REMOVE, userId=maker)
    assert await refused(program)


async def test_a_key_opens_a_stream_that_ends_with_it(admin: Client, studio: Studio) -> None:
    key_id, program = await made(admin)
    await studio.book(await studio.artist())
    async with program.live() as live:
        await live.subscribe(WATCH, after=1)
        await live.next()
        end = asyncio.create_task(until_closed(live))
        await done(admin, REVOKE_KEY, id=key_id)
        code, brought, seconds = await end
    assert (code, brought) == (4401, [])
    assert seconds < 2


async def test_another_studios_key_is_none_of_ours(
    admin: Client, server: Server, other_studio: Studio
) -> None:
    theirs = await server.client(other_studio.email(Role.ADMIN))
    key_id, program = await made(theirs)
    assert (await program.data(WHO))["viewer"]["tenant"]["slug"] == "driftwood"
    assert (await admin.data(KEYS))["apiKeys"]["nodes"] == []
    posts = [
        await admin.post(REVOKE_KEY, {"input": {"id": each}}) for each in (key_id, str(uuid4()))
    ]
    assert posts[0].content == posts[1].content
    assert not await refused(program)


# Use ---------------------------------------------------------------------------------------------


async def test_its_use_is_noted_once_a_minute(admin: Client, superuser: asyncpg.Connection) -> None:
    _, program = await made(admin)
    uses = []
    for aged in ("0 seconds", "30 seconds", "61 seconds"):
        await superuser.execute(
            f"update api_keys set last_used_at = last_used_at - interval '{aged}'"
        )
        before = await superuser.fetchval("select last_used_at from api_keys")
        await asyncio.gather(*(program.data(MEMBERS) for _ in range(5)))
        uses.append(await superuser.fetchval("select last_used_at from api_keys") != before)
    assert uses == [True, False, True]


async def test_noting_its_use_waits_for_nobody(
    admin: Client, superuser: asyncpg.Connection
) -> None:
    _, program = await made(admin)
    async with asyncio.timeout(5), superuser.transaction():
        await superuser.execute("select from api_keys for update")
        await program.data(WHO)
    assert await superuser.fetchval("select last_used_at from api_keys") is None


# Forgeries ---------------------------------------------------------------------------------------


def sealed(body: str) -> str:
    """A key with a checksum that is right."""
    return f"{body}{zlib.crc32(body.encode()):08x}"


def turned(text: str, place: int) -> str:
    """The text with another hex digit in one place."""
    digit = "0" if text[place] != "0" else "1"
    return text[:place] + digit + text[place + 1 :]


PLACE_OF_ID, PLACE_OF_SECRET = 10, 60

FORGERIES: dict[str, Callable[[str, str], str]] = {
    "a wrong checksum": lambda key, _: turned(key, len(key) - 1),
    "a slip in the secret": lambda key, _: turned(key, PLACE_OF_SECRET),
    "a wrong secret": lambda key, _: sealed(turned(key[:-8], PLACE_OF_SECRET)),
    "a slip in the id": lambda key, _: turned(key, PLACE_OF_ID),
    "an unknown id": lambda key, _: sealed(turned(key[:-8], PLACE_OF_ID)),
    "the id of another studio's key": lambda key, other: sealed(other[:41] + key[41:-8]),
    "the secret of another studio's key": lambda key, other: sealed(key[:41] + other[41:-8]),
    "a key of one's own making": lambda *_: make_key(uuid4()).text,
    "no secret": lambda key, _: sealed(key[:41]),
    "no checksum": lambda key, _: key[:-8],
    "truncated": lambda key, _: key[:-1],
    "truncated in front": lambda key, _: key[1:],
    "longer": lambda key, _: key + "0",
    "twice": lambda key, _: key + key,
    "in capitals": lambda key, _: key.upper(),
    "its secret in capitals": lambda key, _: key[:41] + key[41:].upper(),
    "its secret in capitals, sealed": lambda key, _: sealed(key[:41] + key[41:-8].upper()),
    "its id in capitals, sealed": lambda key, _: sealed(key[:8] + key[8:-8].upper()),
    "its id with dashes": lambda key, _: sealed(key[:16] + "-" + key[16:-8]),
    "another prefix": lambda key, _: sealed("pt_test_" + key[8:-8]),
    "only the prefix": lambda *_: "pt_live_",
    "a space within": lambda key, _: key[:50] + " " + key[50:],
    "a digit that is none of ours": lambda key, _: sealed(key[:50] + "٣" + key[51:-8]),
    "the digest": lambda *_: "pt_live_" + "0" * 64,
}


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_a_forged_key_is_not_accepted(
    server: Server, admin: Client, other_studio: Studio, forgery: str
) -> None:
    other = await server.client(other_studio.email(Role.ADMIN))
    (_, good), (_, theirs) = await made(admin), await made(other)
    forged = FORGERIES[forgery](good.token, theirs.token)
    assert forged not in (good.token, theirs.token)
    headers = {b"authorization": f"Bearer {forged}".encode()}
    answer = await server.http.post("/graphql", json={"query": WHO}, headers=headers)
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert forged not in answer.text
    assert not await refused(good)


async def test_a_forged_key_opens_no_stream(admin: Client) -> None:
    _, good = await made(admin)
    codes = []
    for forge in (FORGERIES["a wrong checksum"], FORGERIES["a wrong secret"]):
        with pytest.raises(ConnectionClosed) as closed:
            async with Client(admin.server, forge(good.token, good.token)).live():
                pass
        assert closed.value.rcvd
        codes.append(closed.value.rcvd.code)
    assert codes == [4403, 4401]
