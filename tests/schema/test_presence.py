"""Presence as the schema answers it: completed once for all who ask the same and see as much."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Any
from uuid import uuid4

import orjson
import pytest

from domain.actor import Actor
from domain.presence import NO_ATTENTION, Attention
from domain.roles import Role
from schema.context import RequestContext, Services
from schema.root import build_schema
from subscriptions.backend import MemoryBackend
from subscriptions.hub import Hub
from subscriptions.presence import Desk
from tests.desk import new_desk
from tests.factories import Studio

SCHEMA = build_schema()

WHO = "subscription { presence { present { user { name } bookingId } } }"
WHERE = (
    "subscription ($more: Boolean!) { here: presence { present { session @include(if: $more) } } }"
)

Watch = Callable[..., Any]


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with new_desk() as desk:
        yield desk


@pytest.fixture
def watch(studio: Studio, desk: Desk) -> Watch:
    """Subscribe as somebody of a role, and answer the events."""

    async def latest(_: Any) -> Any:
        return {}

    services = Services(studio.db, Hub(MemoryBackend(), latest), desk)

    async def subscribed(text: str, role: Role = Role.MANAGER, **variables: Any) -> Any:
        async def look_up() -> Actor:
            return actor

        actor = studio.actor(role)
        context = RequestContext(services, uuid4(), studio.now, actor, look_up=look_up)
        return await SCHEMA.subscribe(text, variable_values=variables, context_value=context)

    return subscribed


async def next_of(events: Any) -> Any:
    event = await anext(events)
    assert event.errors is None
    return event.data


async def test_it_is_written_once_for_all_who_ask_the_same_and_see_as_much(
    studio: Studio, desk: Desk, watch: Watch
) -> None:
    seat = studio.members[Role.OWNER], uuid4()
    await desk.enter(studio.id, seat, Attention(booking_id=(booking := uuid4())))
    one, other, artist = await watch(WHO), await watch(WHO), await watch(WHO, Role.ARTIST)
    async with aclosing(one), aclosing(other), aclosing(artist):
        answer = await next_of(one)
        assert (await next_of(other))["presence"] is answer["presence"]
        hidden = orjson.loads(orjson.dumps(await next_of(artist)))
        name = str(seat[0])[:8]
        assert orjson.loads(orjson.dumps(answer)) == {
            "presence": {"present": [{"user": {"name": name}, "bookingId": str(booking)}]}
        }
        assert hidden == {"presence": {"present": [{"user": {"name": name}, "bookingId": None}]}}
        await desk.leave(studio.id, seat)
        assert orjson.loads(orjson.dumps(await next_of(other))) == {"presence": {"present": []}}


async def test_who_asks_otherwise_is_answered_otherwise(
    studio: Studio, desk: Desk, watch: Watch
) -> None:
    seat = studio.members[Role.OWNER], uuid4()
    await desk.enter(studio.id, seat, NO_ATTENTION)
    more, less = await watch(WHERE, more=True), await watch(WHERE, more=False)
    async with aclosing(more), aclosing(less):
        full = {"here": {"present": [{"session": str(seat[1])}]}}
        assert orjson.loads(orjson.dumps(await next_of(more))) == full
        assert orjson.loads(orjson.dumps(await next_of(less))) == {"here": {"present": [{}]}}
