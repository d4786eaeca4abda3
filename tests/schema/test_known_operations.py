"""Which operations take the short way, and that it reads what the ordinary one does."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson
import pytest

from domain.roles import Role
from schema.context import RequestContext, Services
from schema.known_operations import KnownOperations
from schema.root import build_schema
from subscriptions.backend import open_backend
from subscriptions.hub import Hub
from tests.factories import Studio

SCHEMA = build_schema()


@pytest.fixture
def context(studio: Studio) -> RequestContext:
    async def latest(_: Any) -> Mapping[Any, Any]:
        return {}

    actor = studio.actor()
    services = Services(studio.db, Hub(open_backend(None), latest))
    return RequestContext(services, actor.request_id, studio.now, actor)


@pytest.mark.parametrize(
    "text",
    [
        "{ viewer { role tenant { slug revision } } }",
        '{ artists { nodes { name bookings(from: "2027-03-01T00:00:00Z",'
        ' to: "2027-03-08T00:00:00Z") { id } } } }',
        "query Two { a: artists(first: 1) { totalCount } projects { nodes { id } } }",
        "{ ...root } fragment root on Query { viewer { user { name } } }",
    ],
)
async def test_what_is_compiled_takes_the_short_way(context: RequestContext, text: str) -> None:
    known = KnownOperations(SCHEMA)
    ordinary = await SCHEMA.execute(text, context_value=context)
    for _ in range(2):
        answer = await known.answer(context, text, None, None)
        assert answer is not None
        assert orjson.loads(answer) == orjson.loads(orjson.dumps(ordinary.data))


@pytest.mark.parametrize(
    "text",
    [
        "{ __typename viewer { role } }",
        "{ artists(first: 500) { nodes { id } } }",
        '{ artists(after: "nonsense") { nodes { id } } }',
        "{ viewer { nonsense } }",
        "{ viewer",
        "subscription { bookingEvents { revision } }",
        "query A { viewer { role } } query B { viewer { role } }",
        "query($id: ID!) { booking(id: $id) { id } }",
    ],
)
async def test_what_has_to_be_worded_takes_the_ordinary_way(
    context: RequestContext, text: str
) -> None:
    assert await KnownOperations(SCHEMA).answer(context, text, None, None) is None


async def test_whoever_is_not_what_they_were_taken_for_takes_the_ordinary_way(
    context: RequestContext,
) -> None:
    known, text = KnownOperations(SCHEMA), "{ viewer { role } }"
    assert await known.answer(context, text, None, None) is not None
    assert context.actor is not None
    mistaken = replace(context, actor=replace(context.actor, role=Role.OWNER))
    assert await known.answer(mistaken, text, None, None) is None


async def test_no_more_operations_are_kept_than_agreed(context: RequestContext) -> None:
    known = KnownOperations(SCHEMA, size=3)
    for number in range(10):
        await known.answer(context, f"query Q{number} {{ viewer {{ role }} }}", None, None)
    assert len(known) == 3
