"""Ready-made WebSocket frames, written straight to the connection: the short way to many clients.

What uvicorn does for a text message is mostly bookkeeping per connection. Where the same bytes go
to thousands, the frame is put together here and handed to the transport. It reaches into uvicorn's
protocol, so whatever is not as expected there is left to the ordinary way.
"""

from collections.abc import Callable
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Opcode
from websockets.http11 import Request
from websockets.protocol import State

WRITER = "production_tool.frame"
"""Under this name an ASGI scope's extensions have the writer of its connection."""

Write = Callable[[bytes], bool]
"""Write a frame, or several. False: nothing was written, for the client does not keep up."""

TEXT = 0x80 | Opcode.TEXT

REACHED = ("scope", "transport", "conn", "writable", "disconnected")
"""What of uvicorn's protocol is reached into."""


class FrameProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol, which offers the application to write frames without ceremony."""

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        # The application begins with the next turn of the loop, and finds it then.
        if all(hasattr(self, name) for name in REACHED):
            extensions = cast("dict[str, Any]", self.scope["extensions"])
            extensions[WRITER] = self.write_frame

    def write_frame(self, frame: bytes) -> bool:
        """Write a frame or more, unless what was written before has not been taken yet."""
        # Of every microsecond here there are thousands per event: no more looks than are needed.
        if self.disconnected or self.conn.state is not State.OPEN or not self.writable.is_set():
            return False
        self.transport.write(frame)
        return True


def header(length: int) -> bytes:
    """What comes before a text of so many bytes: final, unmasked, uncompressed (RFC 6455, 5.2)."""
    if length < 126:
        return bytes((TEXT, length))
    if length < 0x10000:
        return bytes((TEXT, 126)) + length.to_bytes(2)
    return bytes((TEXT, 127)) + length.to_bytes(8)
