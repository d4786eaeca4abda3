"""One line in the log for every GraphQL operation: never its document, variables or token.

The request id is in it as in all lines, bound by whoever gives the operation its context.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from graphql import GraphQLError, OperationDefinitionNode, get_operation_ast

from app.graphql_response import code_of
from schema.context import RequestContext
from schema.documents import read
from schema.limits import DEFAULT_LIMITS

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class OperationRecord:
    """What the log is going to say of an operation; `context` stays None if it got none."""

    operation: OperationDefinitionNode | None
    context: RequestContext | None = None
    codes: set[str] = field(default_factory=set)
    _started: float = field(default_factory=time.perf_counter)

    @property
    def is_live(self) -> bool:
        return self.operation is not None and self.operation.operation.value == "subscription"

    def note(self, errors: Sequence[GraphQLError] | None) -> None:
        """Remember the codes of errors that the client is told."""
        self.codes.update(code_of(error) for error in errors or ())

    def write(self, **more: Any) -> None:
        operation = self.operation
        actor = self.context.actor if self.context else None
        log.info(
            "graphql",
            kind=operation.operation.value if operation else None,
            operation=operation.name.value if operation and operation.name else None,
            ms=round((time.perf_counter() - self._started) * 1000, 2),
            codes=sorted(self.codes),
            tenant_id=str(actor.tenant_id) if actor else None,
            user_id=str(actor.user_id) if actor else None,
            **more,
        )


def begin_record(query: str, operation_name: str | None) -> OperationRecord:
    """Start to measure. A document that cannot be read leaves the operation without a name."""
    try:
        return OperationRecord(get_operation_ast(read(query, DEFAULT_LIMITS).tree, operation_name))
    except GraphQLError:
        return OperationRecord(None)
