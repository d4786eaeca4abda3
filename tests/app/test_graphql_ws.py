import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import asyncpg
import pytest
import websockets
from structlog.testing import capture_logs

from app import ws_adapter, ws_handler
from app.settings import Settings
from domain.booking import BookingStatus
from domain.roles import Role
from tests.app.forging import Forger, ago, dev_key
from tests.app.server import Server, Socket, serving
from tests.factories import Studio, hours
from tests.subscriptions.conditions import until

EVENTS = """
subscription ($after: Int) {
  bookingEvents(after: $after) { __typename revision ... on StudioEvent { type } }
}
"""
NAME = "{ __typename }"


@pytest.fixture
async def socket(server: Server, manager: str) -> AsyncIterator[Socket]:
    async with server.sign_in(manager) as socket:
        yield socket


async def refused(server: Server, **payload: Any) -> int | None:
    """Connect with this as the first message, and say with which code the server closes."""
    async with server.connect() as socket:
        await socket.send(type="connection_init", payload=payload)
        return await socket.closed()


def code_of(message: Any) -> str:
    assert message["type"] == "error"
    (error,) = message["payload"]
    return str(error["extensions"]["code"])


# Connecting --------------------------------------------------------------------------------------


async def test_without_a_good_token_the_connection_is_closed_as_forbidden(server: Server) -> None:
    assert await refused(server) == 4403
    assert await refused(server, authorization=None) == 4403
    assert await refused(server, authorization=7) == 4403
    assert await refused(server, authorization="Bearer nonsense") == 4403


async def test_a_stranger_to_the_studio_need_not_come_back(
    server: Server, studio: Studio, manager: str, superuser: asyncpg.Connection
) -> None:
    await superuser.execute(
        "delete from memberships where user_id = $1", studio.members[Role.MANAGER]
    )
    assert await refused(server, authorization=f"Bearer {manager}") == 4401


async def test_a_client_that_says_nothing_is_closed_after_five_seconds(server: Server) -> None:
    began = time.monotonic()
    async with server.connect() as socket:
        assert await socket.closed() == 4408
    assert 4.5 < time.monotonic() - began < 7


async def test_a_client_that_cannot_be_looked_up_in_time_may_try_again(
    server: Server, manager: str, superuser: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ws_handler, "SIGN_IN_TIMEOUT", 0.3)
    async with superuser.transaction():
        await superuser.execute("lock table memberships in access exclusive mode")
        assert await refused(server, authorization=f"Bearer {manager}") == 1013


async def test_an_operation_before_signing_in_closes_the_connection(server: Server) -> None:
    async with server.connect() as socket:
        await socket.subscribe(NAME)
        assert await socket.closed() == 4401


@pytest.mark.parametrize("protocols", [["graphql-ws"], None])
async def test_only_graphql_transport_ws_is_spoken(
    server: Server, protocols: list[str] | None
) -> None:
    async with server.connect(subprotocols=protocols) as socket:
        assert await socket.closed() == 4406


async def test_pages_of_other_origins_may_not_connect(server: Server) -> None:
    with pytest.raises(websockets.InvalidStatus) as refusal:
        async with server.connect(origin="https://elsewhere.example"):
            pass
    assert refusal.value.response.status_code == 403


async def test_our_own_pages_and_those_of_allowed_origins_may_connect(
    settings: Settings, server: Server, manager: str
) -> None:
    async with server.sign_in(manager, origin=f"http://{server.address}"):
        pass
    origin = "https://board.example"
    async with (
        serving(replace(settings, allowed_origins=(origin,))) as friendly,
        friendly.sign_in(manager, origin=origin),
    ):
        pass


@pytest.mark.parametrize(
    "frame",
    [
        "[1]",
        "null",
        "7",
        '"hello"',
        "{",
        "",
        b"{}",
        "{}",
        '{"type":["subscribe"]}',
        '{"type":"launch"}',
        '{"type":"connection_init","payload":[]}',
        '{"type":"subscribe"}',
        '{"type":"subscribe","id":1,"payload":{"query":"{__typename}"}}',
        '{"type":"subscribe","id":"1","payload":"{__typename}"}',
        '{"type":"subscribe","id":"1","payload":{}}',
        '{"type":"subscribe","id":"1","payload":{"query":["{__typename}"]}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{__typename}","variables":[]}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{__typename}","operationName":1}}',
        '{"type":"complete"}',
        '{"type":"ping","id":"\\ud800"}',
        "[" * 2000,
    ],
)
async def test_a_malformed_frame_closes_the_connection_and_leaves_no_traceback(
    socket: Socket, frame: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    await socket.connection.send(frame)
    assert await socket.closed() == 4400
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_a_frame_beyond_256_kilobytes_is_refused(socket: Socket) -> None:
    with contextlib.suppress(websockets.ConnectionClosed):
        await socket.connection.send(" " * 5_000_000)
    assert await socket.closed() == 1009


async def test_a_name_that_is_taken_may_be_longer_than_the_reason_of_a_close(
    socket: Socket,
) -> None:
    name = "ä" * 256
    for _ in range(2):
        await socket.subscribe(EVENTS, name)
    assert await socket.closed() == 4409


async def test_a_name_that_is_longer_than_any_program_needs_is_refused(socket: Socket) -> None:
    await socket.subscribe(EVENTS, "n" * 257)
    assert await socket.closed() == 4400


@pytest.mark.parametrize("kind", ["query", "subscription"])
async def test_of_several_operations_none_runs_without_its_name(socket: Socket, kind: str) -> None:
    document = "query One { __typename } " + (
        "query Two { __typename }" if kind == "query" else EVENTS.replace("(", "Two(", 1)
    )
    await socket.subscribe(document)
    assert code_of(await socket.receive()) == "BAD_REQUEST"


async def test_a_stream_is_narrowed_to_a_thousand_artists_at_the_most(socket: Socket) -> None:
    text = "subscription ($ids: [ID!]) { bookingEvents(artistIds: $ids) { __typename } }"
    await socket.subscribe(text, ids=["x"] * 1_001)
    assert code_of(await socket.receive()) == "INVALID_INPUT"


async def test_ping_is_answered(socket: Socket) -> None:
    await socket.send(type="ping")
    assert await socket.receive() == {"type": "pong"}


# Operations --------------------------------------------------------------------------------------


async def test_queries_and_mutations_are_answered_too(socket: Socket, studio: Studio) -> None:
    await socket.subscribe('mutation { createProject(input: {name: "North"}) { __typename } }', "m")
    assert await socket.receive() == {
        "id": "m",
        "type": "next",
        "payload": {"data": {"createProject": {"__typename": "ProjectSaved"}}},
    }
    assert await socket.receive() == {"id": "m", "type": "complete"}
    await socket.subscribe("{ projects { nodes { name } } }", "q")
    answer = await socket.receive()
    assert answer["payload"] == {"data": {"projects": {"nodes": [{"name": "North"}]}}}


async def test_events_arrive_live_and_from_where_the_client_left(
    socket: Socket, studio: Studio
) -> None:
    artist = await studio.artist()
    await studio.book(artist)
    await socket.subscribe(EVENTS, after=0)
    first = await socket.receive()
    assert first["payload"]["data"]["bookingEvents"] == {
        "__typename": "BookingCreated",
        "revision": 2,
        "type": "BOOKING_CREATED",
    }
    await studio.book(artist, **hours(3, 4), status=BookingStatus.CONFIRMED)
    second = await socket.receive()
    assert second["payload"]["data"]["bookingEvents"]["revision"] == 3


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nope" + "e" * 200 + " }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: Int!) { artists(first: $n) { totalCount } }", "BAD_REQUEST"),
        ("", "BAD_REQUEST"),
        ("{" + "__typename " * 1000 + "}", "LIMIT_EXCEEDED"),
        ("subscription { bookingEvents(after: 99) { revision } }", "CURSOR_EXPIRED"),
    ],
)
async def test_a_refused_operation_leaves_the_connection_to_others(
    socket: Socket, query: str, code: str
) -> None:
    await socket.subscribe(query, "bad")
    refusal = await socket.receive()
    assert refusal["id"] == "bad"
    assert code_of(refusal) == code
    await socket.subscribe(NAME, "good")
    assert (await socket.receive())["payload"] == {"data": {"__typename": "Query"}}


async def test_a_role_is_looked_up_anew_for_each_operation(
    socket: Socket, studio: Studio, superuser: asyncpg.Connection
) -> None:
    mutation = 'mutation { createProject(input: {name: "North"}) { __typename } }'
    await superuser.execute(
        "update memberships set role = 'viewer' where user_id = $1", studio.members[Role.MANAGER]
    )
    await socket.subscribe(mutation)
    assert code_of(await socket.receive()) == "FORBIDDEN"


async def test_each_operation_has_a_request_id_of_its_own(socket: Socket) -> None:
    with capture_logs() as logs:
        for name in ("a", "b"):
            await socket.subscribe(NAME, name)
            await socket.receive()
            await socket.receive()
        await until(lambda: len(logs) == 2)
    assert [(line["event"], line["kind"]) for line in logs] == [("graphql", "query")] * 2


async def test_a_hundred_operations_may_run_at_a_time(socket: Socket) -> None:
    for number in range(101):
        await socket.subscribe(EVENTS, str(number))
    refusal = await socket.receive()
    assert refusal["id"] == "100"
    assert code_of(refusal) == "LIMIT_EXCEEDED"
    await socket.send(id="7", type="complete")
    await socket.subscribe(NAME, "7")
    assert (await socket.receive())["payload"] == {"data": {"__typename": "Query"}}


async def test_an_operation_that_takes_too_long_is_given_up_and_subscriptions_are_not(
    settings: Settings, manager: str, studio: Studio, superuser: asyncpg.Connection
) -> None:
    async with (
        serving(replace(settings, operation_timeout=0.3)) as server,
        server.sign_in(manager) as socket,
    ):
        await socket.subscribe(EVENTS, "live", after=0)
        async with superuser.transaction():
            await superuser.execute("lock table artists in access exclusive mode")
            await socket.subscribe("{ artists { nodes { id } } }", "slow")
            refusal = await socket.receive()
        assert (refusal["id"], code_of(refusal)) == ("slow", "TIMEOUT")
        await studio.book(await studio.artist())
        assert (await socket.receive())["id"] == "live"


# The end -----------------------------------------------------------------------------------------


async def test_a_connection_ends_with_its_token(
    server: Server, settings: Settings, manager: str
) -> None:
    forger = Forger(dev_key(settings), manager)
    nearly_over = forger.signed(exp=ago(3))  # the leeway is five seconds
    async with server.sign_in(nearly_over) as socket:
        await socket.subscribe(EVENTS)
        assert await socket.closed(within=3) == 4403


async def test_a_stream_ends_for_good_with_the_membership(
    socket: Socket, studio: Studio, superuser: asyncpg.Connection
) -> None:
    await socket.subscribe(EVENTS, after=0)
    await studio.book(await studio.artist())
    await socket.receive()
    await superuser.execute(
        "delete from memberships where user_id = $1", studio.members[Role.MANAGER]
    )
    await studio.book(await studio.artist("Bo"))
    assert await socket.closed() == 4401


async def test_a_stream_that_breaks_is_closed_for_the_client_to_come_back(
    server: Server, manager: str, studio: Studio, superuser: asyncpg.Connection
) -> None:
    async with server.sign_in(manager) as socket:
        await socket.subscribe(EVENTS, after=0)
        await studio.book(await studio.artist())
        await socket.receive()
        await superuser.execute("revoke select on events from production_tool_app")
        try:
            with capture_logs() as logs:
                await superuser.execute("update tenant_revisions set access = access + 1")
                assert await socket.closed() == 1013
        finally:
            await superuser.execute("grant select on events to production_tool_app")
    errors = {line["event"] for line in logs if line["log_level"] == "error"}
    # Who signed in for the test before is recorded when their studio may be gone already.
    assert errors - {"audit entries lost"} == {"an operation over a websocket failed"}


async def test_a_client_that_stops_reading_is_dropped(
    server: Server, manager: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ws_adapter, "SEND_TIMEOUT", 0.3)
    schema = "{ __schema { types { name description fields { name description } } } }"
    with capture_logs() as logs:
        async with server.sign_in(manager, max_queue=1) as socket:
            sending = asyncio.create_task(flood(socket, schema))
            await until(lambda: "websocket dropped" in [line["event"] for line in logs], within=20)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            socket.connection.transport.abort()
    assert [line for line in logs if line["log_level"] == "error"] == []


async def flood(socket: Socket, query: str) -> None:
    number = 0
    while True:
        number += 1
        await socket.subscribe(query, str(number))
        await asyncio.sleep(0)


async def test_a_server_that_stops_says_that_it_restarts(settings: Settings, manager: str) -> None:
    async with serving(settings) as server, server.connect() as socket:
        await socket.send(type="connection_init", payload={"authorization": f"Bearer {manager}"})
        await socket.receive()
        await socket.subscribe(EVENTS)
        await server.stop()
        assert await socket.closed() == 1012
