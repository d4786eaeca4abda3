"""How we listen: uvicorn with our limits, on a port taken before anything else starts."""

import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette

from app.refusal import Refusal

LARGEST_MESSAGE = 262_144  # bytes of one WebSocket message
UNREAD = 30_000  # milliseconds that what we have sent may stay unacknowledged
FAREWELL = 5  # seconds that open requests get to finish


def listen(host: str, port: int) -> socket.socket:
    """Take the address. Raises `Refusal` if somebody else has it or it is not ours."""
    taken = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            # The kernel gives up on clients that have stopped reading; uvicorn would wait for ever
            # to flush what is left for them.
            taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD)
        taken.bind((host, port))
        taken.listen()
    except OSError as error:
        taken.close()
        raise Refusal(
            f"cannot listen on {host}:{port}: {error.strerror}; free it or set HOST or PORT"
        ) from None
    taken.set_inheritable(True)
    return taken


def address(host: str, port: int) -> str:
    """Where we are, as a browser takes it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def config(app: Starlette | str, *, workers: int = 1) -> uvicorn.Config:
    """Configure uvicorn for our application, or for the import string of its factory."""
    application: Any = app  # uvicorn and Starlette spell the same ASGI types differently
    return uvicorn.Config(
        application,
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
