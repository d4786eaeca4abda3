"""By which names we may be called: a page that has renamed our address to its own is not us."""

import structlog
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

log = structlog.get_logger(__name__)

ANY = "*"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

REFUSAL = "The server is not known by this name; its operator has to add it to ALLOWED_HOSTS.\n"


def hosts(allowed: tuple[str, ...], bound_to: str) -> tuple[str, ...]:
    """The names of a server: as set, else those of loopback if that is where it listens."""
    if allowed:
        return allowed
    own = f"[{bound_to}]" if ":" in bound_to else bound_to.lower()
    return LOOPBACK if own in LOOPBACK else (ANY,)


class HostGuard:
    """Refuses requests whose Host is none of `names`."""

    def __init__(self, app: ASGIApp, names: tuple[str, ...]) -> None:
        self._app = app
        self._names = frozenset(name.encode() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._is_ours(scope):
            await self._app(scope, receive, send)
        else:
            log.info("host refused")
            await PlainTextResponse(REFUSAL, 400)(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        for header, value in scope["headers"]:
            if header == b"host":
                name, colon, port = value.rpartition(b":")
                return (name if colon and port.isdigit() else value).lower() in self._names
        return False
