"""Files that are too large for GraphQL: sent once by an ordinary POST, then named by their id."""

import asyncio

import structlog
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.contexts import Contexts
from app.credentials import Credentials
from app.graphql_request import RequestRefused, check_content_type, read_body, too_many
from app.graphql_response import JSON, refuse
from app.origin import Origins
from app.rate_limits import RateLimits
from domain.errors import ErrorCode, InvalidInput, RateLimited
from domain.roles import Scope
from domain.schedule_file import ScheduleFile, decoded
from resolvers.context import Context
from resolvers.uploads import keep_upload
from schema.attempts import attempt
from schema.limits import refusal

LARGEST_UPLOAD = 5_000_000  # bytes
MOST_UPLOADED_ROWS = 10_000

log = structlog.get_logger(__name__)


class Uploads:
    """Takes files from whoever may work with what they are for."""

    def __init__(self, contexts: Contexts, origins: Origins, limits: RateLimits) -> None:
        self._contexts = contexts
        self._origins = origins
        self._limits = limits

    async def bookings(self, request: Request) -> Response:
        """Keep a schedule as CSV for `importBookings`, and answer its id."""
        try:
            ctx = await self._scheduler(request)
            check_content_type(request.headers, "text/csv", "CSV")
            body = await read_body(request, most=LARGEST_UPLOAD, limit="uploadBytes")
            text, rows = await asyncio.to_thread(_read, body)
            if rows > MOST_UPLOADED_ROWS:
                raise RequestRefused(413, refusal("uploadRows", f"{rows:,}", MOST_UPLOADED_ROWS))
        except InvalidInput as invalid:
            return refuse([_error(invalid.message, invalid.code)], 400, JSON)
        except RequestRefused as refused:
            log.info("upload refused", status=refused.status, reason=refused.error.message)
            return refuse([refused.error], refused.status, JSON, refused.headers)
        upload_id = await keep_upload(ctx, text)
        log.info(
            "upload",
            bytes=len(body),
            rows=rows,
            tenant_id=str(ctx.actor.tenant_id),
            user_id=str(ctx.actor.user_id),
        )
        return JSONResponse({"id": str(upload_id)}, 201, {"cache-control": "no-store"})

    async def _scheduler(self, request: Request) -> Context:
        """Who sends it, before anything of it is read. Raises `RequestRefused`."""
        try:
            context = await self._contexts.of_request(
                Credentials.of_request(request.headers),
                self._origins.of(request),
                request.state.request_id,
            )
            if context.actor is None:
                refused = context.refused
                status = 401 if refused.code is ErrorCode.UNAUTHENTICATED else 400
                raise RequestRefused(status, _error(refused.message, refused.code))
            self._limits.admit(context.actor)
        except RateLimited as limited:
            raise too_many(limited) from None
        if Scope.BOOKINGS_WRITE not in context.scopes:
            context.note(attempt("uploadBookings", ErrorCode.FORBIDDEN))
            message = f"An upload of bookings needs the scope {Scope.BOOKINGS_WRITE}."
            raise RequestRefused(403, _error(message, ErrorCode.FORBIDDEN))
        return context.use_case


def _read(body: bytes) -> tuple[str, int]:
    text = decoded(body)
    return text, len(ScheduleFile.read(text).rows)


def _error(message: str, code: ErrorCode) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code.value})
