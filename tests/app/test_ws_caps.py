"""How many WebSockets and subscriptions one person, studio or address may have open."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import replace
from ipaddress import ip_address
from typing import Any
from uuid import UUID, uuid4

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from app.rate_limits import person_of, site_of
from app.settings import Settings
from app.ws_caps import Caps, TooManyOpen
from domain.actor import Actor, ApiKey, Origin
from domain.roles import Role
from tests.app.scrape import scrape, scraped_until
from tests.app.server import Server, Socket, serving
from tests.factories import Studio

EVENTS = "subscription { bookingEvents { revision } }"


@pytest.fixture
async def narrow(settings: Settings, studio: Studio) -> AsyncIterator[Server]:
    """A server that has little room."""
    small = replace(
        settings,
        connections_per_user=2,
        connections_per_studio=3,
        connections_per_address=4,
        subscriptions_per_user=3,
    )
    async with serving(small) as server:
        yield server
        await all_left(server)


async def all_left(server: Server) -> None:
    """Wait until nothing is counted as open any more."""
    await scraped_until(
        server.http,
        lambda now: (
            not any(
                [
                    now("websocket_connections", state="signed_in"),
                    now("websocket_connections", state="waiting"),
                    now("websocket_operations", kind="subscription"),
                    now("websocket_operations", kind="other"),
                    now("live_listeners"),
                ]
            )
        ),
    )


async def refused(server: Server, token: str) -> tuple[int | None, str | None]:
    """Sign in where there is no room, and say how the server closes."""
    async with server.connect() as socket:
        await socket.send(type="connection_init", payload={"authorization": f"Bearer {token}"})
        code = await socket.closed()
        return code, socket.connection.close_reason


def refusal(message: Any) -> Any:
    assert message["type"] == "error", message
    (error,) = message["payload"]
    return error["extensions"]


async def open_one(socket: Socket, name: str) -> None:
    """Subscribe, and wait until that has been taken up."""
    await socket.subscribe(EVENTS, name)
    await socket.send(type="ping")
    assert await told(socket) == {"type": "pong"}


async def told(socket: Socket) -> Any:
    """What comes next, but for what subscriptions tell."""
    while (message := await socket.receive())["type"] == "next" and message["id"].isdigit():
        pass
    return message


async def test_a_person_may_have_so_many_connections_and_may_come_back_when_one_has_gone(
    narrow: Server, studio: Studio
) -> None:
    token = await narrow.token(studio.email(Role.MANAGER))
    async with narrow.sign_in(token):
        async with narrow.sign_in(token):
            code, reason = await refused(narrow, token)
            assert code == 1013, "clients come back after this one"
            assert reason is not None
            assert "'connectionsPerUser'" in reason
            other = await narrow.token(studio.email(Role.VIEWER))
            async with narrow.sign_in(other):
                pass
        async with asyncio.timeout(10):
            while await is_refused(narrow, token):
                pass
    found = await scrape(narrow.http)
    assert found("websocket_refused_total", limit="connectionsPerUser") >= 1


async def is_refused(server: Server, token: str) -> bool:
    async with server.connect() as socket:
        await socket.send(type="connection_init", payload={"authorization": f"Bearer {token}"})
        try:
            await socket.receive()
        except ConnectionClosed:
            return True
        return False


async def test_a_studio_may_have_so_many_connections(narrow: Server, studio: Studio) -> None:
    async with AsyncExitStack() as opened:
        for role in (Role.MANAGER, Role.ADMIN, Role.OWNER):
            await opened.enter_async_context(narrow.sign_in(await narrow.token(studio.email(role))))
        code, reason = await refused(narrow, await narrow.token(studio.email(Role.VIEWER)))
        assert code == 1013
        assert reason is not None
        assert "'connectionsPerStudio'" in reason


async def test_an_address_may_have_so_many_connections_that_have_not_signed_in(
    narrow: Server, studio: Studio
) -> None:
    token = await narrow.token(studio.email(Role.MANAGER))
    async with narrow.sign_in(token), AsyncExitStack() as opened:
        waiting = [await opened.enter_async_context(narrow.connect()) for _ in range(4)]
        async with narrow.connect() as fifth:
            assert await fifth.closed(within=2) == 1013
        found = await scrape(narrow.http)
        assert found("websocket_connections", state="waiting") == 4
        assert found("websocket_refused_total", limit="connectionsPerAddress") == 1
        await waiting[0].send(type="connection_init", payload={"authorization": f"Bearer {token}"})
        assert (await waiting[0].receive())["type"] == "connection_ack"
        async with narrow.connect() as next_:
            await next_.send(type="ping")
            assert await next_.receive() == {"type": "pong"}


async def test_a_person_may_have_so_many_subscriptions_on_all_connections_together(
    narrow: Server, studio: Studio
) -> None:
    token = await narrow.token(studio.email(Role.MANAGER))
    async with narrow.sign_in(token) as one, narrow.sign_in(token) as other:
        await open_one(one, "1")
        await open_one(one, "2")
        await open_one(other, "3")
        await other.subscribe(EVENTS, "4")
        assert refusal(await told(other)) == {
            "code": "LIMIT_EXCEEDED",
            "limit": "subscriptionsPerUser",
            "maximum": 3,
        }
        await other.subscribe("{ __typename }", "query")
        assert (await told(other))["payload"] == {"data": {"__typename": "Query"}}
        assert await told(other) == {"id": "query", "type": "complete"}
        await one.send(id="1", type="complete")
        await scraped_until(
            narrow.http, lambda now: now("websocket_operations", kind="subscription") == 2
        )
        await open_one(other, "5")


async def test_however_rudely_connections_end_nothing_stays_counted(
    settings: Settings, studio: Studio
) -> None:
    async with serving(settings) as server:
        token = await server.token(studio.email(Role.MANAGER))
        for round_ in range(5):
            async with AsyncExitStack() as opened:
                sockets = [
                    *[await opened.enter_async_context(server.sign_in(token)) for _ in range(6)],
                    await opened.enter_async_context(server.connect()),
                ]
                for number, socket in enumerate(sockets[:-1]):
                    for name in range(round_ * 4):
                        await socket.subscribe(EVENTS, f"{number}.{name}")
                await studio.book(await studio.artist(f"Artist {round_}"))
                for socket in sockets:
                    abort(socket.connection)
        await all_left(server)


def abort(connection: ClientConnection) -> None:
    connection.transport.abort()


# Counting ----------------------------------------------------------------------------------------


def caps(**limits: int) -> Caps:
    roomy = dict.fromkeys(
        (
            "connections_per_address",
            "connections_per_user",
            "connections_per_studio",
            "subscriptions_per_user",
        ),
        0,
    )
    return Caps(**{**roomy, **limits})


def actor(tenant: UUID, user: UUID, key: UUID | None = None) -> Actor:
    narrowed = ApiKey(key, frozenset()) if key else None
    return Actor(tenant, user, Role.MANAGER, request_id=uuid4(), key=narrowed)


def test_a_refused_connection_takes_no_place_anywhere() -> None:
    studio, person = uuid4(), uuid4()
    counted = caps(connections_per_user=2, connections_per_studio=1)
    with counted.member(actor(studio, person)), pytest.raises(TooManyOpen, match="PerStudio"):
        counted.member(actor(studio, uuid4())).__enter__()
    assert counted.members.open == counted.studios.open == 0
    assert counted.studios.refused == 1
    with counted.member(actor(studio, uuid4())):
        assert counted.members.open == 1


def test_one_person_in_two_studios_and_each_of_their_keys_count_apart() -> None:
    studio, person = uuid4(), uuid4()
    several = [actor(studio, person), actor(uuid4(), person), actor(studio, person, uuid4())]
    assert len({person_of(each) for each in several}) == 3
    assert person_of(actor(studio, person)) == person_of(several[0])


def test_the_addresses_of_one_ipv6_site_count_as_one() -> None:
    near, also, far = (
        Origin(ip_address(address))
        for address in ("2001:db8::1", "2001:db8::2:1", "2001:db8:0:1::1")
    )
    assert site_of(near) == site_of(also) != site_of(far)


def test_without_a_limit_everybody_may() -> None:
    counted = caps()
    somebody = actor(uuid4(), uuid4())
    with ExitStack() as opened:
        for _ in range(1000):
            opened.enter_context(counted.member(somebody))
        assert counted.members.open == 1000
    assert counted.members.open == 0
