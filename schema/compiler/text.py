"""JSON text, put together by PostgreSQL: concatenation beats json_build_object about threefold."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import GraphQLOutputType, get_named_type, is_enum_type, is_list_type
from graphql.type import get_nullable_type
from sqlalchemy import (
    ColumnElement,
    DateTime,
    Text,
    cast,
    func,
    literal_column,
)

MISSING = r'"\u0000"'
"""Stands where a non-null field turned out null. No text of ours can hold it: PostgreSQL knows no
NUL in text, and a backslash in a value is doubled."""

Part = str | ColumnElement[Any]


def literal(text: str) -> ColumnElement[str]:
    """A piece of JSON as an SQL literal. Only for text of ours and for GraphQL names."""
    return literal_column("'" + text.replace("'", "''") + "'", Text())


def joined(parts: list[Part]) -> ColumnElement[str]:
    """Concatenate, with neighbouring literals made one."""
    merged: list[Part] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    expressions = [literal(part) if isinstance(part, str) else part for part in merged]
    whole = expressions[0]
    for expression in expressions[1:]:
        whole = whole.op("||")(expression)
    return whole


def object_text(members: Mapping[str, Sequence[Part]]) -> ColumnElement[str]:
    """An object, of the parts of each member's text by its response key."""
    parts: list[Part] = ["{"]
    for key, value in members.items():
        parts += [f'{"," if len(parts) > 1 else ""}"{key}":', *value]
    return joined([*parts, "}"])


def leaf_text(value: ColumnElement[Any], graphql_type: GraphQLOutputType) -> list[Part]:
    """A leaf as JSON text, to the character what the scalar's own serializer writes.

    SQL null stays null when the parts are joined. `value` may be text that holds the API's form
    already (out of the event log): then it only needs quotes.
    """
    bare = get_nullable_type(graphql_type)
    named = get_named_type(bare)
    if is_list_type(bare):
        return [_json(value)]
    if is_enum_type(named):
        return ['"', func.upper(value), '"']
    match named.name:
        case "Int" | "Boolean" | "JSON":
            return [cast(value, Text)]
        case "ID" | "Date" | "Decimal":
            return ['"', cast(value, Text), '"']
        case "DateTime" if isinstance(value.type, DateTime):
            # The session's time zone is UTC, so the offset is always this one.
            return [func.replace(_json(value), "+00:00", "Z", type_=Text())]
    return [_json(value)]


def _json(value: ColumnElement[Any]) -> ColumnElement[str]:
    return cast(func.to_json(value), Text)
