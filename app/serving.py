"""How we listen: uvicorn with our limits, on a port taken before anything else starts."""

import socket
from collections.abc import Callable

import uvicorn
from uvicorn._types import ASGIApplication

from app.refusal import Refusal

LARGEST_MESSAGE = 262_144  # bytes of one WebSocket message
FAREWELL = 5  # seconds that open requests get to finish


def listen(host: str, port: int) -> socket.socket:
    """Take the address. Raises `Refusal` if somebody else has it or it is not ours."""
    taken = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen()
    except OSError as error:
        taken.close()
        raise Refusal(
            f"cannot listen on {host}:{port}: {error.strerror}; free it or set HOST or PORT"
        ) from None
    taken.set_inheritable(True)
    return taken


def config(app: ASGIApplication | str, *, workers: int = 1) -> uvicorn.Config:
    """Configure uvicorn for our application, or for the import string of its factory."""
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        timeout_graceful_shutdown=FAREWELL,
        server_header=False,
        access_log=False,
        log_config=None,
    )


class AnnouncingServer(uvicorn.Server):
    """Says so once it answers."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()
