"""Two demo studios, so that a newcomer has something to look at and can see isolation work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from uuid_utils.compat import uuid7

from db.queries.founding import add_members, found_studio, studio_id
from db.session import Database
from domain.actor import Actor
from domain.booking import BookingStatus
from domain.draft import Draft
from domain.errors import BookingConflict, HigherHoldExists
from domain.roles import Role
from resolvers.artists import create_artist
from resolvers.bookings import create_booking
from resolvers.context import Context
from resolvers.projects import create_phase, create_project


@dataclass(frozen=True, slots=True)
class Studio:
    """What a demo studio is made of."""

    slug: str
    name: str
    time_zone: str
    currency: str
    people: Sequence[str]
    artists: Sequence[tuple[str, str]]
    projects: Sequence[tuple[str, str]]


STUDIOS = (
    Studio(
        slug="northlight",
        name="Northlight Pictures",
        time_zone="Europe/London",
        currency="GBP",
        people=("Olive Marsh", "Adam Frost", "Maya Lindqvist", "Noor Haddad", "Vera Holt"),
        artists=(
            ("Noor Haddad", "Compositing"),
            ("Änne Berg", "Animation"),
            ("Bo Nakamura", "Lighting"),
            ("Carla Ortiz", "FX"),
            ("Dev Anand", "Matte painting"),
            ("Élodie Roux", "Compositing"),
            ("Finn Gallagher", "Rigging"),
            ("Grace Okafor", "Editorial"),
            ("Hugo Salas", "Colour"),
            ("Ines Duarte", "Modelling"),
        ),
        projects=(
            ("The Long Winter", "Halcyon Films"),
            ("Glasshouse S2", "Meridian TV"),
            ("Kestrel Launch", "Kestrel Motors"),
        ),
    ),
    Studio(
        slug="driftwood",
        name="Driftwood Animation",
        time_zone="America/Los_Angeles",
        currency="USD",
        people=("Owen Clay", "Ada Reyes", "Miles Turner", "Tess Wilder", "Vic Stone"),
        artists=(
            ("Tess Wilder", "Storyboards"),
            ("Jun Park", "Animation"),
            ("Lena Voss", "Layout"),
            ("Marco Bianchi", "Design"),
        ),
        projects=(("Paper Boats", "Lumen Kids"), ("Tidepool", "Harbor Games")),
    ),
)

ROLES = (Role.OWNER, Role.ADMIN, Role.MANAGER, Role.ARTIST, Role.VIEWER)
STATUSES = (
    BookingStatus.CONFIRMED,
    BookingStatus.HOLD,
    BookingStatus.PENCIL,
    BookingStatus.HOLD,
)


async def seed(db: Database) -> None:
    """Make the demo studios that are not there yet. Called again, it changes nothing."""
    for studio in STUDIOS:
        async with db.system() as session:
            if await studio_id(session, studio.slug) is not None:
                continue
            tenant_id = await found_studio(
                session,
                slug=studio.slug,
                name=studio.name,
                time_zone=studio.time_zone,
                currency=studio.currency,
                artists_may_hold=True,  # so that who tries it out can block time
            )
            members = await add_members(
                session,
                tenant_id,
                [
                    (f"{role.value}@{studio.slug}.example", name, role)
                    for role, name in zip(ROLES, studio.people, strict=True)
                ],
            )
        actor = Actor(tenant_id, members[Role.MANAGER], Role.MANAGER, request_id=uuid7())
        ctx = Context(
            db,
            actor,
            datetime.now(UTC),
            publish=lambda tenant, revision: None,
            tells_conflicts=False,
        )
        await _fill(ctx, studio, members)


async def _fill(ctx: Context, studio: Studio, members: dict[Role, UUID]) -> None:
    artists = [
        (
            await create_artist(
                ctx,
                {
                    "name": name,
                    "specialties": [specialty],
                    "employment": "staff" if number % 3 == 0 else "freelance",
                    "hourly_rate": Decimal(45 + 5 * number),
                    # The first artist is the one who signs in as artist@.
                    "user_id": members[Role.ARTIST] if number == 0 else None,
                },
            )
        ).id
        for number, (name, specialty) in enumerate(studio.artists)
    ]
    today = ctx.now.astimezone(ZoneInfo(studio.time_zone)).date()
    projects = []
    for name, client in studio.projects:
        project = await create_project(
            ctx,
            {
                "name": name,
                "client": client,
                "status": "active",
                "start_date": today - timedelta(days=30),
                "end_date": today + timedelta(days=60),
                "budget": Decimal(250_000),
                "manager_id": members[Role.MANAGER],
            },
        )
        for phase in ("Preparation", "Production", "Delivery"):
            await create_phase(ctx, project.id, {"name": phase})
        projects.append(project.id)
    await _book_month(ctx, studio, artists, projects)


async def _book_month(
    ctx: Context, studio: Studio, artists: Sequence[UUID], projects: Sequence[UUID]
) -> None:
    """Two weeks back and two ahead: firm and tentative work, and holds that rank."""
    zone = ZoneInfo(studio.time_zone)
    morning = ctx.now.astimezone(zone).replace(hour=9, minute=0, second=0, microsecond=0)
    monday = morning - timedelta(days=morning.weekday() + 14)
    for row, artist_id in enumerate(artists):
        for step in range(8):
            start = monday + timedelta(days=(row + step * 4) % 30)
            draft = Draft(
                artist_id=artist_id,
                start_time=start.astimezone(UTC),
                end_time=(start + timedelta(days=1 + step % 3, hours=9)).astimezone(UTC),
                status=STATUSES[(row + step) % len(STATUSES)],
                project_id=projects[(row + step) % len(projects)],
            )
            try:
                await create_booking(ctx, draft)
            except (BookingConflict, HigherHoldExists):
                continue  # the slot is taken: a real schedule has gaps too
