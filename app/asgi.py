"""The application, put together from its settings."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from functools import partial

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from app import pages
from app.auth import Authenticator
from app.contexts import Contexts
from app.dev_issuer import DevIssuer
from app.dev_sign_in import DevSignIn
from app.graphql_http import GraphQLOverHTTP
from app.graphql_ws import GraphQLOverWebSocket
from app.health import Health
from app.logging import configure_logging
from app.middleware import REQUEST_ID, Envelope
from app.serving import address
from app.settings import Settings, without_password
from app.tokens import FixedKeys, TokenVerifier
from app.uploads import Uploads
from db.events import latest_revisions
from db.session import Database
from resolvers import expiry
from schema.context import Services
from schema.root import build_schema
from subscriptions.backend import open_backend
from subscriptions.hub import Hub

log = structlog.get_logger(__name__)


def create_app(settings: Settings, *, clockwork: bool = False) -> Starlette:
    """Put everything together, with `clockwork` also what else the worker does.

    Raises `Refusal` where the sign-in key is not one. Nothing connects before the server starts
    it; that fails where the database is out of reach, or not to be used as it is (`Unfit`).
    """
    configure_logging(level=settings.log_level, style=settings.log_format)
    db = Database(
        settings.database_url,
        pool_size=settings.database_pool_size,
        statement_cache=settings.database_statement_cache,
        statement_timeout=settings.operation_timeout,
    )
    hub = Hub(open_backend(settings.redis_url or None), partial(latest_revisions, db))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            await db.assert_unprivileged()
            await db.assert_migrated()
            _spare_the_collector()
            async with hub, _clockwork(db, hub) if clockwork else nullcontext():
                log.info(
                    "ready",
                    address=address(settings.host, settings.port),
                    database=without_password(settings.database_url),
                    events=without_password(settings.redis_url) or "memory",
                    dev_sign_in=settings.auth_dev_key_file is not None,
                )
                # A server stopped by force cancels us instead of asking.
                with suppress(asyncio.CancelledError):
                    yield
        finally:
            await db.close()

    return Starlette(
        routes=_routes(settings, db, hub), middleware=_middleware(settings), lifespan=lifespan
    )


def from_env() -> Starlette:
    """The application as the environment configures it, for server processes to call."""
    return create_app(Settings.from_env(os.environ))


def _spare_the_collector() -> None:
    """Keep the garbage collector from what is there for good, and let it come less often.

    Most of our objects are the schema's; requests leave little behind that refers to itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@asynccontextmanager
async def _clockwork(db: Database, hub: Hub) -> AsyncIterator[None]:
    expiring = asyncio.create_task(expiry.run(db, hub.publish), name="clockwork")
    try:
        yield
    finally:
        expiring.cancel()
        await asyncio.wait([expiring])


def _routes(settings: Settings, db: Database, hub: Hub) -> list[BaseRoute]:
    issuer = _dev_issuer(settings)
    verifier = TokenVerifier(
        issuer.keys if issuer else FixedKeys({}),
        issuer=settings.auth_issuer,
        audience=settings.auth_audience,
    )
    contexts = Contexts(Services(db, hub), Authenticator(db, verifier))
    schema = build_schema()
    timeout = settings.operation_timeout
    http = GraphQLOverHTTP(schema, contexts, timeout=timeout)
    websocket = GraphQLOverWebSocket(
        schema, contexts, timeout=timeout, allowed_origins=settings.allowed_origins
    )
    definition = schema.as_str()

    async def schema_text(_: Request) -> Response:
        return PlainTextResponse(definition)

    async def home(_: Request) -> Response:
        return RedirectResponse("/graphql")

    return [
        Route("/", home),
        Route("/graphql", http),
        WebSocketRoute("/graphql", websocket),
        Route("/schema.graphql", schema_text),
        Route("/uploads/bookings", Uploads(contexts).bookings, methods=["POST"]),
        Route("/health", Health(db, hub).check),
        *(DevSignIn(db, issuer).routes() if issuer else []),
        *([Mount("/assets", pages.Assets())] if pages.ASSETS.is_dir() else []),
    ]


def _dev_issuer(settings: Settings) -> DevIssuer | None:
    if settings.auth_dev_key_file is None:
        return None
    return DevIssuer.from_file(
        settings.auth_dev_key_file, issuer=settings.auth_issuer, audience=settings.auth_audience
    )


def _middleware(settings: Settings) -> list[Middleware]:
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.allowed_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type"],
        expose_headers=[REQUEST_ID],
        max_age=3600,
    )
    return [Middleware(Envelope), *([cors] if settings.allowed_origins else [])]
