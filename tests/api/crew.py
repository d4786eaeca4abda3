"""A studio with two artists who sign in, as the tests of what each may see want it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg

from domain.booking import BookingStatus
from domain.roles import Role
from resolvers import booking_steps, bookings
from tests.factories import Studio, hours
from tests.server import Client, Server

WEEK = {"from": "2027-03-01T00:00:00Z", "to": "2027-03-08T00:00:00Z"}


@dataclass(frozen=True)
class Crew:
    """Ada works on the feature, Bo on the series; both were on a project that fell through."""

    server: Server
    studio: Studio
    superuser: asyncpg.Connection
    ada: UUID
    bo: UUID
    feature: UUID
    series: UUID
    shelved: UUID
    adas: UUID
    bos: UUID
    bos_ended: UUID
    adas_ended: UUID

    async def client(self, name: str) -> Client:
        """`ada`, `bo`, or a role."""
        who = "artist" if name == "ada" else name
        return await self.server.client(f"{who}@{self.studio.slug}.example")

    async def let(self, policy: str, *, be: bool) -> None:
        """Set one of the studio's policies."""
        await self.superuser.execute(
            f"update tenants set {policy} = $1 where id = $2", be, self.studio.id
        )

    async def end(self, booking_id: UUID, **values: Any) -> None:
        given = {"reason": "Rain", **values}
        await booking_steps.cancel_booking(self.studio.context(), booking_id, **given)

    async def change(self, booking_id: UUID, **changes: Any) -> None:
        await bookings.update_booking(self.studio.context(), booking_id, changes)


async def gather_crew(server: Server, studio: Studio, superuser: asyncpg.Connection) -> Crew:
    bo_signs_in_as = await studio.colleague("bo")
    ada = await studio.artist(
        "Ada",
        user_id=studio.members[Role.ARTIST],
        hourly_rate=Decimal(50),
        email="ada@home.example",
    )
    bo = await studio.artist(
        "Bo", user_id=bo_signs_in_as, hourly_rate=Decimal(80), email="bo@home.example"
    )
    feature, series, shelved = [
        await studio.project(name, budget=Decimal(1000), budget_hours=Decimal(10))
        for name in ("Feature", "Series", "Shelved")
    ]
    texts: dict[str, Any] = {"notes": "between us", "status": BookingStatus.CONFIRMED}
    crew = Crew(
        server,
        studio,
        superuser,
        ada,
        bo,
        feature,
        series,
        shelved,
        adas=await studio.book(
            ada,
            project_id=feature,
            phase_id=await studio.phase(feature, "Ink"),
            external_id="crm-1",
            **texts,
        ),
        bos=await studio.book(
            bo,
            project_id=series,
            phase_id=await studio.phase(series, "Edit"),
            external_id="crm-2",
            **texts,
        ),
        bos_ended=await studio.book(bo, project_id=shelved, **hours(3, 4)),
        adas_ended=await studio.book(ada, project_id=shelved, **hours(3, 4)),
    )
    await crew.end(crew.bos_ended)
    await crew.end(crew.adas_ended)
    return crew
