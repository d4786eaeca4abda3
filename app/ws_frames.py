"""Ready-made WebSocket frames, written straight to the connection: the short way to many clients.

What uvicorn does for a text message is mostly bookkeeping per connection. Where the same bytes go
to thousands, the frame is put together here and handed to the transport. It reaches into uvicorn's
protocol, so whatever is not as expected there is left to the ordinary way.
"""

from typing import Any, cast

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.utils import is_ssl
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Opcode
from websockets.http11 import Request
from websockets.protocol import State

from subscriptions.line import Line

LINE = "production_tool.line"
"""Under this name an ASGI scope's extensions have the `Line` of its connection."""

TEXT = 0x80 | Opcode.TEXT

REACHED = ("scope", "transport", "conn", "writable", "disconnected")
"""What of uvicorn's protocol is reached into."""


class FrameProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol, which offers the application to write frames without ceremony.

    Whatever may open or shut the line comes by here, which is far less often than it is used.
    """

    _line: Line | None = None

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        # The application begins with the next turn of the loop, and finds it then.
        if all(hasattr(self, name) for name in REACHED):
            self._line = Line(self.transport.write)
            if not is_ssl(self.transport):
                # Nothing is to wait for the end of the loop's turn: what the system does not take
                # at once shuts the line, so while that is open nothing waits.
                self.transport.set_write_buffer_limits(high=0)
                self._line.descriptor = self.transport.get_extra_info("socket").fileno()
                if self.transport.get_write_buffer_size():
                    # An answer to an earlier request on this connection is on its way still, and
                    # the protocol before us was told of it. That it has gone, we are told. Under
                    # TLS we would not be, and need not: all goes through the transport, in order.
                    self.pause_writing()
            extensions = cast("dict[str, Any]", self.scope["extensions"])
            extensions[LINE] = self._line

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._look()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._look()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._look()

    async def send(self, message: ASGISendEvent) -> None:
        await super().send(message)
        self._look()

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._look()

    def shutdown(self) -> None:
        super().shutdown()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        # The loop closes the descriptor after this, and may then give it to another connection.
        if self._line:
            self._line.is_open = False
        super().connection_lost(exc)
        self._look()

    def _look(self) -> None:
        if self._line:
            alive = not self.disconnected and self.conn.state is State.OPEN
            self._line.is_open = alive and self.writable.is_set()


def header(length: int) -> bytes:
    """What comes before a text of so many bytes: final, unmasked, uncompressed (RFC 6455, 5.2)."""
    if length < 126:
        return bytes((TEXT, length))
    if length < 0x10000:
        return bytes((TEXT, 126)) + length.to_bytes(2)
    return bytes((TEXT, 127)) + length.to_bytes(8)
