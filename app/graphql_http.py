"""GraphQL over HTTP, to the letter of its specification."""

import asyncio
from uuid import UUID

import structlog
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from app.contexts import Contexts
from app.credentials import Credentials
from app.graphql_request import GraphQLRequest, RequestRefused, read_request, too_many
from app.graphql_response import JSON, negotiate, refuse, respond, respond_text, timed_out
from app.operation_log import begin_record
from app.origin import Origins
from app.pages import Pages, wants_page
from app.rate_limits import RateLimits
from app.response_times import ResponseTimes
from domain.errors import RateLimited
from schema.context import RequestContext
from schema.known_mutations import InDoubt
from schema.known_operations import KnownOperations
from schema.masking import MaskedSchema, present

log = structlog.get_logger(__name__)

ALLOWED = {
    "GET": {OperationType.QUERY},
    "POST": {OperationType.QUERY, OperationType.MUTATION},
}


class GraphQLOverHTTP:
    """The ASGI application behind the path of the API.

    `timeout` is in seconds and bounds an operation, from looking up the actor to the result.
    """

    def __init__(
        self,
        schema: MaskedSchema,
        contexts: Contexts,
        origins: Origins,
        limits: RateLimits,
        times: ResponseTimes,
        pages: Pages,
        *,
        timeout: float,
    ) -> None:
        self._schema = schema
        self._pages = pages
        self._contexts = contexts
        self._origins = origins
        self._limits = limits
        self._times = times
        self._timeout = timeout
        self._operations = KnownOperations(schema)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if _wants_page(request):
            response = self._pages.graphiql()
        else:
            response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        media_type = negotiate(request.headers.get("accept"))
        try:
            asked = await read_request(request)
            if media_type is None:
                raise RequestRefused(406, f"We answer in {JSON} and the like.")
            return await self._executed(request, asked, media_type)
        except RequestRefused as refused:
            log.info("graphql refused", status=refused.status, reason=refused.error.message)
            return refuse([refused.error], refused.status, media_type or JSON, refused.headers)

    async def _executed(self, request: Request, asked: GraphQLRequest, media_type: str) -> Response:
        record = begin_record(asked.query, asked.operation_name, self._times)
        request_id: UUID = request.state.request_id
        try:
            async with asyncio.timeout(self._timeout) as deadline:
                credentials = Credentials.of_request(request.headers)
                origin = self._origins.of(request)
                presumed = await self._contexts.presumed(credentials, origin, request_id)
                if presumed is not None:
                    record.context = presumed
                    self._limits.admit(presumed.signed_in)
                    may_write = request.method == "POST"
                    if (known := await self._known(presumed, asked, may_write)) is not None:
                        response = respond_text(known, media_type)
                        record.write(status=response.status_code)
                        return response
                record.context = await self._contexts.of_request(
                    credentials,
                    origin,
                    request_id,
                    known=presumed is not None,
                )
                if presumed is None and record.context.actor is not None:
                    self._limits.admit(record.context.actor)
                result = await self._execute(request.method, asked, record.context)
        except RateLimited as limited:
            raise too_many(limited) from None
        except RequestRefused:
            raise
        except Exception as error:  # noqa: BLE001 - masked and logged, as all that is unexpected
            unexpected = GraphQLError("", original_error=error)
            reason = (
                timed_out(self._timeout)
                if deadline.expired()
                else present(unexpected, str(request_id))
            )
            result = PreExecutionError(data=None, errors=[reason])
        response = respond(result, media_type)
        record.note(result.errors)
        record.write(status=response.status_code)
        return response

    async def _known(
        self, context: RequestContext, asked: GraphQLRequest, may_write: bool
    ) -> str | None:
        """The short way, where the operation is known; None: take the ordinary."""
        try:
            return await self._operations.answer(
                context,
                asked.query,
                asked.variables,
                asked.operation_name,
                may_write=may_write,
            )
        except InDoubt:
            raise
        except Exception:  # noqa: BLE001 - what it was, the ordinary way will meet and report
            return None

    async def _execute(
        self, method: str, asked: GraphQLRequest, context: RequestContext
    ) -> ExecutionResult:
        try:
            return await self._schema.execute(
                asked.query,
                variable_values=asked.variables,
                operation_name=asked.operation_name,
                operation_extensions=asked.extensions,
                context_value=context,
                allowed_operation_types=ALLOWED[method],
            )
        except CannotGetOperationTypeError as error:
            fault = GraphQLError(error.as_http_error_reason(), extensions={"code": "BAD_REQUEST"})
            return PreExecutionError(data=None, errors=[fault])
        except InvalidOperationTypeError as error:
            if error.operation_type is OperationType.SUBSCRIPTION:
                message = "Subscriptions need a WebSocket (graphql-transport-ws) on this path."
                raise RequestRefused(400, message) from None
            message = "GET is for queries only; send mutations by POST."
            raise RequestRefused(405, message, {"allow": "POST"}) from None


def _wants_page(request: Request) -> bool:
    return request.method == "GET" and "query" not in request.query_params and wants_page(request)
