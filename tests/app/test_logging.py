import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx

from app.embedded.ports import free_port
from app.settings import Settings
from tests.app.server import Socket, connect
from tests.factories import Studio

CHECKOUT = Path(__file__).parents[2]


class Process:
    """`production-tool serve`, and what it writes to standard error."""

    def __init__(self, settings: Settings, **environ: str) -> None:
        self.address = f"127.0.0.1:{free_port()}"
        self.written = ""
        self._environ = {
            **os.environ,
            "PORT": self.address.partition(":")[2],
            "DATABASE_URL": settings.database_url,
            "AUTH_DEV_KEY_FILE": str(settings.auth_dev_key_file),
            **environ,
        }

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Serve within the block, and tell the process to stop after it."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.cli", "serve"),
            cwd=CHECKOUT,
            env=self._environ,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stderr
        try:
            async with asyncio.timeout(30):
                while "ready" not in self.written:
                    self.written += (await process.stderr.readline()).decode()
            yield
        finally:
            process.terminate()
            self.written += (await process.stderr.read()).decode()
            self.exit_code = await process.wait()


async def use(process: Process, token: str) -> None:
    async with httpx.AsyncClient(base_url=f"http://{process.address}") as http:
        headers = {"authorization": f"Bearer {token}"}
        query = {"query": "query Mine { __typename }", "variables": {"notes": "private text"}}
        assert (await http.post("/graphql", json=query, headers=headers)).status_code == 200


async def watch(socket: Socket, token: str) -> None:
    await socket.send(type="connection_init", payload={"authorization": f"Bearer {token}"})
    await socket.receive()
    await socket.subscribe("subscription Watch { bookingEvents(after: 0) { revision } }")
    assert (await socket.receive())["type"] == "next"


async def test_each_line_is_json_without_anybodys_secrets(
    settings: Settings, manager: str, studio: Studio
) -> None:
    await studio.book(await studio.artist())
    process = Process(settings)
    async with process.serving():
        await use(process, manager)
        async with connect(process.address, f"/graphql?token={manager}") as socket:
            await watch(socket, manager)
    lines = [json.loads(line) for line in process.written.splitlines()]
    assert [line["event"] for line in lines] == ["ready", "graphql", "graphql"]
    assert lines[0]["address"] == f"http://{process.address}"
    assert [line.get("operation") for line in lines] == [None, "Mine", "Watch"]
    assert all(line["request_id"] and line["user_id"] for line in lines[1:])
    assert all(line["level"] == "info" and line["timestamp"] for line in lines)
    for secret in (manager, "private text", "__typename", "bookingEvents"):
        assert secret not in process.written


async def test_lines_can_be_written_for_people(settings: Settings, manager: str) -> None:
    process = Process(settings, LOG_FORMAT="console")
    async with process.serving():
        await use(process, manager)
    assert "Mine" in process.written
    assert "{" not in process.written


async def test_a_server_told_to_stop_does_so_at_once_though_somebody_watches(
    settings: Settings, manager: str, studio: Studio
) -> None:
    await studio.book(await studio.artist())
    process = Process(settings)
    async with AsyncExitStack() as watching:
        async with process.serving():
            socket = await watching.enter_async_context(connect(process.address))
            await watch(socket, manager)
            began = time.monotonic()
        assert time.monotonic() - began < 3
        assert process.exit_code == 0
        assert await socket.closed() == 1012
