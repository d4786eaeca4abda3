"""What happens on one WebSocket: signing in, operations, and how it ends."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

import orjson
import structlog
from graphql import GraphQLError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    CompleteMessage,
    ConnectionInitMessage,
    Message,
    SubscribeMessage,
)
from strawberry.types import ExecutionResult
from strawberry.utils.aio import aclosing

from app.api_keys import KeyClaims
from app.auth import SignIn
from app.contexts import Contexts
from app.credentials import Credentials
from app.graphql_request import too_many
from app.graphql_response import code_of, is_cut_off, is_request_error, timed_out
from app.operation_log import OperationRecord, begin_record
from app.rate_limits import RateLimits
from app.response_times import ResponseTimes
from app.tokens import InvalidToken
from app.ws_adapter import TimedAdapter
from app.ws_caps import Caps, TooManyOpen
from app.ws_frames import header
from app.ws_messages import fault_of
from domain.actor import Actor, Origin
from domain.errors import Forbidden, RateLimited, StudioRequired, Unauthenticated
from schema.limits import refusal
from schema.live_operations import BrokenPayload, LiveOperations
from subscriptions.payloads import Payload

log = structlog.get_logger(__name__)

SIGN_IN_TIMEOUT = 5.0
"""Seconds that looking up who connects may take."""

MOST_OPERATIONS = 100
"""That may run on one connection at a time."""

TRY_AGAIN_LATER = 1013
NO_MEMBER = 4401
FRESH_TOKEN_NEEDED = 4403


class Subscriber:
    """The client of one operation, which is handed payloads that are ready."""

    def __init__(
        self, operation: Operation[Any, None], websocket: TimedAdapter, record: OperationRecord
    ) -> None:
        self.line = websocket.line
        self.own = b',"id":%b}' % orjson.dumps(operation.id)
        self._websocket = websocket
        self._record = record

    async def send(self, payloads: Sequence[Payload]) -> None:
        """Send payloads, and wait while the client does not keep up."""
        if self.line.is_open:
            self.line.write(b"".join(self.front(payload) + self.own for payload in payloads))
        else:
            for payload in payloads:
                await self._websocket.send_text((_shared(payload) + self.own).decode())
        self._record.time()

    def front(self, payload: Payload) -> bytes:
        """A text frame but for its end, the operation's id."""
        length = len(self.own)
        front = payload.fronts.get(length)
        if front is None:
            shared = _shared(payload)
            front = payload.fronts[length] = header(len(shared) + length) + shared
        return front


def _drop_undefined(operation: Operation[Any, None], record: OperationRecord) -> None:
    """Let go of variables that mean nothing, for an operation may last for days."""
    if operation.variables and record.operation:
        defined = {d.variable.name.value for d in record.operation.variable_definitions or ()}
        given = operation.variables.items()
        operation.variables = {name: value for name, value in given if name in defined}


def _shared(payload: Payload) -> bytes:
    """What is the same in the message for everybody, and so comes first."""
    return b'{"type":"next","payload":' + payload.text


@dataclass(slots=True)
class Connection:
    """One WebSocket, and who has signed in on it, to the end in the same studio.

    `timeout` is in seconds and bounds operations other than subscriptions.
    """

    contexts: Contexts
    live: LiveOperations
    limits: RateLimits
    times: ResponseTimes
    caps: Caps
    origin: Origin
    timeout: float
    connection_params: dict[str, Any] = field(default_factory=dict)
    signed_in: SignIn | KeyClaims | None = None
    member: Actor | None = None
    places: ExitStack = field(default_factory=ExitStack)

    async def sign_in(self) -> None:
        """Check the token of the first message, and the membership.

        Raises `Unauthenticated`, `StudioRequired`, `RateLimited`, `TooManyOpen`.
        """
        credentials = Credentials.of_connection(self.connection_params)
        found, actor = await self.contexts.sign_in(credentials, self.origin)
        # A connection stays in the studio that it began in; a key has no other.
        if isinstance(found, SignIn):
            found = replace(found, studio=actor.tenant_id)
        self.signed_in, self.member = found, actor
        self.places.close()
        self.places.enter_context(self.caps.member(actor))


class Handler(BaseGraphQLTransportWSHandler[Connection, None]):
    """Runs each operation in a context of its own, and tells clients by closing what to do.

    They come back after 1013, with a fresh token after 4403, and give up after 4400 and 4401.
    """

    _expiry: asyncio.Task[None] | None = None

    async def handle(self) -> None:
        connection = self.context
        async with cast("TimedAdapter", self.websocket).until_it_stalls(connection.caps):
            try:
                with connection.places as places:
                    places.enter_context(connection.caps.stranger(connection.origin))
                    await super().handle()
            except TooManyOpen as full:
                with suppress(WebSocketDisconnected):
                    await self.websocket.close(TRY_AGAIN_LATER, full.message)

    async def shutdown(self) -> None:
        if self._expiry:
            self._expiry.cancel()
        await super().shutdown()

    async def handle_message(self, message: Message) -> None:
        if fault := fault_of(message):
            await self.handle_invalid_message(fault)
        else:
            await super().handle_message(message)

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        try:
            async with asyncio.timeout(SIGN_IN_TIMEOUT):
                await super().handle_connection_init(message)
        except (Unauthenticated, StudioRequired) as refused:
            await self._dismiss(refused.message, for_good=not isinstance(refused, InvalidToken))
        except (RateLimited, TooManyOpen) as limited:
            await self.websocket.close(TRY_AGAIN_LATER, limited.message)
        except WebSocketDisconnected:
            raise
        except Exception:
            log.exception("sign-in over a websocket failed")
            await self.websocket.close(TRY_AGAIN_LATER, "Try again later.")
        if self.connection_acknowledged and not self._expiry:
            self._expiry = asyncio.create_task(self._close_at_expiry())

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        if self.connection_acknowledged and len(self.operations) >= MOST_OPERATIONS:
            error = refusal("operationsPerConnection", "more", MOST_OPERATIONS)
            await self.send_message(
                {"id": message["id"], "type": "error", "payload": [error.formatted]}
            )
        else:
            await super().handle_subscribe(message)

    async def run_operation(self, operation: Operation[Connection, None]) -> None:
        connection = self.context
        assert connection.member
        record = begin_record(operation.query, operation.operation_name, connection.times)
        _drop_undefined(operation, record)
        try:
            with connection.caps.operation(connection.member, live=record.is_live):
                await self._run(operation, record)
        except TooManyOpen as full:
            record.note([full.error])
            await operation.send_initial_errors([full.error])
        except WebSocketDisconnected:
            pass
        except Unauthenticated as refused:
            await self._dismiss(refused.message, for_good=not self._has_expired)
        except Forbidden as refused:
            await self.websocket.close(FRESH_TOKEN_NEEDED, refused.message)
        except BrokenPayload:
            await self.websocket.close(TRY_AGAIN_LATER, "Try again later.")
        except Exception:
            log.exception("an operation over a websocket failed")
            await self.websocket.close(TRY_AGAIN_LATER, "Try again later.")
        finally:
            # Its id may be another operation's by now.
            if self.operations.get(operation.id) is operation:
                self.forget_id(operation.id)
            record.write()

    async def _run(self, operation: Operation[Connection, None], record: OperationRecord) -> None:
        connection = self.context
        assert connection.signed_in
        try:
            async with asyncio.timeout(None if record.is_live else connection.timeout) as deadline:
                record.context = await connection.contexts.of_operation(
                    connection.signed_in, connection.origin
                )
                connection.limits.admit(record.context.signed_in)
                structlog.contextvars.bind_contextvars(request_id=str(record.context.request_id))
                if not await self._follow(operation, record):
                    await self._execute(operation, record)
        except TimeoutError:
            if not deadline.expired():
                raise
            errors = [timed_out(connection.timeout)]
            record.note(errors)
            await operation.send_initial_errors(errors)
        except RateLimited as limited:
            errors = [too_many(limited).error]
            record.note(errors)
            await operation.send_initial_errors(errors)
        except GraphQLError as ended:
            record.note([ended])
            await operation.send_initial_errors([ended])
        await operation.send_operation_message(CompleteMessage(id=operation.id, type="complete"))

    async def _follow(
        self, operation: Operation[Connection, None], record: OperationRecord
    ) -> bool:
        """The way of those that follow the log. False: it is none of them, or not plainly good."""
        assert record.context
        return record.is_live and await self.context.live.follow(
            record.context,
            operation.query,
            operation.variables,
            operation.operation_name,
            Subscriber(operation, cast("TimedAdapter", self.websocket), record),
        )

    async def _execute(
        self, operation: Operation[Connection, None], record: OperationRecord
    ) -> None:
        results = await self.schema.stream(
            operation.query,
            variable_values=operation.variables,
            operation_name=operation.operation_name,
            context_value=record.context,
        )
        async with aclosing(results):
            async for result in results:
                assert isinstance(result, ExecutionResult)
                await self._deliver(result, operation, record)

    async def _deliver(
        self,
        result: ExecutionResult,
        operation: Operation[Connection, None],
        record: OperationRecord,
    ) -> None:
        errors = result.errors or []
        record.note(errors)
        codes = {code_of(error) for error in errors}
        if is_request_error(result) and "UNAUTHENTICATED" in codes:
            raise Unauthenticated(errors[0].message)
        if is_cut_off(result) and "FORBIDDEN" in codes:
            raise Forbidden(errors[0].message)
        # Any other end, or a gap, would be one that clients do not try to mend.
        if record.is_live and result.data is None and "INTERNAL" in codes:
            raise BrokenPayload
        if is_request_error(result):
            await operation.send_initial_errors(errors)
        else:
            await operation.send_next(result)
        record.time()

    async def _close_at_expiry(self) -> None:
        connection = self.context
        assert connection.member
        if isinstance(connection.signed_in, SignIn):
            await asyncio.sleep(connection.signed_in.remaining.total_seconds())
            await self._dismiss("The token has expired.", for_good=False)
        elif (key := connection.member.key) and key.expires_at:
            await asyncio.sleep((key.expires_at - datetime.now(UTC)).total_seconds())
            await self._dismiss("The API key has expired.", for_good=True)

    @property
    def _has_expired(self) -> bool:
        return self.context.signed_in is not None and self.context.signed_in.expired

    async def _dismiss(self, reason: str, *, for_good: bool) -> None:
        await self.websocket.close(NO_MEMBER if for_good else FRESH_TOKEN_NEEDED, reason)
