"""The floor: what a bare Starlette route with SQL by hand can do. It checks and logs nothing.

From the environment: `DATABASE_URL`, `POOL_SIZE`, and `FORM`, the shape of the week's SQL.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uuid_utils.compat import uuid7

FOLDER = Path(__file__).parent
ONE, LOCK, CONFLICT, CREATE = (
    (FOLDER / f"{name}.sql").read_text() for name in ("one", "lock", "conflict", "create")
)


class Floor:
    """The routes over one pool of connections."""

    def __init__(self, url: str, *, pool_size: int, form: str) -> None:
        self._url = url
        self._size = pool_size
        self._week = (FOLDER / f"week_{form}.sql").read_text()

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        settings = {"timezone": "UTC", "jit": "off"}
        async with asyncpg.create_pool(
            self._url,
            min_size=self._size,
            max_size=self._size,
            server_settings=settings,
            reset=_keep,
        ) as self._pool:
            yield

    @asynccontextmanager
    async def _tenant(self, request: Request) -> AsyncIterator[Any]:
        tenant = UUID(request.headers["x-tenant-id"])
        async with self._pool.acquire() as connection:
            await connection.execute(
                f"begin; select set_config('app.current_tenant', '{tenant}', true)"
            )
            try:
                yield connection
            except BaseException:
                await connection.execute("rollback")
                raise
            await connection.execute("commit")

    async def week(self, request: Request) -> Response:
        asked = request.query_params
        start, end = (datetime.fromisoformat(asked[name]) for name in ("from", "to"))
        async with self._tenant(request) as connection:
            return _json(await connection.fetchval(self._week, start, end))

    async def one(self, request: Request) -> Response:
        async with self._tenant(request) as connection:
            return _json(await connection.fetchval(ONE, UUID(request.path_params["id"])))

    async def create(self, request: Request) -> Response:
        asked = orjson.loads(await request.body())
        booking_id, artist_id = uuid7(), UUID(asked["artistId"])
        start, end = (datetime.fromisoformat(asked[name]) for name in ("startTime", "endTime"))
        async with self._tenant(request) as connection:
            await connection.fetchval(LOCK, artist_id)
            if await connection.fetchval(CONFLICT, artist_id, start, end):
                return Response(status_code=409)
            answer = await connection.fetchval(
                CREATE,
                UUID(request.headers["x-tenant-id"]),
                booking_id,
                artist_id,
                UUID(asked["projectId"]),
                start,
                end,
                UUID(request.headers["x-user-id"]),
                uuid7(),
                datetime.now(UTC),
            )
        return _json(answer)

    def routes(self) -> list[Route]:
        return [
            Route("/week", self.week),
            Route("/bookings/{id}", self.one),
            Route("/bookings", self.create, methods=["POST"]),
        ]


def from_env() -> Starlette:
    """The application as the environment describes it."""
    floor = Floor(
        os.environ["DATABASE_URL"],
        pool_size=int(os.environ["POOL_SIZE"]),
        form=os.environ["FORM"],
    )
    return Starlette(routes=floor.routes(), lifespan=floor.lifespan)


async def _keep(_: object) -> None:
    """Leave a connection as it is on its way back: each transaction has ended all it had set."""


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
