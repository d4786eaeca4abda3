"""Another studio's id is answered as one that does not exist: to the byte, wherever it is given."""

import asyncio
import base64
from collections import Counter
from collections.abc import Mapping
from contextlib import aclosing
from typing import Any, cast
from uuid import UUID, uuid4

import asyncpg
import orjson
import pytest
from strawberry.types import ExecutionResult

from domain.roles import Role
from resolvers.uploads import keep_upload
from tests.factories import Studio, hours
from tests.schema.oracle.realms import Server
from tests.schema.oracle.worlds import NOW
from tests.schema.probes import probes


async def furnish(studio: Studio) -> dict[str, UUID]:
    """One of everything, whose artist is the member `artist`."""
    artist = await studio.artist(user_id=studio.members[Role.ARTIST])
    project = await studio.project()
    phase = await studio.phase(project)
    work: dict[str, Any] = {"project_id": project, "phase_id": phase}
    return {
        "artist": artist,
        "project": project,
        "phase": phase,
        "booking": await studio.book(artist, **work, **hours(6, 8)),
        "manager": studio.members[Role.MANAGER],
        "tenant": studio.id,
        "upload": await keep_upload(studio.context(), "artist,start,end\n"),
    }


@pytest.fixture
async def own(studio: Studio, superuser: asyncpg.Connection) -> Mapping[str, UUID]:
    await superuser.execute("update tenants set artists_may_hold = true")
    return await furnish(studio.at(NOW))


@pytest.fixture
async def foreign(other_studio: Studio) -> Mapping[str, UUID]:
    return await furnish(other_studio.at(NOW))


def shown(result: ExecutionResult) -> bytes:
    """All of an answer that a client sees."""
    errors = [(error.message, error.path, error.extensions) for error in result.errors or ()]
    assert "INTERNAL" not in str(errors), errors
    return orjson.dumps([result.data, errors])


async def ask(server: Server, studio: Studio, role: Role, text: str, values: Any) -> bytes:
    context = server.context(studio.id, studio.members[role], role)
    return shown(await server.ask(text, values, context))


async def test_ids_of_another_studio_are_answered_as_ids_of_nothing(
    server: Server,
    studio: Studio,
    own: Mapping[str, UUID],
    foreign: Mapping[str, UUID],
    superuser: asyncpg.Connection,
    capsys: pytest.CaptureFixture[str],
) -> None:
    schema = server.schema._schema
    asked: Counter[str] = Counter()
    different: list[str] = []
    found: dict[str, str] = {}
    for root, kind in ((schema.query_type, "query"), (schema.mutation_type, "mutation")):
        assert root is not None
        # What is made last under a foreign id is one's own from then on.
        for probe in sorted(probes(schema, root, own), key=lambda probe: probe.is_new):
            text = probe.text(kind)
            for role in Role:
                nothing = await ask(server, studio, role, text, probe.variables(str(uuid4())))
                for what, row_id in foreign.items():
                    values = probe.variables(str(row_id))
                    answer = await ask(server, studio, role, text, values)
                    asked[kind] += 1
                    if answer != nothing:
                        different.append(f"{probe} {what} {role}: {answer!r} {nothing!r}")
            if kind == "mutation":
                values = probe.variables(str(uuid4()))
                answer = await ask(server, studio, Role.OWNER, text, values)
                found[str(probe)] = kind_of(answer)
            if probe.is_new:
                await forget(superuser, studio, foreign)
    with capsys.disabled():
        print(f"\n{asked.total():,} foreign ids given: {dict(asked)}")  # noqa: T201 - the figure
    assert different == []
    # Of many bookings it is said one by one which of them is not found.
    assert found.pop("Mutation.bulkUpdateBookings(input.bookings.id)") == "BulkRefused"
    made = {place for place, kind in found.items() if kind != "NotFound"}
    # The ids that clients make themselves.
    assert made == {
        "Mutation.createBooking(input.id)",
        "Mutation.duplicateBooking(input.newId)",
        "Mutation.updatePresence(input.session)",
    }
    assert asked["query"] > 200
    assert asked["mutation"] > 500


async def forget(
    superuser: asyncpg.Connection, studio: Studio, foreign: Mapping[str, UUID]
) -> None:
    """Let the next place where clients make ids have the foreign ones anew."""
    async with superuser.transaction():
        await superuser.execute("set local session_replication_role = replica")
        ids = list(foreign.values())
        for table, column in (("bookings", "id"), ("events", "aggregate_id")):
            statement = f"delete from {table} where tenant_id = $1 and {column} = any($2)"
            await superuser.execute(statement, studio.id, ids)


def kind_of(answer: bytes) -> str:
    data, errors = orjson.loads(answer)
    assert errors == [], answer
    (payload,) = data.values()
    return str(payload["__typename"])


CURSORS = {
    "artists": "{ artists(first: 1, after: $after) { %s } }",
    "projects": "{ projects(first: 1, after: $after) { %s } }",
    "bookings": "{ bookings(first: 1, after: $after) { %s } }",
    "project bookings": "{ projects { nodes { bookings(first: 1, after: $after) { %s } } } }",
}


async def test_cursors_of_another_studio_read_on_as_cursors_of_nothing(
    server: Server,
    studio: Studio,
    other_studio: Studio,
    own: Mapping[str, UUID],
    foreign: Mapping[str, UUID],
) -> None:
    page = "nodes { id } totalCount pageInfo { endCursor hasNextPage hasPreviousPage }"
    for name, selected in CURSORS.items():
        text = f"query ($after: String) {selected % page}"
        theirs = await ask(server, other_studio, Role.OWNER, text, {})
        cursor = str(theirs).split('"endCursor":"')[1].split('"')[0]
        order, key, _ = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        unused = base64.urlsafe_b64encode(orjson.dumps([order, key, str(uuid4())])).decode()
        given = [{"after": cursor}, {"after": unused.rstrip("=")}]
        for role in Role:
            one, other = [await ask(server, studio, role, text, values) for values in given]
            assert one == other, (name, role)


async def test_a_stream_filtered_by_ids_of_another_studio_is_one_filtered_by_nothing(
    server: Server,
    studio: Studio,
    own: Mapping[str, UUID],
    foreign: Mapping[str, UUID],
) -> None:
    """Each filter names one thing of one's own too, so that there is something to wait for."""
    schema = server.schema._schema
    assert schema.subscription_type is not None
    asked = 0
    for probe in probes(schema, schema.subscription_type, own):
        (name,) = probe.place
        if name == "epoch":
            continue
        text, beside = probe.text("subscription"), str(own[name.removesuffix("Ids")])
        for role in Role:
            ids = [str(uuid4()), *map(str, foreign.values())]
            given = [{name: [row_id, beside], "after": 0} for row_id in ids]
            answers = {await first_event(server, studio, role, text, values) for values in given}
            (only,) = answers
            assert f'"bookingId":"{own["booking"]}"' in only.decode()
            asked += len(given)
    assert asked == 2 * len(Role) * (1 + len(foreign))


async def first_event(server: Server, studio: Studio, role: Role, text: str, values: Any) -> bytes:
    context = server.context(studio.id, studio.members[role], role)
    stream = await server.schema.subscribe(text, values, context_value=context)
    async with asyncio.timeout(30), aclosing(cast("Any", stream)) as results:
        return shown(await anext(results))


async def test_an_epoch_of_another_studio_is_refused_as_one_of_nothing(
    server: Server,
    studio: Studio,
    own: Mapping[str, UUID],
    foreign: Mapping[str, UUID],
    superuser: asyncpg.Connection,
) -> None:
    epoch = await superuser.fetchval(
        "select epoch from tenant_revisions where tenant_id = $1", foreign["tenant"]
    )
    text = "subscription ($epoch: ID) { bookingEvents(after: 0, epoch: $epoch) { revision } }"
    for role in Role:
        given = [{"epoch": str(each)} for each in (epoch, uuid4())]
        one, other = [await first_event(server, studio, role, text, values) for values in given]
        assert one == other
        assert b"CURSOR_EXPIRED" in one
