"""Dataloaders: what sibling fields ask for at the same time becomes one query."""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from strawberry.dataloader import DataLoader

from bench.ordinary.models import Artist, Booking, Project

LONGEST = timedelta(hours=8784)
Calendar = tuple[UUID, datetime, datetime]
"""An artist and a window."""


class Loaders:
    """One request's loaders. Each batch has a session of its own: sessions are not concurrent."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], tenant: UUID) -> None:
        self._sessions = sessions
        self._tenant = tenant
        self.artist = DataLoader(load_fn=self._artists)
        self.project = DataLoader(load_fn=self._projects)
        self.calendar = DataLoader(load_fn=self._calendars)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        async with self._sessions.begin() as session:
            tenant = str(self._tenant)
            await session.execute(select(func.set_config("app.current_tenant", tenant, True)))
            yield session

    async def _artists(self, ids: Sequence[UUID]) -> list[Artist | None]:
        async with self.session() as session:
            rows = await session.scalars(select(Artist).where(Artist.id.in_(ids)))
            found = {artist.id: artist for artist in rows}
        return [found.get(artist_id) for artist_id in ids]

    async def _projects(self, ids: Sequence[UUID]) -> list[Project | None]:
        async with self.session() as session:
            rows = await session.scalars(select(Project).where(Project.id.in_(ids)))
            found = {project.id: project for project in rows}
        return [found.get(project_id) for project_id in ids]

    async def _calendars(self, keys: Sequence[Calendar]) -> list[list[Booking]]:
        windows: defaultdict[tuple[datetime, datetime], list[UUID]] = defaultdict(list)
        for artist_id, start, end in keys:
            windows[start, end].append(artist_id)
        found: defaultdict[Calendar, list[Booking]] = defaultdict(list)
        async with self.session() as session:
            for (start, end), artist_ids in windows.items():
                query = (
                    select(Booking)
                    .where(
                        Booking.artist_id.in_(artist_ids),
                        Booking.start_time < end,
                        Booking.end_time > start,
                        Booking.start_time > start - LONGEST,
                    )
                    .order_by(Booking.start_time, Booking.id)
                )
                for booking in await session.scalars(query):
                    found[booking.artist_id, start, end].append(booking)
        return [found[key] for key in keys]
