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
from app.response_times import ResponseTimes
from schema.context import RequestContext
from schema.documents import read
from schema.limits import DEFAULT_LIMITS

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class OperationRecord:
    """What the log is going to say of an operation; `context` stays None if it got none."""

    operation: OperationDefinitionNode | None
    times: ResponseTimes
    context: RequestContext | None = None
    codes: set[str] = field(default_factory=set)
    _started: float = field(default_factory=time.perf_counter)
    _timed: bool = False

    @property
    def kind(self) -> str | None:
        return self.operation.operation.value if self.operation else None

    @property
    def is_live(self) -> bool:
        return self.kind == "subscription"

    def note(self, errors: Sequence[GraphQLError] | None) -> None:
        """Remember the codes of errors that the client is told."""
        self.codes.update(code_of(error) for error in errors or ())

    def time(self) -> None:
        """Count how long the answer has taken; of a subscription, the first. Once."""
        if not self._timed:
            self._timed = True
            seconds = time.perf_counter() - self._started
            self.times.observe(self.kind, seconds, failed=bool(self.codes))

    def write(self, **more: Any) -> None:
        if self.codes or not self.is_live:
            self.time()
        operation = self.operation
        actor = self.context.actor if self.context else None
        log.info(
            "graphql",
            kind=self.kind,
            operation=operation.name.value if operation and operation.name else None,
            ms=round((time.perf_counter() - self._started) * 1000, 2),
            codes=sorted(self.codes),
            tenant_id=str(actor.tenant_id) if actor else None,
            user_id=str(actor.user_id) if actor else None,
            **more,
        )


def begin_record(query: str, operation_name: str | None, times: ResponseTimes) -> OperationRecord:
    """Start to measure. A document that cannot be read leaves the operation without a name."""
    try:
        tree = read(query, DEFAULT_LIMITS).tree
    except GraphQLError:
        return OperationRecord(None, times)
    return OperationRecord(get_operation_ast(tree, operation_name), times)
