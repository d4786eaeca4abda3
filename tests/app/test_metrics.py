"""What an operator can see of a server, and who else cannot."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from app.embedded.redis import RedisServer
from app.settings import Settings
from domain.booking import BookingStatus
from domain.roles import Role
from tests.app.scrape import Scrape, scrape, scraped_until
from tests.app.server import Server, serving
from tests.factories import NINE, Studio

CREATE = """
mutation Create($input: CreateBookingInput!) {
  createBooking(input: $input) { __typename ... on BookingSaved { revision } }
}
"""
EVENTS = "subscription ($after: Int) { bookingEvents(after: $after) { revision } }"
TOKEN = "a-token-of-the-operator"


@pytest.fixture
async def fresh(settings: Settings, studio: Studio) -> AsyncIterator[Server]:
    """A server that has counted nothing yet."""
    async with serving(settings) as server:
        yield server


async def book(server: Server, token: str, artist: UUID) -> str:
    """Ask for a morning of the artist's, and say what came of it."""
    given = {
        "artistId": str(artist),
        "startTime": NINE.isoformat(),
        "endTime": NINE.replace(hour=12).isoformat(),
        "status": "CONFIRMED",
    }
    answer = await server.ask(CREATE, token, input=given)
    return str(answer.json()["data"]["createBooking"]["__typename"])


# What it tells -----------------------------------------------------------------------------------


async def test_bookings_and_conflicts_are_counted_once_whichever_way_they_are_answered(
    fresh: Server, studio: Studio
) -> None:
    token = await fresh.token(studio.email(Role.MANAGER))
    artists = [await studio.artist(name) for name in ("Ann", "Bo", "Cy")]
    # The first takes the ordinary way, the others the short one.
    assert [await book(fresh, token, artist) for artist in artists] == ["BookingSaved"] * 3
    assert await book(fresh, token, artists[0]) == "BookingConflict"
    found = await scrape(fresh.http)
    assert found("bookings_created_total") == 3
    assert found("booking_attempts_total", outcome="saved") == 3
    assert found("booking_attempts_total", outcome="conflict") == 1
    assert found("booking_conflict_rate") == 0.25
    assert found("api_response_time_seconds_count", kind="mutation", outcome="ok") == 4
    assert 0 < found("api_response_time_seconds_sum", kind="mutation", outcome="ok") < 10


async def test_a_booking_made_twice_under_one_id_is_counted_once(
    fresh: Server, studio: Studio
) -> None:
    token = await fresh.token(studio.email(Role.MANAGER))
    given = {
        "id": "01890000-0000-7000-8000-000000000001",
        "artistId": str(await studio.artist()),
        "startTime": NINE.isoformat(),
        "endTime": NINE.replace(hour=12).isoformat(),
    }
    for _ in range(3):
        answer = await fresh.ask(CREATE, token, input=given)
        assert answer.json()["data"]["createBooking"]["__typename"] == "BookingSaved"
    found = await scrape(fresh.http)
    assert found("bookings_created_total") == found("booking_attempts_total", outcome="saved") == 1


async def test_events_are_counted_with_how_long_they_took_to_arrive(
    fresh: Server, studio: Studio
) -> None:
    token = await fresh.token(studio.email(Role.MANAGER))
    artist = await studio.artist()
    await studio.book(artist, status=BookingStatus.HOLD)
    async with fresh.sign_in(token) as socket:
        await socket.subscribe(EVENTS, after=0)
        await socket.receive()
        assert await book(fresh, token, await studio.artist("Bo")) == "BookingSaved"
        await socket.receive()
        found = await scraped_until(
            fresh.http, lambda now: now("live_deliveries_total", way="live") == 1
        )
        assert found("live_deliveries_total", way="catch_up") == 1
        assert found("live_lag_seconds_bucket", le="+Inf") == found("live_lag_seconds_count") == 1
        assert 0 < found("live_lag_seconds_sum") < 10
        assert found("live_lag_revisions") == 0
        assert found("live_listeners") == 1
        assert found("websocket_connections", state="signed_in") == 1
        assert found("websocket_operations", kind="subscription") == 1
        assert found("api_response_time_seconds_count", kind="subscription", outcome="ok") == 1
    await scraped_until(fresh.http, lambda now: now("live_listeners") == 0)


async def test_what_goes_wrong_shows(settings: Settings, studio: Studio) -> None:
    def channel_up(now: Scrape) -> bool:
        return now("live_hint_channel_up") == 1

    def hints_lost(now: Scrape) -> bool:
        return now("live_hint_publish_failures_total") > 0

    limited = replace(settings, rate_limit_actor=2, rate_limit_failures=1)
    with RedisServer() as redis:
        async with serving(replace(limited, redis_url=redis.url)) as server:
            found = await scraped_until(server.http, channel_up)
            assert not hints_lost(found)
            token = await server.token(studio.email(Role.MANAGER))
            redis.kill()
            assert await book(server, token, await studio.artist()) == "BookingSaved"
            await scraped_until(server.http, lambda now: not channel_up(now) and hints_lost(now))
            redis.start()
            found = await scraped_until(server.http, channel_up)
            assert found("live_hint_reconnects_total") > 0
            statuses = [(await server.ask("{ nonsense }", token)).status_code for _ in range(2)]
            assert statuses == [200, 429]
            for bad in ("bad", "worse"):
                await server.ask("{ viewer { role } }", bad)
            found = await scrape(server.http)
    assert found("rate_limited_total", limit="actor") == 1
    assert found("rate_limited_total", limit="failures") == 1
    assert found("sign_in_failures_total") == 1
    assert found("api_response_time_seconds_count", kind="query", outcome="error") >= 1


async def test_process_and_pool_are_told_too(fresh: Server, settings: Settings) -> None:
    found = await scrape(fresh.http)
    assert found("database_pool_size") == settings.database_pool_size
    assert found("database_pool_in_use") == 0
    assert found("process_resident_memory_bytes") > 1_000_000
    assert found("process_open_fds") > 3


async def test_two_applications_in_one_process_count_apart(
    fresh: Server, settings: Settings, studio: Studio
) -> None:
    token = await fresh.token(studio.email(Role.MANAGER))
    async with serving(settings) as other:
        assert await book(fresh, token, await studio.artist()) == "BookingSaved"
        assert (await scrape(fresh.http))("bookings_created_total") == 1
        assert (await scrape(other.http))("bookings_created_total") == 0


async def test_nothing_that_clients_say_makes_a_series(fresh: Server, studio: Studio) -> None:
    token = await fresh.token(studio.email(Role.MANAGER))
    before = await scrape(fresh.http)
    for number in range(5):
        name = f"canary{number}"
        await fresh.ask(f"query {name} {{ {name}: viewer {{ role }} }}", token)
        await fresh.ask(f"mutation {name} {{ {name} }}", token, studio=name)
        await fresh.ask(f"{{ {name}", f"{name}")
        await fresh.http.get(f"/{name}", headers={"host": f"{name}.example"})
        await fresh.http.request(name, "/graphql", headers={"user-agent": name})
    async with fresh.sign_in(token) as socket:
        await socket.subscribe("subscription canary { canary: __typename }", "canary")
        await socket.receive()
    text = (await fresh.http.get("/metrics")).text
    assert "canary" not in text
    assert studio.slug not in text
    assert str(studio.id) not in text
    assert Scrape(text).series == before.series
    counted = Scrape(text)("api_response_time_seconds_count", kind="unreadable", outcome="error")
    assert counted == 5


# Who may read it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header", ["x-forwarded-for", "forwarded", "via", "x-real-ip", "x-forwarded-host"]
)
async def test_without_a_token_it_is_not_there_for_who_comes_through_a_proxy(
    server: Server, header: str
) -> None:
    hidden = await server.http.get("/metrics", headers={header: "127.0.0.1"})
    nowhere = await server.http.get("/nowhere")
    assert (hidden.status_code, hidden.text) == (nowhere.status_code, nowhere.text)


async def test_nor_for_who_calls_from_elsewhere(settings: Settings) -> None:
    async with serving(settings) as server:
        app = server.process.config.loaded_app
        for peer, status in [
            (("203.0.113.9", 1), 404),
            (("::ffff:203.0.113.9", 1), 404),
            (("fe80::1%lo", 1), 404),
            (None, 404),
            (("127.0.0.1", 1), 200),
            (("::1", 1), 200),
            (("::ffff:127.0.0.1", 1), 200),
        ]:
            transport = httpx.ASGITransport(app, client=peer)  # type: ignore[arg-type]
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
                assert (await http.get("/metrics")).status_code == status, peer


async def test_nor_by_a_name_that_is_not_ours(server: Server) -> None:
    renamed = await server.http.get("/metrics", headers={"host": "evil.example"})
    assert renamed.status_code == 400


async def test_with_a_token_nothing_else_opens_it(settings: Settings) -> None:
    async with serving(replace(settings, metrics_token=TOKEN)) as server:
        for wrong in ("", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer ä"):
            refused = await server.http.get("/metrics", headers={b"authorization": wrong.encode()})
            assert (refused.status_code, refused.text) == (401, "Unauthorized")
            assert refused.headers["www-authenticate"] == "Bearer"
        proxied = {"authorization": f"bearer {TOKEN}", "x-forwarded-for": "203.0.113.9"}
        assert (await scrape(server.http, proxied))("bookings_created_total") == 0


# In the documentation ----------------------------------------------------------------------------


async def test_every_metric_is_documented_and_no_other(fresh: Server) -> None:
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    table = page.partition("| metric | kind | what |\n")[2].partition("\n\n")[0]
    named = {
        name.partition("{")[0]
        for row in table.splitlines()
        for name in re.findall(r"`([^`]+)`", row.split(" | ")[0])
    }
    text = (await fresh.http.get("/metrics")).text
    told = set(re.findall(r"^# TYPE (\w+)", text, re.MULTILINE))
    ours = {name for name in told if not name.startswith(("process_", "python_"))}
    assert named - {"process_…", "python_gc_…"} == ours
