"""What every HTTP answer gets: a request id, and headers that keep browsers out of trouble."""

from collections.abc import Mapping

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uuid_utils.compat import uuid7

REQUEST_ID = "x-request-id"

SECURITY: Mapping[str, str] = {
    "content-security-policy": "; ".join(
        [
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",  # GraphiQL's editor writes its styles itself
            "worker-src 'self' blob:",
            "font-src 'self' data:",
            "img-src 'self' data:",
            "connect-src 'self' ws: wss:",
            "frame-ancestors 'none'",
            "base-uri 'self'",
        ]
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Envelope:
    """Numbers requests, as `request.state.request_id` and in the log, and stamps their answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = uuid7()
        scope.setdefault("state", {})["request_id"] = request_id
        stamps = {REQUEST_ID: str(request_id), **SECURITY}

        async def send_stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(stamps)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=str(request_id)):
            await self._app(scope, receive, send_stamped)
