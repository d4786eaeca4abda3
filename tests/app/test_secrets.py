"""Nothing that is anybody's secret ever gets into what a server process writes."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from sqlalchemy import make_url

from app.embedded.ports import free_port
from app.embedded.redis import RedisServer
from app.settings import Settings
from domain.roles import Role
from tests.app.server import connect
from tests.factories import NINE, Studio
from tests.subscriptions.conditions import until

CHECKOUT = Path(__file__).parents[2]
CANARY = "canary"
LATER = {
    "startTime": NINE.replace(hour=15).isoformat(),
    "endTime": NINE.replace(hour=16).isoformat(),
    "externalId": "canary-0",
}
BROKEN = """
create function refuse_all() returns trigger language plpgsql as
  $$ begin raise exception 'no more today'; end $$;
create trigger broken before insert on bookings for each row execute function refuse_all();
"""
CREATE = """
mutation Create($input: CreateBookingInput!) {
  createBooking(input: $input) { canaryAlias: __typename }
}
"""
CSV = """artist,project,client,start,end,status,notes,external_id
Canary Person,Canary Project,Canary,2027-05-03 09:00,2027-05-03 17:00,hold,canary note,canary-1
Canary Person,Canary Project,Canary,not a time,2027-05-03 17:00,hold,canary note,canary-2
"""
IMPORT = """
mutation ($input: ImportBookingsInput!) {
  importBookings(input: $input) { __typename ... on BookingsImported { created invalid } }
}
"""


class Process:
    """`production-tool serve` at its most talkative, and all that it writes."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.address = f"127.0.0.1:{free_port()}"
        self.written = ""
        self._environ = {
            **os.environ,
            "PORT": self.address.partition(":")[2],
            "LOG_LEVEL": "debug",
            **environ,
        }

    @asynccontextmanager
    async def serving(self, awaited: str = '"ready"') -> AsyncIterator[None]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.cli", "serve"),
            cwd=CHECKOUT,
            env=self._environ,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert process.stdout
        reading = asyncio.create_task(self._read(process.stdout))
        try:
            await until(lambda: awaited in self.written or reading.done(), within=30)
            yield
        finally:
            if process.returncode is None:
                process.terminate()
            await reading
            await process.wait()

    async def _read(self, stream: asyncio.StreamReader) -> None:
        while line := await stream.readline():
            self.written += line.decode()


async def ask(http: httpx.AsyncClient, token: str, query: str, **variables: Any) -> tuple[int, Any]:
    answer = await http.post(
        "/graphql",
        json={"query": query, "variables": variables},
        headers={"authorization": f"Bearer {token}", "user-agent": "canary agent"},
    )
    return answer.status_code, answer.json()


async def sign_in(http: httpx.AsyncClient, email: str) -> str:
    for body in ('{"email": "canary@nowhere.example"}', "canary", '{"email": "canary\\u0000"}'):
        refused = await http.post("/auth/dev/token", content=body)
        assert refused.status_code in {400, 404}
    token = (await http.post("/auth/dev/token", json={"email": email})).json()["token"]
    return str(token)


async def test_a_server_keeps_everybodys_secrets(
    settings: Settings,
    studio: Studio,
    superuser: asyncpg.Connection,
    tmp_path: Path,
) -> None:
    await superuser.execute("update users set email = 'canary.' || email, name = 'Canary ' || name")
    artist = await studio.artist("Canary Artist", email="canary@artists.example")
    inside = tmp_path / "database-url"
    inside.write_text(settings.database_url)
    with RedisServer() as redis:
        process = Process(
            {
                "DATABASE_URL": "",
                "DATABASE_URL_FILE": str(inside),
                "REDIS_URL": redis.url.replace("redis://", "redis://:canary@"),
                "AUTH_DEV_KEY_FILE": str(settings.auth_dev_key_file),
            }
        )
        async with (
            process.serving(),
            httpx.AsyncClient(base_url=f"http://{process.address}") as http,
        ):
            token = await sign_in(http, f"canary.{studio.email(Role.MANAGER)}")
            await use(http, token, str(artist), superuser)
            await watch(process.address, token)
    password = make_url(settings.database_url).password
    assert isinstance(password, str)
    key = settings.auth_dev_key_file
    assert key
    secrets = [CANARY, password, token, *token.split("."), *key.read_text().splitlines()[1:-1]]
    found = [secret for secret in secrets if secret.lower() in process.written.lower()]
    assert found == [], process.written
    for said in ("no more today", '"graphql refused"', '"upload"', "hint channel lost"):
        assert said in process.written
    assert process.written.count('"graphql"') > 10


async def use(
    http: httpx.AsyncClient, token: str, artist: str, superuser: asyncpg.Connection
) -> None:
    """Good and bad requests, an import, and a fault of ours."""
    wanted = {
        "artistId": artist,
        "startTime": NINE.isoformat(),
        "endTime": NINE.replace(hour=10).isoformat(),
        "notes": "canary note",
        "externalId": "canary",
        "status": "CONFIRMED",
    }
    for expected in ("BookingSaved", "Duplicate"):
        _, answer = await ask(http, token, CREATE, input=wanted)
        assert answer["data"]["createBooking"] == {"canaryAlias": expected}
    await superuser.execute(BROKEN)
    try:
        _, answer = await ask(http, token, CREATE, input={**wanted, **LATER})
        assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"
    finally:
        await superuser.execute("drop function refuse_all cascade")
    for query in ("{ canary", '{ artist(id: "canary") { id canary } }', "", "{ viewer { role } }"):
        await ask(http, token, query)
        await ask(http, "canary.canary.canary", query)
        await http.get("/graphql", params={"query": query, "token": token})
    await ask(http, token, "query ($n: Int!) { events(first: $n) { totalCount } }", n="canary")
    for body in (
        "{canary",
        '["canary"]',
        '{"query": "canary"',
        "\udcff".encode("utf-8", "replace"),
    ):
        await http.post("/graphql", content=body, headers={"content-type": "application/json"})
    await http.get("/health", headers={"host": "canary.example"})
    await http.get(f"/nowhere?token={token}")
    headers = {"authorization": f"Bearer {token}", "content-type": "text/csv"}
    bad = await http.post("/uploads/bookings", content="canary", headers=headers)
    assert bad.status_code == 400
    upload = await http.post("/uploads/bookings", content=CSV, headers=headers)
    assert upload.status_code == 201, upload.text
    asked = {"uploadId": upload.json()["id"], "timeZone": "Europe/London", "createMissing": True}
    _, answer = await ask(http, token, IMPORT, input=asked)
    assert answer["data"]["importBookings"]["created"] == 1, answer


async def watch(address: str, token: str) -> None:
    """A WebSocket that signs in with good and bad tokens, and asks for good and bad things."""
    async with connect(address, "/graphql?token=canary") as socket:
        await socket.send(type="connection_init", payload={"authorization": "Bearer canary"})
        assert await socket.closed() == 4403
    async with connect(address, f"/graphql?token={token}") as socket:
        await socket.send(type="connection_init", payload={"authorization": f"Bearer {token}"})
        await socket.receive()
        await socket.subscribe("subscription Watch { bookingEvents(after: 0) { revision } }")
        assert (await socket.receive())["type"] == "next"
        await socket.subscribe("{ canary }", "2")
        await socket.send(type="canary")
        assert await socket.closed() == 4400


@pytest.mark.parametrize("variable", ["DATABASE_URL", "REDIS_URL"])
async def test_a_server_that_cannot_start_does_not_say_its_password(
    settings: Settings, variable: str
) -> None:
    broken = {
        "DATABASE_URL": make_url(settings.database_url)
        .set(password="canary")
        .render_as_string(hide_password=False),
        "REDIS_URL": "redis:canary@cache",
    }
    process = Process({"DATABASE_URL": settings.database_url, variable: broken[variable]})
    async with process.serving(awaited="production-tool: "):
        pass
    assert variable in process.written
    assert CANARY not in process.written
