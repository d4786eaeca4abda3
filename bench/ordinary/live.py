"""The ordinary way to tell subscribers: broadcaster, a generator each, a row read for each.

What Redis says on the studio's channel goes through broadcaster's memory, for its own backend for
Redis delivers nothing with the redis-py of today. From the environment: `DATABASE_URL`,
`POOL_SIZE`, `REDIS_URL` and `CHANNEL`.
"""

import asyncio
import json
import os
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from broadcaster import Broadcast
from redis.asyncio import Redis
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from bench.ordinary import app
from bench.ordinary.app import Info, View
from bench.ordinary.models import Artist, Booking, Project

CHANNEL = os.environ["CHANNEL"]
BOOKINGS = (
    select(Booking, Artist.name, Project.name)
    .join_from(Booking, Artist, Artist.id == Booking.artist_id)
    .outerjoin(Project, Project.id == Booking.project_id)
)

broadcast = Broadcast("memory://")


@strawberry.type
class Named:
    name: str


@strawberry.type
class BookingNow:
    id: strawberry.ID
    start_time: datetime
    end_time: datetime
    status: str
    artist: Named
    project: Named | None


@strawberry.type
class BookingEvent:
    revision: int
    type: str
    booking_id: strawberry.ID

    @strawberry.field
    async def booking(self, info: Info) -> BookingNow:
        async with info.context.session() as session:
            query = BOOKINGS.where(Booking.id == UUID(self.booking_id))
            row, artist, project = (await session.execute(query)).one()
        return BookingNow(
            id=self.booking_id,
            start_time=row.start_time,
            end_time=row.end_time,
            status=row.status.upper(),
            artist=Named(name=artist),
            project=Named(name=project) if project else None,
        )


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def booking_events(self) -> AsyncGenerator[BookingEvent, None]:
        async with broadcast.subscribe(CHANNEL) as subscriber:
            while True:
                yield BookingEvent(**json.loads((await subscriber.get()).message))


@asynccontextmanager
async def pass_on(_: Starlette) -> AsyncIterator[None]:
    """Publish in memory what Redis says."""
    redis = Redis.from_url(os.environ["REDIS_URL"], protocol=2)
    async with broadcast, redis, redis.pubsub() as told:
        await told.subscribe(CHANNEL)
        passing = asyncio.create_task(_pass_on(told.listen()))
        yield
        passing.cancel()


async def _pass_on(messages: AsyncIterator[Any]) -> None:
    async for message in messages:
        if message["type"] == "message":
            await broadcast.publish(CHANNEL, message["data"].decode())


def from_env() -> Starlette:
    """The application as the environment describes it."""
    view: Any = View(strawberry.Schema(app.Query, subscription=Subscription), app.sessions())
    routes = [Route("/graphql", view), WebSocketRoute("/graphql", view)]
    return Starlette(routes=routes, lifespan=pass_on)
