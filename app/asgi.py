"""The application, put together from its settings."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from functools import partial

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from app.api_keys import ApiKeys
from app.auth import Authenticator
from app.browser_sign_in import BrowserSignIn
from app.claims import Dialect
from app.contexts import Contexts
from app.dev_issuer import DevIssuer
from app.dev_sign_in import DevSignIn
from app.graphql_http import GraphQLOverHTTP
from app.graphql_ws import GraphQLOverWebSocket
from app.health import Health
from app.hosts import ANY, HostGuard, hosts
from app.identity_provider import IdentityProvider
from app.logging import configure_logging
from app.metrics import Figures
from app.middleware import REQUEST_ID, Envelope
from app.origin import Origins
from app.pages import Pages
from app.pepper import pepper_of
from app.rate_limits import FailureLimit, RateLimits
from app.response_times import ResponseTimes
from app.scrapes import Scrapes
from app.serving import address
from app.settings import Settings, without_password
from app.settlement import Settlement
from app.siblings import Siblings
from app.studios import Studios
from app.tokens import FixedKeys, TokenVerifier
from app.uploads import Uploads
from app.ws_caps import Caps
from db.events import latest_heads
from db.queries.presence import access_counts, names_of
from db.session import Database
from resolvers import expiry
from resolvers.auditor import Auditor
from schema.context import Services
from schema.live_operations import LiveOperations
from schema.root import build_schema
from subscriptions.backend import open_backend
from subscriptions.board import MemoryBoard
from subscriptions.group import Groups
from subscriptions.hub import Hub
from subscriptions.presence import Desk
from subscriptions.redis_board import CHANNEL, RedisBoard

log = structlog.get_logger(__name__)


def create_app(
    settings: Settings, *, clockwork: bool = False, siblings: Siblings | None = None
) -> Starlette:
    """Put everything together, with `clockwork` also what else the worker does.

    `siblings` are the processes that serve beside this one. Raises `Refusal` where nobody could
    sign in, or people who must not, and where the secret of API keys is not one. Nothing connects
    before the server starts it; that fails where the database is out of reach, or not to be used as
    it is (`Unfit`).
    """
    configure_logging(level=settings.log_level, style=settings.log_format)
    db = Database(
        settings.database_url,
        pool_size=settings.database_pool_size,
        statement_cache=settings.database_statement_cache,
        statement_timeout=settings.operation_timeout,
    )
    hub = Hub(open_backend(settings.redis_url or None), partial(latest_heads, db))
    desk = _desk(settings, db)
    provider = IdentityProvider.of(settings) if settings.auth_issuer else None
    dev = DevIssuer.from_file(settings.auth_dev_key_file) if settings.auth_dev_key_file else None
    auditor = Auditor(db)
    limits = RateLimits(
        per_actor=settings.rate_limit_actor,
        per_studio=settings.rate_limit_studio,
        shared=bool(settings.redis_url),
    )
    settling = (
        Settlement(settings.redis_url, [limits.actors, limits.studios])
        if settings.redis_url
        else nullcontext()
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            await db.assert_unprivileged()
            await db.assert_migrated()
            _spare_the_collector()
            _take_turns_quickly()
            ticking = _clockwork(db, hub) if clockwork else nullcontext()
            fetching = provider.keys if provider else nullcontext()
            telling = siblings.answering(scrapes.tell) if siblings else nullcontext()
            async with auditor, hub, desk, settling, fetching, ticking, telling:
                log.info(
                    "ready",
                    address=address(settings),
                    database=without_password(settings.database_url),
                    events=without_password(settings.redis_url) or "memory",
                    issuer=settings.auth_issuer or None,
                    dev_sign_in=dev is not None,
                )
                # A server stopped by force cancels us instead of asking.
                with suppress(asyncio.CancelledError):
                    yield
        finally:
            await db.close()

    pepper = pepper_of(settings)
    anyone_founds = dev is not None or settings.studio_creation == "anyone"
    services = Services(
        db, hub, desk, note=auditor.note, pepper=pepper, anyone_founds=anyone_founds
    )
    authenticator = Authenticator(
        db, _verifier(provider, dev), ApiKeys(db, pepper), note=auditor.note
    )
    origins = Origins(settings.trusted_proxies)
    failures = FailureLimit(settings.rate_limit_failures)
    contexts = Contexts(services, authenticator, failures)
    times = ResponseTimes()
    caps = Caps(
        connections_per_address=settings.connections_per_address,
        connections_per_user=settings.connections_per_user,
        connections_per_studio=settings.connections_per_studio,
        subscriptions_per_user=settings.subscriptions_per_user,
    )
    figures = Figures(db, hub, auditor, services.attempts, times, caps, limits, failures)
    scrapes = Scrapes(figures, token=settings.metrics_token, siblings=siblings)
    entrance = BrowserSignIn(settings, anyone_founds=anyone_founds)
    pages = Pages(entrance.origins)
    routes = _routes(settings, services, contexts, origins, limits, times, caps, pages)
    routes += [*pages.routes(), entrance.route()]
    routes.append(Route("/metrics", scrapes.answer, methods=["GET"]))
    routes.append(Route("/auth/studios", Studios(db, contexts, origins).answer, methods=["GET"]))
    if dev:
        routes += DevSignIn(db, dev, origins, failures, auditor.note).routes()
    return Starlette(
        routes=routes,
        middleware=_middleware(settings),
        exception_handlers={404: pages.missing},
        lifespan=lifespan,
    )


def _spare_the_collector() -> None:
    """Keep the garbage collector from what is there for good, and let it come less often.

    Most of our objects are the schema's; requests leave little behind that refers to itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _take_turns_quickly() -> None:
    """Let threads that calculate give way sooner than after Python's 5 ms.

    What is written to a thousand clients gives way a thousand times, and each time would wait so
    long to go on while a large file is being read in a thread.
    """
    sys.setswitchinterval(0.0001)


@asynccontextmanager
async def _clockwork(db: Database, hub: Hub) -> AsyncIterator[None]:
    expiring = asyncio.create_task(expiry.run(db, hub.publish), name="clockwork")
    try:
        yield
    finally:
        expiring.cancel()
        await asyncio.wait([expiring])


def _routes(
    settings: Settings,
    services: Services,
    contexts: Contexts,
    origins: Origins,
    limits: RateLimits,
    times: ResponseTimes,
    caps: Caps,
    pages: Pages,
) -> list[BaseRoute]:
    db, hub = services.db, services.hub
    schema = build_schema()
    timeout = settings.operation_timeout
    http = GraphQLOverHTTP(schema, contexts, origins, limits, times, pages, timeout=timeout)
    websocket = GraphQLOverWebSocket(
        schema,
        contexts,
        LiveOperations(schema, Groups(hub, alone=max(1, settings.database_pool_size // 2))),
        origins,
        limits,
        times,
        caps,
        timeout=timeout,
        allowed_origins=settings.allowed_origins,
    )
    definition = schema.as_str()

    async def schema_text(_: Request) -> Response:
        return PlainTextResponse(definition)

    return [
        Route("/graphql", http),
        WebSocketRoute("/graphql", websocket),
        Route("/schema.graphql", schema_text),
        Route("/uploads/bookings", Uploads(contexts, origins, limits).bookings, methods=["POST"]),
        Route("/health", Health(db, hub).check),
    ]


def _desk(settings: Settings, db: Database) -> Desk:
    url, lifetime = settings.redis_url, settings.presence_lifetime
    return Desk(
        RedisBoard(url, lifetime) if url else MemoryBoard(lifetime),
        open_backend(url or None, channel=CHANNEL),
        names=partial(names_of, db),
        access=partial(access_counts, db),
    )


def _verifier(provider: IdentityProvider | None, dev: DevIssuer | None) -> TokenVerifier:
    if provider:
        return provider.verifier
    if dev:
        return dev.verifier
    # Without either there is no way in.
    return TokenVerifier(FixedKeys({}), Dialect().read, issuer="", audience=None)


def _middleware(settings: Settings) -> list[Middleware]:
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.allowed_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type", "x-studio"],
        expose_headers=[REQUEST_ID],
        max_age=3600,
    )
    names = hosts(settings.allowed_hosts, settings.host)
    return [
        Middleware(Envelope, hsts_seconds=settings.hsts_seconds),
        *([Middleware(HostGuard, names)] if ANY not in names else []),
        *([cors] if settings.allowed_origins else []),
    ]
