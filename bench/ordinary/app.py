"""The ordinary way: Strawberry types, the ORM's objects behind them, dataloaders between levels.

From the environment: `DATABASE_URL` and `POOL_SIZE`.
"""

import os
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import strawberry
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL

from bench.ordinary import models
from bench.ordinary.loaders import Loaders

Info = strawberry.Info[Loaders, None]


@strawberry.type
class Project:
    id: strawberry.ID
    name: str

    @classmethod
    def of(cls, row: models.Project) -> Self:
        return cls(id=strawberry.ID(str(row.id)), name=row.name)


@strawberry.type
class Booking:
    id: strawberry.ID
    start_time: datetime
    end_time: datetime
    status: str
    artist_id: strawberry.Private[UUID]
    project_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, row: models.Booking) -> Self:
        return cls(
            id=strawberry.ID(str(row.id)),
            start_time=row.start_time,
            end_time=row.end_time,
            status=row.status,
            artist_id=row.artist_id,
            project_id=row.project_id,
        )

    @strawberry.field
    async def artist(self, info: Info) -> "Artist":
        row = await info.context.artist.load(self.artist_id)
        assert row is not None
        return Artist.of(row)

    @strawberry.field
    async def project(self, info: Info) -> Project | None:
        if self.project_id is None:
            return None
        row = await info.context.project.load(self.project_id)
        return Project.of(row) if row else None


@strawberry.type
class Artist:
    id: strawberry.ID
    name: str
    artist_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: models.Artist) -> Self:
        return cls(id=strawberry.ID(str(row.id)), name=row.name, artist_id=row.id)

    @strawberry.field
    async def bookings(self, info: Info, start: datetime, end: datetime) -> list[Booking]:
        rows = await info.context.calendar.load((self.artist_id, start, end))
        return [Booking.of(row) for row in rows]


@strawberry.type
class Query:
    @strawberry.field
    async def artists(self, info: Info) -> list[Artist]:
        async with info.context.session() as session:
            query = select(models.Artist).order_by(models.Artist.name_key, models.Artist.id)
            return [Artist.of(row) for row in await session.scalars(query)]

    @strawberry.field
    async def booking(self, info: Info, id: UUID) -> Booking | None:  # noqa: A002 - its name in the API
        async with info.context.session() as session:
            row = await session.get(models.Booking, id)
            return Booking.of(row) if row else None


class View(GraphQL[Loaders, None]):
    """Gives each request the loaders of its studio."""

    def __init__(
        self, schema: strawberry.Schema, sessions: async_sessionmaker[AsyncSession]
    ) -> None:
        super().__init__(schema, graphql_ide=None)
        self._sessions = sessions

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Loaders:
        return Loaders(self._sessions, UUID(request.headers["x-tenant-id"]))


def sessions() -> async_sessionmaker[AsyncSession]:
    """Sessions on the database that the environment names."""
    url = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://", 1)
    settings: dict[str, Any] = {"server_settings": {"timezone": "UTC", "jit": "off"}}
    engine = create_async_engine(
        url, pool_size=int(os.environ["POOL_SIZE"]), max_overflow=0, connect_args=settings
    )
    return async_sessionmaker(engine, expire_on_commit=False)


def from_env() -> Starlette:
    """The application as the environment describes it."""
    view: Any = View(strawberry.Schema(Query), sessions())
    return Starlette(routes=[Route("/graphql", view)])
