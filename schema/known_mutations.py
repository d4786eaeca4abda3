"""The short way for a mutation that saves one thing: its answer is ready before the commit.

What is selected of the thing is read in the transaction that saves it, together with the role of
whoever asks. Whatever is not plainly good by then is rolled back and left to the ordinary way.
"""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, cast

import orjson
from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLLeafType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
)
from graphql.execution.values import VariableValues, get_argument_values
from sqlalchemy import Uuid, bindparam

from db.session import Session
from resolvers.change import Saved
from schema.attempts import note_attempt
from schema.compiler.executor import Reference
from schema.compiler.nulls import has_missing
from schema.compiler.outline import Field, Outline
from schema.compiler.reading import prepare
from schema.compiler.shape import is_row
from schema.context import RequestContext
from schema.payloads import PAYLOADS

_SAVED = bindparam("reference", None, type_=Uuid())


class InDoubt(Exception):
    """Whether a mutation was committed is not known, so it must not be run another way."""


class _NotPlain(Exception):
    """Not for the short way. Raised within the transaction, which it undoes."""


@dataclass(frozen=True)
class Mutation:
    """A root field that saves one thing, and what makes a payload of what it saved."""

    node: FieldNode
    field: GraphQLField
    payload: Callable[[Saved], object]

    @classmethod
    def of(cls, root: GraphQLObjectType, node: FieldNode) -> "Mutation | None":
        """The mutation that `node` selects; None where it is not about one thing."""
        field = root.fields[node.name.value]
        resolver = field.extensions["strawberry-definition"].base_resolver.wrapped_func
        payload: Any = getattr(resolver, "payload", None)
        return cls(node, field, payload) if payload in PAYLOADS else None

    def payload_type(self, schema: GraphQLSchema) -> GraphQLObjectType:
        """The type of the payload of success."""
        return cast("GraphQLObjectType", schema.type_map[PAYLOADS[self.payload].__name__])

    async def run(
        self,
        context: RequestContext,
        operation: OperationDefinitionNode,
        shape: Hashable,
        outline: Outline,
        variables: VariableValues,
    ) -> str | None:
        """Run the mutation and answer the response's `data`; None: nothing has been changed.

        `outline` has what is selected of the payload. Raises `InDoubt`.
        """
        if not outline.fields:
            return None
        answer = None

        async def before_commit(session: Session, saved: Saved) -> None:
            nonlocal answer
            prepared = prepare(
                context.plans,
                shape,
                operation,
                outline,
                variables,
                sight=context.visibility.sight,
                statement_of=lambda compiler: compiler.of_payload("id", _SAVED),
            )
            binds = Reference(saved.id).binds(context.binds)
            *texts, role = await session.fetchrow(*prepared.with_binds(binds))
            if role != context.signed_in.role:
                raise _NotPlain
            answer = _object(outline.fields, self.payload(saved), texts)

        # Of all that graphql-core would tell them, our resolvers want no more than this.
        asked = SimpleNamespace(context=context, field_name=self.node.name.value)
        info: Any = copy(asked)
        info.context = replace(context, before_commit=before_commit)
        assert self.field.resolve is not None
        arguments = get_argument_values(self.field, self.node, variables)
        try:
            payload = await self.field.resolve(None, info, **arguments)
        except _NotPlain:
            return None
        except asyncio.CancelledError as error:
            # There is no second way to tell of it.
            note_attempt({**arguments, "info": asked}, error)
            raise
        except Exception as error:
            if answer is None:
                raise
            note_attempt({**arguments, "info": asked}, error)
            raise InDoubt from error
        if not isinstance(payload, PAYLOADS[self.payload]):
            return None  # refused
        key = self.node.alias.value if self.node.alias else self.node.name.value
        return f'{{"{key}":{answer}}}'


def _object(fields: Sequence[Field], value: object, rows: Sequence[str | None] = ()) -> str:
    texts = iter(rows)
    members = []
    for field in fields:
        text = next(texts, None) if is_row(field) else _text(field, value)
        if text is None or has_missing(text):
            raise _NotPlain
        members.append(f'"{field.key}":{text}')
    return "{" + ",".join(members) + "}"


def _text(field: Field, parent: object) -> str:
    """A field that no row was read for: a leaf, or a list of what the payload itself brings."""
    if field.name == "__typename":
        return f'"{field.parent.name}"'
    declared = field.parent.fields[field.name].extensions["strawberry-definition"]
    value = getattr(parent, declared.python_name)
    match value:
        case Reference(value=[]):
            return "[]"
        case Reference() | None:
            raise _NotPlain
        case list():
            return "[" + ",".join(_object(field.fields, item) for item in value) + "]"
    leaf = cast("GraphQLLeafType", get_named_type(field.type))
    return orjson.dumps(leaf.coerce_output_value(value)).decode()
