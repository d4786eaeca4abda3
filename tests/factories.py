"""Studios and what is in them. Defaults for everything, so that a test states what matters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from db.queries import founding
from db.session import Database
from domain.actor import Actor
from domain.booking import BookingStatus
from domain.draft import Draft
from domain.roles import Role
from resolvers import artists, bookings, projects
from resolvers.context import Context

NINE = datetime(2027, 3, 1, 9, tzinfo=UTC)
"""A Monday morning well after any day on which these tests run."""


def hours(start: float, end: float, *, day: int = 0) -> dict[str, Any]:
    """A stretch of a day, counted from nine o'clock."""
    morning = NINE + timedelta(days=day)
    return {
        "start_time": morning + timedelta(hours=start),
        "end_time": morning + timedelta(hours=end),
    }


@dataclass(frozen=True)
class Studio:
    """A studio, and the use cases as its members would run them."""

    db: Database
    id: UUID
    slug: str
    members: Mapping[Role, UUID]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def at(self, now: datetime) -> "Studio":
        """The same studio at another time."""
        return replace(self, now=now)

    def actor(self, role: Role = Role.MANAGER) -> Actor:
        return Actor(self.id, self.members[role], role, request_id=uuid7())

    def context(self, role: Role = Role.MANAGER) -> Context:
        return Context(self.db, self.actor(role), self.now, publish=lambda tenant, revision: None)

    def email(self, role: Role) -> str:
        return f"{role.value}@{self.slug}.example"

    async def artist(self, name: str = "Änne Berg", **values: Any) -> UUID:
        given = {"name": name, "employment": "freelance", **values}
        return (await artists.create_artist(self.context(), given)).id

    async def colleague(self, name: str) -> UUID:
        """Another member who is an artist, and signs in as `<name>@<slug>.example`."""
        async with self.db.system() as session:
            person = (f"{name}@{self.slug}.example", name.title(), Role.ARTIST)
            return (await founding.add_members(session, self.id, [person]))[Role.ARTIST]

    async def project(self, name: str = "The Long Winter", **values: Any) -> UUID:
        return (await projects.create_project(self.context(), {"name": name, **values})).id

    async def phase(self, project_id: UUID, name: str = "Production", **values: Any) -> UUID:
        given = {"name": name, **values}
        return (await projects.create_phase(self.context(), project_id, given)).id

    async def book(
        self,
        artist_id: UUID,
        *,
        status: BookingStatus = BookingStatus.HOLD,
        override: str | None = None,
        **values: Any,
    ) -> UUID:
        """Book from nine to ten unless `values` say otherwise."""
        draft = Draft(artist_id=artist_id, status=status, **{**hours(0, 1), **values})
        return (await bookings.create_booking(self.context(), draft, override=override)).id


async def found_studio(db: Database, slug: str) -> Studio:
    """Found a studio with one member per role: `manager@<slug>.example` and so on."""
    async with db.system() as session:
        tenant_id = await founding.found_studio(
            session, slug=slug, name=slug.title(), time_zone="Europe/London", currency="GBP"
        )
        people = [(f"{r.value}@{slug}.example", f"{r.value.title()} of {slug}", r) for r in Role]
        members = await founding.add_members(session, tenant_id, people)
    return Studio(db, tenant_id, slug, members)
