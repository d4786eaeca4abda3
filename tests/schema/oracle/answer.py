"""The oracle: graphql-core's own executor and ordinary resolvers, on the committed SDL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from graphql import (
    ExecutionResult,
    build_schema,
    execute_sync,
    get_named_type,
    is_enum_type,
    parse,
)

from tests.schema.oracle.resolvers import RESOLVERS
from tests.schema.oracle.rows import Question

SDL = Path(__file__).parents[3] / "schema" / "schema.graphql"
SCHEMA = build_schema(SDL.read_text())

ELSEWHERE = frozenset({"members", "invitations", "apiKeys", "auditLog", "previewBooking"})
"""Root fields that other tests are about: lists that are not for everybody, and what is no row."""


read = lru_cache(maxsize=64)(parse)


@dataclass(frozen=True)
class Answer:
    """An answer as clients compare it: data with the order of its keys, and where errors are."""

    data: Any
    errors: list[list[str | int]]


def answer(
    question: Question, text: str, variables: Mapping[str, Any], payloads: Any = None
) -> Answer:
    """What the operation `text` is to answer. Beyond queries, `payloads` are the root's values."""
    result = execute_sync(
        SCHEMA,
        read(text),
        root_value=payloads,
        context_value=question,
        variable_values=dict(variables),
        field_resolver=_resolve,
    )
    assert isinstance(result, ExecutionResult)
    return Answer(result.data, paths(result))


def paths(result: Any) -> list[list[str | int]]:
    """Where the errors of a result are, in an order of their own."""
    return sorted(([*(error.path or ())] for error in result.errors or ()), key=str)


def _resolve(source: Any, info: Any, **given: Any) -> Any:
    resolver = RESOLVERS.get((info.parent_type.name, info.field_name))
    if resolver is not None:
        value = resolver(info.context, source, given)
    elif info.field_name in source:
        value = source[info.field_name]
    else:
        value = source[re.sub("([A-Z])", r"_\1", info.field_name).lower()]
    return _rendered(value, upper=is_enum_type(get_named_type(info.return_type)))


def _rendered(value: Any, *, upper: bool) -> Any:
    match value:
        case datetime():
            text = value.astimezone(UTC).isoformat().removesuffix("+00:00")
            return (text.rstrip("0") if "." in text else text) + "Z"
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case UUID():
            return str(value)
        case str() if upper:
            return value.upper()
    return value
