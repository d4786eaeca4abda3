"""GraphQL over HTTP, to the letter of its specification."""

import asyncio

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.exceptions import MissingQueryError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from app.contexts import Contexts
from app.graphql_request import GraphQLRequest, RequestRefused, read_request
from app.graphql_response import JSON, negotiate, refuse, respond
from app.operation_log import Operation, Stopwatch, log_operation
from app.pages import graphiql
from schema.context import RequestContext
from schema.masking import MaskedSchema, present


class GraphQLOverHTTP:
    """The ASGI application behind the path of the API.

    `timeout` is in seconds and bounds one operation, from the look-up of the actor to its result.
    """

    def __init__(self, schema: MaskedSchema, contexts: Contexts, *, timeout: float) -> None:
        self._schema = schema
        self._contexts = contexts
        self._timeout = timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        response = graphiql() if _wants_page(request) else await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        media_type = negotiate(request.headers.get("accept"))
        try:
            asked = await read_request(request)
            if media_type is None:
                raise RequestRefused(406, f"We answer in {JSON} and the like.")
            result = await self._execute(request, asked)
        except RequestRefused as refused:
            return refuse([refused.error], refused.status, media_type or JSON, refused.headers)
        return respond(result, media_type)
