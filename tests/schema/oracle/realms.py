"""The two sides of the comparison: a world to ask the server about, and its plain rows."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from strawberry.types import ExecutionResult
from uuid_utils.compat import uuid7

from domain.actor import Actor
from domain.roles import Role
from schema.context import RequestContext, Services
from schema.known_operations import KnownOperations
from schema.live_operations import BrokenPayload, LiveOperations
from schema.masking import MaskedSchema
from subscriptions.line import Line
from subscriptions.payloads import Payload
from tests.schema.oracle.answer import SCHEMA, Answer, answer, paths
from tests.schema.oracle.arguments import ORDERS, PROJECT_STATUSES, STATUSES, Arguments
from tests.schema.oracle.resolvers import KINDS
from tests.schema.oracle.rows import Cursors, Question, Rows, read_rows
from tests.schema.oracle.sight import as_seen
from tests.schema.oracle.worlds import NOW, World

EVERYTHING = {
    "artists": "includeArchived: true",
    "projects": f"statuses: [{', '.join(PROJECT_STATUSES)}]",
    "bookings": f"statuses: [{', '.join(STATUSES)}]",
}


@dataclass(frozen=True)
class Server:
    """The schema as the application has it, over the real database."""

    schema: MaskedSchema
    services: Services
    known: KnownOperations
    live: LiveOperations

    def context(self, tenant_id: UUID, user_id: UUID, role: Role) -> RequestContext:
        actor = Actor(tenant_id, user_id, role, request_id=uuid7())

        async def look_up() -> Actor:
            return actor

        return RequestContext(self.services, actor.request_id, NOW, actor, look_up=look_up)

    async def ask(
        self, text: str, variables: Mapping[str, Any], context: RequestContext
    ) -> ExecutionResult:
        return await self.schema.execute(text, dict(variables), context_value=context)


@dataclass(frozen=True)
class Realm:
    """A world, and what is known of it on both sides."""

    world: World
    server: Server
    rows: Rows
    cursors: Cursors = field(default_factory=Cursors)

    @classmethod
    async def explore(cls, server: Server, world: World, connection: asyncpg.Connection) -> "Realm":
        """Read the world's rows, and learn its cursors."""
        realm = cls(world, server, await read_rows(connection, world.tenant_id))
        for name, everything in EVERYTHING.items():
            for order in getattr(SCHEMA.type_map[ORDERS[name]], "values"):  # noqa: B009
                text = (
                    f"{{ {name}(first: 200, orderBy: {order}, filter: {{{everything}}})"
                    " { edges { cursor node { id } } } }"
                )
                found = await server.ask(text, {}, realm.context("viewer"))
                assert found.errors is None, text
                data = orjson.loads(orjson.dumps(found.data))
                for edge in data[name]["edges"]:
                    row_id = UUID(edge["node"]["id"])
                    realm.cursors.learn(name, order, row_id, edge["cursor"])
        return realm

    def context(self, role: str) -> RequestContext:
        return self.server.context(self.world.tenant_id, self.world.members[role], Role(role))

    async def ask(self, text: str, variables: Mapping[str, Any], role: str) -> ExecutionResult:
        return await self.server.ask(text, variables, self.context(role))

    async def ask_the_short_way(
        self, text: str, variables: Mapping[str, Any], role: str
    ) -> Answer | None:
        """What known operations answer; None where they leave it to the ordinary way."""
        found = await self.server.known.answer(self.context(role), text, variables, None)
        return None if found is None else Answer(orjson.loads(found), [])

    async def follow_in_a_group(
        self, text: str, variables: Mapping[str, Any], role: str, count: int
    ) -> list[Answer]:
        """The first `count` payloads of a subscription as they are made ready for many.

        They end before one that has no data for a reason of the server's.
        """
        ears = Ears(count)
        following = asyncio.create_task(
            self.server.live.follow(self.context(role), text, variables, None, ears)
        )
        heard = asyncio.create_task(ears.full.wait())
        await asyncio.wait({following, heard}, return_when=asyncio.FIRST_COMPLETED)
        for task in (following, heard):
            task.cancel()
        await asyncio.wait({following, heard})
        if not following.cancelled() and not isinstance(following.exception(), BrokenPayload):
            assert following.result(), "left to the ordinary way"
        return [payload_of(payload.text) for payload in ears.payloads[:count]]

    def arguments(self, other: "Realm") -> Arguments:
        return Arguments(self.world, other.world, self.cursors)

    def expected(
        self, text: str, variables: Mapping[str, Any], role: str, payload: Any = None
    ) -> Answer:
        """What ordinary resolvers answer. Beyond queries, `payload` is what they start from."""
        user_id = self.world.members[role]
        question = Question(self.seen(role), self.rows, user_id, NOW, self.cursors)
        return answer(question, text, variables, payload)

    def seen(self, role: str) -> Rows:
        """The rows that the studio's member of this role sees."""
        if role != "artist":
            return self.rows
        return as_seen(self.rows, self.world.members[role], NOW)

    def referred(self, payload: Any) -> Any:
        """An answered payload with the rows themselves in place of what it shows of them."""
        match payload:
            case {"id": found, "__typename": kind}:
                table = next(table for table, its in KINDS.items() if its == kind)
                row = self.rows.find(table, "id", UUID(found))
                assert row is not None
                return {**row, "__typename": kind}
            case dict():
                return {key: self.referred(value) for key, value in payload.items()}
            case list():
                return [self.referred(item) for item in payload]
        return payload


def answered(result: ExecutionResult) -> Answer:
    """What the server answers, as a client reads it."""
    return Answer(orjson.loads(orjson.dumps(result.data)), paths(result))


class Ears:
    """A member of a group that listens until it has `count` payloads."""

    own = b""

    def __init__(self, count: int) -> None:
        self.payloads: list[Payload] = []
        self.full = asyncio.Event()
        self.line = Line(lambda text: self._take(Payload(text)))
        self._count = count

    async def send(self, payloads: Sequence[Payload]) -> None:
        for payload in payloads:
            self._take(payload)

    def front(self, payload: Payload) -> bytes:
        return payload.text

    def _take(self, payload: Payload) -> None:
        self.payloads.append(payload)
        if len(self.payloads) >= self._count:
            self.full.set()


def payload_of(text: bytes) -> Answer:
    """A result as it goes over the wire."""
    result = orjson.loads(text)
    return Answer(result["data"], sorted((e["path"] for e in result.get("errors", [])), key=str))


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers are equal, the order of keys included."""
    return one.errors == other.errors and orjson.dumps(one.data) == orjson.dumps(other.data)


def is_filled(data: Any) -> bool:
    """Whether an answer says anything but that there is nothing."""
    match data:
        case dict():
            return any(is_filled(value) for key, value in data.items() if "__typename" not in key)
        case list():
            return any(is_filled(item) for item in data)
    return data not in (None, 0, False)
