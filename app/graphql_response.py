"""GraphQL answers as HTTP carries them: the newer media type, and plain JSON for older clients."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.responses import Response
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"

STATUS = {
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "INTERNAL": 500,
    "TIMEOUT": 500,
}
"""Of a request that nothing came of, by its error code; 400 for all others."""


def negotiate(accept: str | None) -> str | None:
    """Choose the media type of the answer by the Accept header, None where none will do."""
    if accept is None:
        return JSON
    wanted = sorted(map(_quality, accept.split(",")), key=lambda found: -found[1])
    for media_range, quality in wanted:
        if quality == 0:
            continue
        if media_range in {GRAPHQL, JSON}:
            return media_range
        if media_range in {"*/*", "application/*"}:
            return JSON
    return None


def _quality(media_range: str) -> tuple[str, float]:
    name, *parameters = (part.strip().lower() for part in media_range.split(";"))
    given = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
    try:
        return name, float(given)
    except ValueError:
        return name, 0.0


def respond(result: ExecutionResult, media_type: str) -> Response:
    """Answer with the outcome of an execution, or with why there was none."""
    errors = result.errors or []
    if is_request_error(result):
        status = STATUS.get(code_of(errors[0]), 400) if media_type == GRAPHQL else 200
        return refuse(errors, status, media_type)
    content: dict[str, Any] = {"data": result.data}
    if errors:
        content["errors"] = [error.formatted for error in errors]
    if result.extensions:
        content["extensions"] = result.extensions
    return _response(content, 200, media_type)


def respond_text(data: str, media_type: str) -> Response:
    """Answer with `data` that is JSON text already."""
    return _sent(b'{"data":%b}' % data.encode(), 200, media_type)


def refuse(
    errors: Sequence[GraphQLError],
    status: int,
    media_type: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer that nothing was executed, and why."""
    response = _response({"errors": [error.formatted for error in errors]}, status, media_type)
    response.headers.update(headers or {})
    if status == 401:
        response.headers["www-authenticate"] = "Bearer"
    return response


def is_request_error(result: ExecutionResult) -> bool:
    """Whether nothing was executed: an error that executing a field has left names the field."""
    if isinstance(result, PreExecutionError):
        return True
    return result.data is None and all(error.path is None for error in result.errors or [])


def is_cut_off(result: ExecutionResult) -> bool:
    """Whether a stream that had begun cannot go on."""
    return is_request_error(result) and not isinstance(result, PreExecutionError)


def timed_out(timeout: float) -> GraphQLError:
    """Say that an operation was given up; what a mutation had done by then is not known."""
    return GraphQLError(
        f"The operation was given up after {timeout:g} seconds.", extensions={"code": "TIMEOUT"}
    )


def code_of(error: GraphQLError) -> str:
    return str((error.extensions or {}).get("code"))


def _response(content: Mapping[str, Any], status: int, media_type: str) -> Response:
    return _sent(orjson.dumps(content), status, media_type)


def _sent(body: bytes, status: int, media_type: str) -> Response:
    headers = {"cache-control": "no-store", "content-type": f"{media_type}; charset=utf-8"}
    return Response(body, status, headers)
