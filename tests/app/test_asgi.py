from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from graphql import build_schema

from app.asgi import create_app
from app.embedded.postgres import EmbeddedPostgres
from app.embedded.redis import RedisServer
from app.settings import Settings
from db import migrate
from db.migrate import Urls
from db.session import UnsafeLogin
from domain.roles import Role
from tests.app.server import Server, serving
from tests.factories import Studio


async def test_the_schema_can_be_fetched_as_text(server: Server) -> None:
    answer = await server.http.get("/schema.graphql")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert build_schema(answer.text).query_type


@pytest.mark.parametrize("path", ["/graphql", "/health", "/schema.graphql", "/nowhere"])
async def test_every_answer_keeps_browsers_out_of_trouble(server: Server, path: str) -> None:
    headers = (await server.http.get(path)).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["script-src"] == policy["style-src"] == policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


async def test_other_origins_may_read_answers_only_where_allowed(
    settings: Settings, server: Server
) -> None:
    origin = {"origin": "https://board.example"}
    answer = await server.http.get("/health", headers=origin)
    assert "access-control-allow-origin" not in answer.headers
    async with serving(replace(settings, allowed_origins=("https://board.example",))) as friendly:
        asked = {**origin, "access-control-request-method": "POST"}
        preflight = await friendly.http.options("/graphql", headers=asked)
        assert preflight.status_code == 200
        answer = await friendly.ask("{ __typename }")
        assert "access-control-allow-origin" not in answer.headers
        answer = await friendly.http.get("/health", headers=origin)
        assert answer.headers["access-control-allow-origin"] == "https://board.example"
        stranger = await friendly.http.get("/health", headers={"origin": "https://evil.example"})
        assert "access-control-allow-origin" not in stranger.headers


async def test_a_healthy_server_says_so(server: Server) -> None:
    answer = await server.http.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "events": "memory"}


async def test_without_its_event_channel_a_server_is_degraded(settings: Settings) -> None:
    with RedisServer() as redis:
        async with serving(replace(settings, redis_url=redis.url)) as server:

            async def health() -> httpx.Response:
                return await server.http.get("/health")

            async def becomes(status: str, events: str) -> None:
                while (await health()).json() != {
                    "status": status,
                    "database": "ok",
                    "events": events,
                }:
                    pass

            await becomes("ok", "redis")
            redis.stop()
            await becomes("degraded", "poll")
            assert (await health()).status_code == 200


async def test_without_its_database_a_server_is_unavailable(
    settings: Settings, data_dir: Path
) -> None:
    with EmbeddedPostgres(data_dir, durable=False) as postgres:
        urls = await migrate.prepare(postgres.superuser_url, "production_tool")
        await migrate.upgrade(urls.migration_url)
        async with serving(replace(settings, database_url=urls.app_url)) as server:
            assert (await server.http.get("/health")).status_code == 200
            postgres.stop()
            answer = await server.http.get("/health")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "database": "unreachable",
        "events": "memory",
    }


async def test_with_its_clockwork_holds_expire_and_live_calendars_hear_of_it(
    settings: Settings, studio: Studio
) -> None:
    hold = await studio.book(await studio.artist(), expires_at=studio.now + timedelta(seconds=1))
    async with serving(settings, create_app(settings, clockwork=True)) as server:
        token = await server.token(studio.email(Role.MANAGER))
        async with server.sign_in(token) as socket:
            await socket.subscribe(
                "subscription { bookingEvents(after: 0) { __typename"
                " ... on BookingEvent { type bookingId } ... on BookingCancelled { reason } } }"
            )
            created, cancelled = [
                (await socket.receive())["payload"]["data"]["bookingEvents"] for _ in range(2)
            ]
    assert created["type"] == "BOOKING_CREATED"
    assert cancelled["type"] == "BOOKING_CANCELLED"
    assert cancelled["bookingId"] == str(hold)
    assert cancelled["reason"] == "EXPIRED"


async def test_a_login_that_may_do_too_much_is_refused_at_the_start(
    settings: Settings, urls: Urls
) -> None:
    app = create_app(replace(settings, database_url=urls.migration_url))
    with pytest.raises(UnsafeLogin, match="production_tool_owner"):
        async with app.router.lifespan_context(app):
            pass
