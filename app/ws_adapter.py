"""The WebSocket as Strawberry uses it, with a limit to how long a client may keep us waiting."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager

import orjson
import structlog
from starlette.websockets import WebSocketDisconnect, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import WebSocketDisconnected

from app.ws_caps import Caps
from app.ws_frames import LINE
from subscriptions.line import SHUT, Line

log = structlog.get_logger(__name__)

SEND_TIMEOUT = 5.0
"""Seconds that a client may leave what we send unread, once the buffers on the way are full."""

LONGEST_REASON = 123
"""Bytes that the protocol allows for the reason of a close."""


class TimedAdapter(ASGIWebSocketAdapter):
    """Drops clients that have stopped reading: waiting for them would keep all that they hold."""

    _lifetime: asyncio.Timeout

    @asynccontextmanager
    async def until_it_stalls(self, caps: Caps) -> AsyncIterator[None]:
        """Run the block to its end, or to the moment when the client has stopped reading."""
        try:
            async with asyncio.timeout(None) as self._lifetime:
                yield
        except TimeoutError:
            if not self._lifetime.expired():
                raise
            caps.stalled += 1
            log.info("websocket dropped", reason="its client has stopped reading")

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send a message. Raises `WebSocketDisconnected` where nobody takes it."""
        await self.send_text(orjson.dumps(message).decode())

    @property
    def line(self) -> Line:
        """The way to write frames without waiting; `SHUT` where there is no such thing."""
        line: Line = (self.ws.scope.get("extensions") or {}).get(LINE, SHUT)
        return line

    async def send_text(self, text: str) -> None:
        """Send JSON text, as `send_json` does."""
        if not self._is_open:
            raise WebSocketDisconnected
        await self._in_time(self.ws.send_text(text))

    async def close(self, code: int, reason: str) -> None:
        """Close, unless that has happened. Raises `WebSocketDisconnected` as `send_json` does."""
        if self._is_open:
            short = reason.encode()[:LONGEST_REASON].decode(errors="ignore")
            await self._in_time(self.ws.close(code, short))

    @property
    def _is_open(self) -> bool:
        states = self.ws.application_state, self.ws.client_state
        return WebSocketState.DISCONNECTED not in states

    async def _in_time(self, sending: Awaitable[None]) -> None:
        try:
            async with asyncio.timeout(SEND_TIMEOUT):
                await sending
        except WebSocketDisconnect:
            raise WebSocketDisconnected from None
        except TimeoutError:
            if not self._lifetime.expired():
                self._lifetime.reschedule(asyncio.get_running_loop().time())
            raise WebSocketDisconnected from None
