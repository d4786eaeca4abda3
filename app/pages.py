"""The pages, as Vite has built them into web/dist."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from app.assets import Assets
from app.content_policy import content_policy

DIST = Path(__file__).parent.parent / "web" / "dist"

PATHS = (
    "/",
    "/bookings",
    "/artists",
    "/artists/{id}",
    "/projects",
    "/projects/{id}",
    "/my-schedule",
    "/activity",
    "/members",
    "/settings",
    "/import",
)
"""Where the schedule's page shows something; web/src/app/router.tsx says what."""

CALLBACK = "/sign-in/callback"
"""Where the identity provider sends people back to, and the page's own frame when it renews."""

NONCE = "__NONCE__"
"""Stands in the built page for what tells its own style elements from others'."""


class Pages:
    """The schedule and GraphiQL, for browsers.

    `provider` are the origins that people sign in at and that the pages get tokens from.
    """

    def __init__(self, provider: Sequence[str] = ()) -> None:
        self._reached = {"connect-src": " ".join(["'self'", *provider])}
        if provider:
            self._reached["frame-src"] = " ".join(["'self'", *provider])

    def routes(self) -> list[BaseRoute]:
        return [
            *(Route(path, self.schedule, methods=["GET"]) for path in PATHS),
            Route(CALLBACK, self.callback, methods=["GET"]),
            Mount("/assets", Assets(DIST / "assets")),
        ]

    async def schedule(self, _: Request) -> Response:
        return self._schedule()

    async def callback(self, _: Request) -> Response:
        response = self._schedule({"frame-ancestors": "'self'"})
        response.headers["x-frame-options"] = "SAMEORIGIN"
        return response

    async def missing(self, request: Request, error: Exception) -> Response:
        """What is nowhere: people are told in the page's look, programs in a line."""
        assert isinstance(error, HTTPException)
        if request.method == "GET" and wants_page(request):
            return self._schedule(status=404)
        return PlainTextResponse(error.detail, 404, error.headers)

    def graphiql(self) -> Response:
        """The page to explore the API with, whose editor writes style elements as it likes."""
        return _page(
            "graphiql.html",
            {
                **self._reached,
                "style-src": "'self' 'unsafe-inline'",
                "worker-src": "'self' blob:",
                "font-src": "'self' data:",
            },
        )

    def _schedule(self, changes: dict[str, str] | None = None, status: int = 200) -> Response:
        nonce = secrets.token_urlsafe(16)
        style = {"style-src": f"'self' 'nonce-{nonce}'"}
        return _page("index.html", {**self._reached, **style, **(changes or {})}, nonce, status)


def wants_page(request: Request) -> bool:
    """Whether it is a browser that shows what we answer."""
    return "text/html" in request.headers.get("accept", "")


def _page(name: str, policy: dict[str, str], nonce: str = "", status: int = 200) -> Response:
    try:
        html = (DIST / name).read_text()
    except FileNotFoundError:
        return PlainTextResponse("The page has not been built yet: run `make web`.\n", 503)
    headers = {"cache-control": "no-cache", "content-security-policy": content_policy(policy)}
    return HTMLResponse(html.replace(NONCE, nonce), status, headers)
