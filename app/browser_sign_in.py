"""How people sign in with a browser, for the page to ask."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.refusal import Refusal
from app.settings import Settings


class BrowserSignIn:
    """What the settings say of it; nothing in it is a secret.

    `origins` are those that a browser speaks to for it, other than our own.
    """

    def __init__(self, settings: Settings, *, anyone_founds: bool) -> None:
        """Raises `Refusal` for settings with which nobody could get in."""
        self._answer = {**_way(settings), "founding": anyone_founds}
        issuer = urlsplit(settings.auth_issuer)
        at_provider = (f"{issuer.scheme}://{issuer.netloc}", *settings.auth_origins)
        self.origins = at_provider if self._answer["kind"] == "oidc" else ()

    def route(self) -> Route:
        return Route("/auth/config", self.config, methods=["GET"])

    async def config(self, _: Request) -> Response:
        return JSONResponse(self._answer, headers={"cache-control": "no-store"})


def _way(settings: Settings) -> dict[str, Any]:
    if settings.auth_client_id and not settings.auth_issuer:
        raise Refusal("AUTH_CLIENT_ID is nothing without AUTH_ISSUER")
    if settings.auth_dev_key_file:
        return {"kind": "demo"}
    if not settings.auth_client_id:
        return {"kind": "token"}
    of_id = settings.auth_browser_token == "id"  # noqa: S105 - the name of one
    if of_id and settings.auth_audience != settings.auth_client_id:
        raise Refusal("AUTH_BROWSER_TOKEN=id needs AUTH_AUDIENCE to be the AUTH_CLIENT_ID")
    return {
        "kind": "oidc",
        "issuer": settings.auth_issuer,
        "clientId": settings.auth_client_id,
        "scope": settings.auth_scopes,
        "token": settings.auth_browser_token,
        "parameters": dict(parse_qsl(settings.auth_parameters)),
        "name": settings.auth_name or urlsplit(settings.auth_issuer).hostname,
    }
