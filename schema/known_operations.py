"""The short way for an operation that has been seen before: variables in, JSON text out.

What takes the ordinary way through Strawberry most of its time, and comes out the same each time,
is done once per operation here: parsing, validation, the scopes it needs, what it selects, its
SQL. What may differ is done each time: limits that depend on variables, scopes, coercion, and the
membership, which the statement itself reads. Whatever is not plainly good is left to the ordinary
way, which finds the words for it; so there is one place that words errors.

A query is one statement. A mutation is one root field that saves one thing, and its answer is
ready before the commit: whatever is not plainly good by then is rolled back.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    get_named_type,
    get_operation_ast,
    is_abstract_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import collect_fields
from graphql.execution.values import VariableValues, get_variable_values

from domain.errors import InvalidInput
from domain.roles import Scope
from schema import documents
from schema.compiler.declare import definition_of
from schema.compiler.executor import CompilingExecutor, named_text, root_shape
from schema.compiler.nulls import has_missing
from schema.compiler.outline import Field, Outline, flag_variables
from schema.compiler.plan import PlanCache
from schema.compiler.reading import prepare
from schema.compiler.statement import StatementCompiler
from schema.context import RequestContext
from schema.documents import Document
from schema.known_mutations import Mutation
from schema.masking import MaskedSchema
from schema.permissions import root_fields, scopes_of


@dataclass(frozen=True, slots=True)
class Known:
    """A query of which every root field is compiled, or a mutation that saves one thing."""

    document: Document
    operation: OperationDefinitionNode
    needs: frozenset[frozenset[Scope]]
    flags: tuple[str, ...]
    mutation: Mutation | None


class KnownOperations:
    """The operations seen last, `size` of them, and how to answer them the short way."""

    def __init__(self, schema: MaskedSchema, *, size: int = 500) -> None:
        self._schema: GraphQLSchema = schema._schema
        self._known = PlanCache(size)

    def __len__(self) -> int:
        return len(self._known)

    async def answer(
        self,
        context: RequestContext,
        text: str,
        variables: Mapping[str, Any] | None,
        operation_name: str | None,
        *,
        may_write: bool = True,
    ) -> str | None:
        """The `data` of the response as JSON text; None: take the ordinary way.

        The context's actor may be one that is merely taken for what it was at its last request.
        Raises `InDoubt`.
        """
        given = dict(variables or {})
        try:
            document = documents.read(text)
            if documents.find_errors(self._schema, document, given, operation_name):
                return None
            known = self._known.get(
                (id(document), operation_name),
                lambda: self._study(document, operation_name),
                alive=document,
            )
            if known is None or not all(scopes & context.scopes for scopes in known.needs):
                return None
            if known.mutation and not may_write:
                return None
            definitions = known.operation.variable_definitions or ()
            coerced = get_variable_values(self._schema, definitions, given)
            if isinstance(coerced, list):
                return None
            flags = tuple(coerced.coerced.get(name) for name in known.flags)
            shape = root_shape(known.operation, flags)
            outline = context.plans.get(
                shape,
                lambda: self._outline(context, known, given, operation_name),
                alive=known.operation,
            )
            if known.mutation:
                return await known.mutation.run(context, known.operation, shape, outline, coerced)
            return await self._read(context, known.operation, shape, outline, coerced)
        except (GraphQLError, InvalidInput):
            return None

    async def _read(
        self,
        context: RequestContext,
        operation: OperationDefinitionNode,
        shape: Hashable,
        outline: Outline,
        variables: VariableValues,
    ) -> str | None:
        prepared = prepare(
            context.plans,
            shape,
            operation,
            outline,
            variables,
            sight=context.visibility.sight,
            statement_of=StatementCompiler.of_root_fields,
        )
        *texts, role = await context.read(*prepared.with_binds(context.binds))
        if role != context.signed_in.role:
            return None
        members = []
        for field, found in zip(outline.fields, texts, strict=True):
            member = _member(field, found)
            if member is None:
                return None
            members.append(member)
        return "{" + ",".join(members) + "}"

    def _study(self, document: Document, operation_name: str | None) -> Known | None:
        operation = get_operation_ast(document.tree, operation_name)
        if operation is None or operation.operation is OperationType.SUBSCRIPTION:
            return None
        root = self._schema.get_root_type(operation.operation)
        assert root is not None
        nodes = list(root_fields(document.tree, operation))
        names = {node.name.value for node in nodes}
        if any(name.startswith("__") for name in names):
            return None
        mutation = None
        if operation.operation is OperationType.MUTATION:
            mutation = Mutation.of(root, nodes[0]) if len(nodes) == 1 else None
            if mutation is None:
                return None
        elif not all(definition_of(root.fields[name]) for name in names):
            return None
        fragments = [d for d in document.tree.definitions if isinstance(d, FragmentDefinitionNode)]
        return Known(
            document,
            operation,
            needs=frozenset(cast("frozenset[Scope]", scopes_of(root, name)) for name in names),
            flags=flag_variables((operation, *fragments)),
            mutation=mutation,
        )

    def _outline(
        self,
        context: RequestContext,
        known: Known,
        given: dict[str, Any],
        operation_name: str | None,
    ) -> Outline:
        executor = CompilingExecutor.build(
            self._schema,
            known.document.tree,
            context_value=context,
            raw_variable_values=given,
            operation_name=operation_name,
        )
        assert isinstance(executor, CompilingExecutor), "the variables have been coerced before"
        root = self._schema.get_root_type(known.operation.operation)
        assert root is not None
        collected = collect_fields(
            self._schema, executor.fragments, executor.variable_values, root, known.operation
        )
        fields = collected.grouped_field_set
        outline = Outline()
        if known.mutation:
            # Nothing, where a directive skips the field.
            for details in fields.values():
                outline.add_object(executor, known.mutation.payload_type(self._schema), details)
        else:
            outline.add(executor, root, fields.items())
        return outline


def _member(field: Field, text: str | None) -> str | None:
    """A field of the response; None where a null is to be accounted for."""
    if text is None:
        return None if is_non_null_type(field.type) else f'"{field.key}":null'
    if has_missing(text):
        return None
    if is_abstract_type(get_named_type(field.type)):
        _, text = named_text(text)
    return f'"{field.key}":{text}'
