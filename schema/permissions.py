"""Which scopes a root field needs, and the guard that refuses before anything runs.

One forbidden root field refuses the whole operation: refused later, its null could wipe out the
data of a mutation beside it that has been committed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLObjectType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_operation_ast,
)
from strawberry.extensions import SchemaExtension

from domain.errors import ErrorCode
from domain.roles import Scope
from schema.attempts import attempt

KEY = "needs"


def needs(*scopes: Scope) -> Mapping[str, Any]:
    """Metadata of a root field: who may select it. Of several scopes any one will do."""
    return {KEY: frozenset(scopes)}


def scopes_of(root: GraphQLObjectType, field_name: str) -> frozenset[Scope] | None:
    """The scopes of which a root field needs one; None for what introspection offers everybody."""
    if field_name.startswith("__"):
        return None
    definition = root.fields[field_name].extensions["strawberry-definition"]
    scopes: frozenset[Scope] = definition.metadata[KEY]
    return scopes


class Guard(SchemaExtension):
    """Refuses operations of which any root field, skipped or not, is beyond the actor's scopes."""

    def on_validate(self) -> Iterator[None]:
        # RequestLimits stands before us and has validated the document.
        execution = self.execution_context
        if not execution.pre_execution_errors and (refused := self._refusal()):
            execution.pre_execution_errors = [refused]
        yield

    def _refusal(self) -> GraphQLError | None:
        execution = self.execution_context
        document = execution.graphql_document
        assert document is not None
        operation = get_operation_ast(document, execution.operation_name)
        assert operation is not None, "validation has found the operation"
        schema = execution.schema._schema
        root = schema.get_root_type(operation.operation)
        assert root is not None
        context = execution.context
        for node in root_fields(document, operation):
            scopes = scopes_of(root, node.name.value)
            if scopes is None:
                continue
            if context.actor is None:
                return _error(context.refused.message, context.refused.code, node)
            if not scopes & context.scopes:
                context.note(attempt(node.name.value, ErrorCode.FORBIDDEN))
                wanted = " or ".join(sorted(scopes))
                message = f"{root.name}.{node.name.value} needs the scope {wanted}."
                return _error(message, ErrorCode.FORBIDDEN, node)
        return None


def root_fields(document: DocumentNode, operation: OperationDefinitionNode) -> Iterator[FieldNode]:
    """Every field at the root of an operation, through fragments. Each fragment once."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    waiting: list[SelectionSetNode] = [operation.selection_set]
    while waiting:
        for node in waiting.pop().selections:
            match node:
                case FieldNode():
                    yield node
                case InlineFragmentNode():
                    waiting.append(node.selection_set)
                case FragmentSpreadNode() if fragment := fragments.pop(node.name.value, None):
                    waiting.append(fragment.selection_set)


def _error(message: str, code: ErrorCode, node: FieldNode) -> GraphQLError:
    return GraphQLError(message, [node], extensions={"code": code.value})
