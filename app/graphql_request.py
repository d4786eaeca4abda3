"""GraphQL requests as HTTP carries them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.datastructures import Headers, QueryParams
from starlette.requests import ClientDisconnect, Request

from domain.errors import RateLimited
from schema.limits import refusal

LARGEST_BODY = 100_000  # bytes


class RequestRefused(Exception):
    """Not a GraphQL request that we serve: answered with an HTTP status and an error in JSON."""

    def __init__(
        self, status: int, error: str | GraphQLError, headers: Mapping[str, str] | None = None
    ) -> None:
        if isinstance(error, str):
            error = GraphQLError(error, extensions={"code": "BAD_REQUEST"})
        super().__init__(error.message)
        self.status = status
        self.error = error
        self.headers = headers


def too_many(limited: RateLimited) -> RequestRefused:
    """Say that a rate limit is exceeded, and when to come back."""
    error = GraphQLError(limited.message, extensions={"code": limited.code.value, **limited.facts})
    return RequestRefused(429, error, {"retry-after": str(limited.retry_after)})


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """What a client wants executed."""

    query: str
    variables: dict[str, Any] | None
    operation_name: str | None
    extensions: dict[str, Any] | None


async def read_request(request: Request) -> GraphQLRequest:
    """Read the parameters from the URL of a GET or the body of a POST. Raises `RequestRefused`."""
    if request.method == "GET":
        return _checked(_from_url(request.query_params))
    if request.method == "POST":
        check_content_type(request.headers, "application/json", "JSON")
        return _checked(_json(await read_body(request), "The body"))
    raise RequestRefused(405, "GraphQL takes GET and POST requests.", {"allow": "GET, POST"})


async def read_body(
    request: Request, *, most: int = LARGEST_BODY, limit: str = "bodyBytes"
) -> bytes:
    """Read the body, as far as it is not too large: `most` bytes. Raises `RequestRefused`."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > most:
                raise RequestRefused(413, refusal(limit, "more", most))
    except ClientDisconnect:
        raise RequestRefused(400, "The body is incomplete.") from None
    return bytes(body)


def check_content_type(headers: Headers, expected: str, kind: str) -> None:
    """Refuse a body of another type, or in another encoding than UTF-8. Raises `RequestRefused`."""
    media_type, *parameters = headers.get("content-type", "").lower().split(";")
    if media_type.strip() != expected:
        message = f"The body has to be {kind}: `content-type: {expected}`."
        raise RequestRefused(415, message)
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in {"utf-8", "utf8"}:
            raise RequestRefused(415, "The body has to be encoded in UTF-8.")


def _from_url(parameters: QueryParams) -> dict[str, Any]:
    found: dict[str, Any] = dict(parameters)
    for name in ("variables", "extensions"):
        if name in found:
            found[name] = _json(found[name], f"`{name}`") if found[name] else None
    return found


def _json(text: str | bytes, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise RequestRefused(400, f"{what} is not valid JSON.") from None


def _checked(parameters: Any) -> GraphQLRequest:
    if isinstance(parameters, list):
        raise RequestRefused(400, "One request at a time: batches are not supported.")
    if not isinstance(parameters, dict):
        raise RequestRefused(400, "The body has to be a JSON object.")
    query = parameters.get("query")
    if not isinstance(query, str) or not query:
        raise RequestRefused(400, "`query` has to be a string with a GraphQL document.")
    name = parameters.get("operationName")
    if not isinstance(name, str | None):
        raise RequestRefused(400, "`operationName` has to be a string or null.")
    for member in ("variables", "extensions"):
        if not isinstance(parameters.get(member), dict | None):
            raise RequestRefused(400, f"`{member}` has to be an object or null.")
    return GraphQLRequest(
        query, parameters.get("variables"), name or None, parameters.get("extensions")
    )
