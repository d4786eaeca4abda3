"""What a client may read of an error: everything about the request, nothing about our inside."""

from typing import Any

import structlog
from graphql import FieldNode, GraphQLError, GraphQLSyntaxError
from strawberry import Schema
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionContext

from domain.errors import DomainError

log = structlog.get_logger(__name__)

MASK = "Something went wrong on our side. Please quote the request id."

REQUEST_FAULTS = (CannotGetOperationTypeError, InvalidOperationTypeError, MissingQueryError)


class MaskedSchema(Schema):
    """A schema whose errors are safe to show, on every transport, and logged here alone."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Replace the errors by what the client may read; Strawberry answers with the same list."""
        request_id = getattr(getattr(execution_context, "context", None), "request_id", None)
        errors[:] = [present(error, request_id) for error in errors]


def present(error: GraphQLError, request_id: str | None) -> GraphQLError:
    """Return an error as the client may read it: with a code, or masked and logged.

    Presenting an error twice changes and logs nothing more.
    """
    code = _code_of(error)
    extensions: dict[str, Any]
    if code is None:
        log.error(
            "unexpected error", request_id=request_id, path=error.path, exc_info=_reason_for(error)
        )
        message, extensions = MASK, {"code": "INTERNAL", "requestId": request_id}
    else:
        reason = _reason_for(error)
        facts = reason.facts if isinstance(reason, DomainError) else {}
        message, extensions = error.message, {**(error.extensions or {}), **facts, "code": code}
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )


def _code_of(error: GraphQLError) -> str | None:
    """Return the code of an error that the client may read, None for one to be masked."""
    reason = _reason_for(error)
    if isinstance(reason, DomainError):
        return reason.code.value
    if isinstance(reason, REQUEST_FAULTS):
        return "BAD_REQUEST"
    if not isinstance(reason, GraphQLError):
        return None
    if error.extensions and "code" in error.extensions:
        return str(error.extensions["code"])
    if isinstance(reason, GraphQLSyntaxError):
        return "GRAPHQL_PARSE_FAILED"
    # In execution (there is a path), the library blames an argument for what is wrong with the
    # request, and the field itself or nothing for what is wrong with our resolvers.
    blamed = reason.nodes or ()
    if error.path and all(isinstance(node, FieldNode) for node in blamed):
        return None
    return "BAD_REQUEST"


def _reason_for(error: GraphQLError) -> Exception:
    """Return what was raised in the first place, below the errors that the library wraps around."""
    reason: Exception = error
    while isinstance(reason, GraphQLError) and reason.original_error:
        reason = reason.original_error
    return reason
