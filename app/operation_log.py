"""One line in the log for every GraphQL operation: never its document, variables or token."""

import time
from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import structlog
from graphql import GraphQLError, get_operation_ast

from app.graphql_response import code_of
from schema.context import RequestContext
from schema.documents import read

log = structlog.get_logger(__name__)


class Operation(NamedTuple):
    """An operation as the log names it; without a `kind` when the document has no such one."""

    kind: str | None
    name: str | None

    @classmethod
    def of(cls, query: str, operation_name: str | None) -> Self:
        try:
            found = get_operation_ast(read(query).tree, operation_name)
        except GraphQLError:
            found = None
        if found is None:
            return cls(None, None)
        return cls(found.operation.value, found.name.value if found.name else None)


class Stopwatch:
    """Runs from its making."""

    def __init__(self) -> None:
        self._started = time.perf_counter()

    @property
    def milliseconds(self) -> float:
        return round((time.perf_counter() - self._started) * 1000, 2)


def log_operation(
    operation: Operation,
    context: RequestContext | None,
    stopwatch: Stopwatch,
    errors: Sequence[GraphQLError],
    **more: Any,
) -> None:
    """Write the line. `context` is None where not even that could be made."""
    actor = context and context.actor
    log.info(
        "graphql",
        operation=operation.name,
        kind=operation.kind,
        ms=stopwatch.milliseconds,
        codes=sorted({code_of(error) for error in errors}),
        tenant_id=actor and actor.tenant_id,
        user_id=actor and actor.user_id,
        **more,
    )
