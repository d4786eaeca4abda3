"""What every HTTP answer gets: a request id, and headers that keep browsers out of trouble."""

from collections.abc import Mapping

import structlog
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uuid_utils.compat import uuid7

from app.content_policy import content_policy
from schema.masking import MASK

log = structlog.get_logger(__name__)

REQUEST_ID = "x-request-id"

SECURITY: Mapping[str, str] = {
    "content-security-policy": content_policy(),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}

Headers = list[tuple[bytes, bytes]]


class Envelope:
    """Numbers requests, as `request.state.request_id` and in the log, and stamps their answers.

    An answer that says something else of its own under one of the headers keeps it.
    With `hsts_seconds` browsers are told to come by TLS alone for so long.
    """

    def __init__(self, app: ASGIApp, *, hsts_seconds: int = 0) -> None:
        self._app = app
        hsts = {"strict-transport-security": f"max-age={hsts_seconds}"} if hsts_seconds else {}
        self._stamps: Headers = [
            (name.encode(), value.encode()) for name, value in {**SECURITY, **hsts}.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = uuid7()
        scope.setdefault("state", {})["request_id"] = request_id
        stamps = [(REQUEST_ID.encode(), str(request_id).encode()), *self._stamps]
        started = False

        async def send_stamped(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                own = message["headers"]
                said = {name for name, _ in own}
                message["headers"] = [*own, *(each for each in stamps if each[0] not in said)]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=str(request_id)):
            try:
                await self._app(scope, receive, send_stamped)
            except Exception:
                if started:
                    raise
                log.exception("request failed")
                await PlainTextResponse(f"{MASK}\n", 500)(scope, receive, send_stamped)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        accepted = False

        async def send_stamped(message: Message) -> None:
            nonlocal accepted
            match message["type"]:
                case "websocket.accept":
                    accepted = True
                case "websocket.close" if not accepted:
                    # The server would answer for us, without our headers.
                    await PlainTextResponse("", 403)(scope, receive, send_stamped)
                    return
                case "websocket.http.response.start":
                    message["headers"] = [*message["headers"], *self._stamps]
            await send(message)

        await self._app(scope, receive, send_stamped)
