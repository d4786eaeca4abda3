"""How we listen: uvicorn with our limits, on a port taken before anything else starts."""

import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from app.refusal import Refusal
from app.settings import Settings
from app.ws_frames import FrameProtocol

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


def address(settings: Settings) -> str:
    """Where we are, as a browser takes it."""
    scheme = "https" if settings.tls else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{scheme}://{host}:{settings.port}"


def config(app: Starlette | str, settings: Settings, *, workers: int = 1) -> uvicorn.Config:
    """Configure uvicorn for our application, or for the import string of its factory.

    Raises `Refusal` for a certificate and a key that do not serve.
    """
    certificate, key = _checked(settings.tls) if settings.tls else (None, None)
    application: Any = app  # uvicorn and Starlette spell the same ASGI types differently
    return uvicorn.Config(
        application,
        factory=isinstance(app, str),
        workers=workers,
        loop="uvloop",
        http="httptools",
        ws=FrameProtocol,
        ws_max_size=LARGEST_MESSAGE,
        # A compressor for each of thousands of calendars costs more than what it saves of their
        # small messages, and what many are sent could not be sent to them as it is.
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=FAREWELL,
        server_header=False,
        # It would believe any process on this machine; `app.origin` believes whom it is told to.
        proxy_headers=False,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        access_log=False,
        log_config=None,
    )


def _checked(tls: tuple[Path, Path]) -> tuple[Path, Path]:
    certificate, key = tls
    try:
        # An empty passphrase: for a key that has one, OpenSSL would ask the terminal.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except OSError as error:
        raise Refusal(
            f"TLS_CERT_FILE and TLS_KEY_FILE do not serve: {error.strerror or 'not a pair in PEM'}"
        ) from None
    return tls


class AnnouncingServer(uvicorn.Server):
    """Says so once it answers."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()
