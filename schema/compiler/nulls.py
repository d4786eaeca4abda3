"""What to do when a row that must be there is hidden: the specification's null propagation.

It needs the answer as a tree, so it runs only where the text holds the mark of a missing value.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from graphql import (
    GraphQLError,
    GraphQLObjectType,
    GraphQLOutputType,
    is_list_type,
    is_non_null_type,
)
from graphql.type import get_nullable_type

from schema.compiler.outline import Field
from schema.compiler.text import MISSING

_MARK = orjson.loads(MISSING)


Selections = Mapping[GraphQLObjectType, tuple[Field, ...]]
"""What is selected of the one object type that the value has; empty for leaves."""


class _Missing(Exception):
    """A null in a place that cannot be null, on its way up to one that can."""


def has_missing(text: str) -> bool:
    """Whether a value is missing that must not be."""
    return MISSING in text


def propagate(
    text: str, field_type: GraphQLOutputType, selections: Selections, path: Sequence[str | int]
) -> tuple[Any, list[GraphQLError]]:
    """The value of a field, nulled as far up as its types demand, and the errors to report.

    Where not even the field can be null, its value is None, and the last error is the field's own.
    """
    errors: list[GraphQLError] = []
    try:
        value = _value(orjson.loads(text), field_type, selections, list(path), errors)
    except _Missing:
        value = None
    return value, errors


def _value(
    value: Any,
    graphql_type: GraphQLOutputType,
    selections: Selections,
    path: list[str | int],
    errors: list[GraphQLError],
) -> Any:
    bare = get_nullable_type(graphql_type)
    try:
        if value == _MARK:
            errors.append(GraphQLError("Cannot return null for non-nullable field.", path=path))
            raise _Missing
        if isinstance(value, list) and is_list_type(bare):
            return [
                _value(item, bare.of_type, selections, [*path, i], errors)
                for i, item in enumerate(value)
            ]
        if isinstance(value, dict) and selections:
            (fields,) = selections.values()
            return {
                f.key: _value(value[f.key], f.type, f.selections, [*path, f.key], errors)
                for f in fields
            }
    except _Missing:
        if is_non_null_type(graphql_type):
            raise
        return None
    return value
