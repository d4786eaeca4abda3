"""Where the rows of a file are booked: for good, or in a rehearsal that writes nothing."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol, Self
from uuid import UUID

from uuid_utils.compat import uuid7

from db.queries.blocks import bookings_around
from db.session import Session
from domain import lifecycle
from domain.booking import Booking
from domain.draft import Draft
from domain.errors import ArtistArchived, InvalidInput, ProjectEnded
from domain.project import Employment
from domain.schedule_file import PlannedBooking
from domain.window import Window
from resolvers.artists import create_artist
from resolvers.bookings import create_booking
from resolvers.context import Context
from resolvers.known import Named, Names
from resolvers.projects import create_project


class Desk(Protocol):
    """Who writes down what a row asks for."""

    async def add_artist(self, ctx: Context, name: str) -> Named: ...

    async def add_project(self, ctx: Context, name: str, client: str | None) -> Named: ...

    async def book(
        self, ctx: Context, plan: PlannedBooking, artist: Named, project: Named | None
    ) -> UUID:
        """Make the booking. Raises what `create_booking` raises."""
        ...


class BookingDesk:
    """Writes through the use cases that the API has, a transaction and an event for each."""

    async def add_artist(self, ctx: Context, name: str) -> Named:
        given = {"name": name, "employment": Employment.FREELANCE.value}
        return Named((await create_artist(ctx, given)).id, name)

    async def add_project(self, ctx: Context, name: str, client: str | None) -> Named:
        return Named((await create_project(ctx, {"name": name, "client": client})).id, name)

    async def book(
        self, ctx: Context, plan: PlannedBooking, artist: Named, project: Named | None
    ) -> UUID:
        draft = Draft(
            artist_id=artist.id,
            start_time=plan.window.start,
            end_time=plan.window.end,
            status=plan.status,
            project_id=project.id if project else None,
            notes=plan.notes,
            external_id=plan.external_id,
        )
        return (await create_booking(ctx, draft)).id


class Rehearsal:
    """Books in memory, beside what the studio has, by the rules of `create_booking`.

    Trying it for real and rolling back would keep the studio's log locked, and with it everybody
    who books, until the last row. A test holds the two against each other.
    """

    def __init__(self, booked: Iterable[Booking]) -> None:
        self._calendars: dict[UUID, list[Booking]] = defaultdict(list)
        for booking in booked:
            self._calendars[booking.artist_id].append(booking)

    @classmethod
    async def beside(
        cls, session: Session, wanted: Iterable[PlannedBooking], artists: Names
    ) -> Self:
        """A rehearsal that knows what may stand in the way of all that is `wanted`."""
        windows: list[tuple[UUID, Window]] = []
        for plan in wanted:
            try:
                artist = artists.find(plan.artist)
            except InvalidInput:
                continue
            if artist:
                windows.append((artist.id, plan.window))
        return cls(await bookings_around(session, windows))

    async def add_artist(self, ctx: Context, name: str) -> Named:
        return Named(uuid7(), name)

    async def add_project(self, ctx: Context, name: str, client: str | None) -> Named:
        return Named(uuid7(), name)

    async def book(
        self, ctx: Context, plan: PlannedBooking, artist: Named, project: Named | None
    ) -> UUID:
        await asyncio.sleep(0)  # a long file must not keep the other requests waiting
        if artist.ended:
            raise ArtistArchived("An archived artist cannot be booked.", ("artistId",))
        if project and project.ended:
            raise ProjectEnded(f"The project is {project.ended}.", ("projectId",))
        booking = Booking(
            id=uuid7(),
            artist_id=artist.id,
            project_id=project.id if project else None,
            phase_id=None,
            window=plan.window,
            status=plan.status,
            queued_at=ctx.now,
            expires_at=None,  # by the studio's policy some hours ahead: it is live in any case
        )
        calendar = self._calendars[artist.id]
        decision = lifecycle.create(booking, calendar, at=ctx.now, override=False)
        calendar.append(decision.booking)
        return booking.id
