"""Subscriptions that many follow: what is the same for all of them is done once.

Whoever sends the same document and variables to the same studio, with the same sight of it, is
sent the same bytes. Only the cursor is each client's own. Whatever is not plainly good is left to
the ordinary way through Strawberry, which finds the words for it.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import orjson
from graphql import (
    ExecutionResult,
    FieldNode,
    GraphQLError,
    Node,
    OperationType,
    VariableNode,
    Visitor,
    create_source_event_stream,
    execute_subscription_event,
    get_operation_ast,
    located_error,
    visit,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet, collect_fields
from graphql.pyutils import Path
from orjson import Fragment

from db.events import LogPage, Recorded
from db.session import DatabaseError
from domain.errors import CursorExpired, DomainError
from domain.visibility import Sight
from resolvers.live import Compiled, Feed
from schema import documents
from schema.compiler.executor import CompilingExecutor, Reference
from schema.compiler.nulls import has_missing
from schema.compiler.outline import Outline
from schema.compiler.plan import PlanCache
from schema.compiler.reading import Prepared
from schema.compiler.sight import depends_on_person
from schema.context import RequestContext
from schema.documents import Document
from schema.live import CURSOR, FOLLOWS, Followed, value_of
from schema.masking import MaskedSchema, present
from schema.permissions import root_fields, scopes_of
from subscriptions.group import Groups
from subscriptions.payloads import Payload
from subscriptions.seats import Member
from subscriptions.stream import Item

Read = Callable[[str, Sequence[Any]], Awaitable[Sequence[str | None]]]
"""Run a statement with its parameters, which answers one row of texts."""


class BrokenPayload(Exception):
    """An event cannot be shown for a reason of ours, which has been logged."""


@dataclass(eq=False, slots=True)
class LiveOperation:
    """A subscription that is under way, as the executor of `executor` shows its events.

    The context of that one is nobody's any more: it stays as it was when the operation began.
    `likely` is the type of the event that was told last, and so of the next one as a rule;
    `prepared` is how events of each type are read.
    """

    node: FieldNode
    details: FieldDetailsList
    followed: Followed
    executor: CompilingExecutor
    key: Hashable
    likely: str | None = None
    prepared: dict[str | None, Prepared] = field(default_factory=dict)

    @property
    def shared(self) -> Feed:
        """The feed as it is read for all who have the same key."""
        return replace(self.followed.feed, actor=self.executor.context_value.actor, teller=self)

    async def ahead(
        self, revision: int, read: Callable[[Compiled], Awaitable[LogPage]]
    ) -> LogPage | None:
        """Read a page together with what is selected of an event like the one before."""
        likely, self.likely = self.likely, None
        pages: list[LogPage] = []

        async def together(sql: str, parameters: Sequence[Any]) -> Sequence[str | None]:
            pages.append(await read((sql, parameters)))
            return (None,)

        if likely:
            # What fails together is tried alone, so that one event cannot keep the log from it.
            with suppress(GraphQLError, DomainError, *DatabaseError):
                await self._select(Reference(revision, key="revision", type_name=likely), together)
                self.likely = likely
        return pages[0] if pages else None

    async def tell(self, event: Recorded) -> Recorded:
        """Read what is selected of an event.

        What is not plainly good is left to `payload`, which finds the words for it.
        """
        reference = value_of(event)
        assert isinstance(reference, Reference)
        text = event.told if reference.type_name == self.likely else None
        self.likely = None
        with suppress(GraphQLError, DomainError, *DatabaseError):
            text = text or await self._select(reference, self.executor.context_value.read)
            if text is not None and not has_missing(text):
                self.likely = reference.type_name
                return replace(event, told=text)
        return replace(event, told=None)

    async def _select(self, reference: Reference, read: Read) -> str | None:
        context = self.executor.context_value
        context.now = context.services.clock()
        prepared = self.prepared.get(reference.type_name) or self._prepare(reference)
        (text,) = await read(*prepared.with_binds(reference.binds(context.binds)))
        return text

    def _prepare(self, reference: Reference) -> Prepared:
        root = self.executor.schema.subscription_type
        assert root
        path = Path(None, self.response_key, root.name)
        field = root.fields[self.node.name.value]
        prepared, _ = self.executor.prepare_reference(field.type, self.details, path, reference)
        self.prepared[reference.type_name] = prepared
        return prepared

    @property
    def response_key(self) -> str:
        return (self.node.alias or self.node.name).value

    def payload(self, item: Item[Recorded]) -> Payload | Awaitable[Payload]:
        """The result for an event, as JSON text. Raises `BrokenPayload`."""
        if isinstance(item, Recorded) and item.told is not None:
            return Payload(orjson.dumps({"data": {self.response_key: Fragment(item.told)}}))
        return self._execute(item)

    async def _execute(self, item: Item[Recorded]) -> Payload:
        context = self.executor.context_value
        context.now = context.services.clock()
        started = execute_subscription_event(self.executor.build_per_event_executor(value_of(item)))
        result = await started if isinstance(started, Awaitable) else started
        assert isinstance(result, ExecutionResult)
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            errors = [present(error, str(context.request_id)) for error in result.errors]
            codes = {(error.extensions or {}).get("code") for error in errors}
            if result.data is None and "INTERNAL" in codes:
                raise BrokenPayload
            body["errors"] = [error.formatted for error in errors]
        return Payload(orjson.dumps(body))

    def located(self, error: Exception) -> GraphQLError:
        """What ended the operation, as an error of its field."""
        return located_error(error, [self.node], [self.response_key])


class LiveOperations:
    """Opens the subscriptions of a process, and brings those together that are the same."""

    def __init__(self, schema: MaskedSchema, groups: Groups) -> None:
        self._schema = schema._schema
        assert self._schema.subscription_type
        self._root = self._schema.subscription_type
        self._groups = groups
        self._known = PlanCache()

    async def follow(
        self,
        context: RequestContext,
        text: str,
        variables: Mapping[str, Any] | None,
        operation_name: str | None,
        member: Member,
    ) -> bool:
        """Send the member what it subscribes to, for as long as it may. False: not this way.

        Raises `Unauthenticated`, `Forbidden`, `BrokenPayload`, and a `GraphQLError` for the client
        where its cursor has expired.
        """
        live = self._open(context, text, dict(variables or {}), operation_name)
        if live is None:
            return False
        feed = live.followed.feed
        try:
            await self._groups.follow(
                live.key, feed.actor.tenant_id, feed, member, live.payload, live.shared
            )
        except CursorExpired as expired:
            raise present(live.located(expired), str(context.request_id)) from None
        return True

    def _open(
        self,
        context: RequestContext,
        text: str,
        given: dict[str, Any],
        operation_name: str | None,
    ) -> LiveOperation | None:
        try:
            document = documents.read(text)
        except GraphQLError:
            return None
        if documents.find_errors(self._schema, document, given, operation_name):
            return None
        node = self._known.get(
            (id(document), operation_name),
            lambda: self._field_of(document, operation_name),
            alive=document,
        )
        if node is None or not self._may(context, node):
            return None
        executor = CompilingExecutor.build(
            self._schema,
            document.tree,
            context_value=context,
            raw_variable_values=given,
            operation_name=operation_name,
        )
        if not isinstance(executor, CompilingExecutor):
            return None
        followed = create_source_event_stream(executor)
        if not isinstance(followed, Followed):
            return None
        fields = self._fields(executor)
        sight, person = self._sight(executor, context, fields)
        # What is shown to all stays as this one may see it now, whatever becomes of them; and what
        # is not for one person alone is shown to nobody in particular.
        actor = replace(context.signed_in, user_id=person)
        executor.context_value = replace(context, actor=actor, look_up=None)
        said = {name: given[name] for name in self._shared(executor, node) if name in given}
        key = (
            context.signed_in.tenant_id,
            text,
            operation_name,
            orjson.dumps(said, option=orjson.OPT_SORT_KEYS),
            sight,
            person,
        )
        (details,) = fields.values()
        return LiveOperation(node, details, followed, executor, key)

    def _field_of(self, document: Document, operation_name: str | None) -> FieldNode | None:
        operation = get_operation_ast(document.tree, operation_name)
        if operation is None or operation.operation is not OperationType.SUBSCRIPTION:
            return None
        # Validation lets a subscription have one root field.
        node = next(root_fields(document.tree, operation))
        field = self._root.fields.get(node.name.value)
        followed = field and field.extensions["strawberry-definition"].metadata.get(FOLLOWS)
        return node if followed else None

    def _may(self, context: RequestContext, node: FieldNode) -> bool:
        scopes = scopes_of(self._root, node.name.value)
        return bool(scopes and scopes & context.scopes)

    def _shared(self, executor: CompilingExecutor, node: FieldNode) -> Iterable[str]:
        """The variables that say what is followed: all but those that are a cursor and no more."""
        operation = executor.operation
        uses = Counter(_variables(operation, *executor.fragment_definitions.values()))
        arguments = (a for a in node.arguments or () if a.name.value in CURSOR)
        own = Counter(_variables(*arguments))
        defined = (d.variable.name.value for d in operation.variable_definitions or ())
        # The definition itself is a use as well.
        return [name for name in defined if not own[name] or uses[name] > own[name] + 1]

    def _fields(self, executor: CompilingExecutor) -> GroupedFieldSet:
        def collected() -> GroupedFieldSet:
            return collect_fields(
                self._schema,
                executor.fragments,
                executor.variable_values,
                self._root,
                executor.operation,
            ).grouped_field_set

        shape = ("fields", id(executor.operation), executor.flags)
        return self._known.get(shape, collected, alive=executor.operation)

    def _sight(
        self, executor: CompilingExecutor, context: RequestContext, fields: GroupedFieldSet
    ) -> tuple[Sight, UUID | None]:
        """Who is shown the same: all of one sight, or one person where something is theirs."""
        visibility = context.visibility

        def personal() -> bool:
            outline = Outline()
            outline.add(executor, self._root, fields.items())
            return depends_on_person(outline.fields, visibility.sight)

        shape = ("personal", id(executor.operation), executor.flags, visibility.sight)
        alone = self._known.get(shape, personal, alive=executor.operation)
        return visibility.sight, visibility.user_id if alone else None


def _variables(*nodes: Node) -> list[str]:
    names: list[str] = []

    class Uses(Visitor):
        def enter_variable(self, node: VariableNode, *_: Any) -> None:
            names.append(node.name.value)

    for node in nodes:
        visit(node, Uses())
    return names
