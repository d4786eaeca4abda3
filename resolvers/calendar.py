"""What all that write to an artist's calendar share: its locks, and what they refuse."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from db.queries import bookings
from db.queries.bookings import Surroundings
from db.session import AnyRow, Session
from domain import expiry, lifecycle
from domain.booking import Booking, BookingStatus
from domain.change import Change
from domain.errors import (
    ArtistArchived,
    InvalidInput,
    NotFound,
    ProjectEnded,
    StaleVersion,
)
from domain.event import EventType
from domain.lifecycle import Decision
from domain.project import ENDED
from resolvers.change import LostRace, Saved
from resolvers.context import Context
from resolvers.own_bookings import refuse_foreign_step
from resolvers.recording import record


async def lock_artist(session: Session, artist_id: UUID) -> AnyRow:
    """Lock an artist whose calendar gets something new. Raises `NotFound`."""
    artist = (await bookings.lock_artists(session, [artist_id])).get(artist_id)
    if artist is None:
        raise NotFound("artist", ("artistId",))
    return artist


async def lock_booking(
    session: Session, booking_id: UUID, expected_version: int | None, *, also: UUID | None = None
) -> tuple[AnyRow, Mapping[UUID, AnyRow]]:
    """Lock a booking, after its artist and the artist `also`. The order keeps writers apart."""
    artist_id = await bookings.artist_of(session, booking_id)
    if artist_id is None:
        raise NotFound("booking")
    artists = await bookings.lock_artists(session, {artist_id, also or artist_id})
    if also is not None and also not in artists:
        raise NotFound("artist", ("artistId",))
    row = await bookings.lock(session, booking_id)
    if row.artist_id not in artists:
        raise LostRace
    refuse_stale(row, expected_version)
    return row, artists


async def lock_to_end(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    expected_version: int | None,
    *,
    pencils: bool = False,
) -> AnyRow:
    """Lock a booking that the actor may end. What they do not see of it, its version tells not.

    `pencils` says that an artist may end those too.
    """
    row, _ = await lock_booking(session, booking_id, None)
    await refuse_foreign_step(ctx, session, row, pencils=pencils)
    refuse_stale(row, expected_version)
    return row


def refuse_stale(row: AnyRow, expected_version: int | None) -> None:
    """Raise `StaleVersion` where somebody else was first."""
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion("booking", row.id, row.version, expected_version)


def refuse_archived(artist: AnyRow, *path: str) -> None:
    """Raise `ArtistArchived` where the artist is."""
    if artist.archived_at is not None:
        raise ArtistArchived("An archived artist cannot be booked.", path)


def refuse_other_work(around: Surroundings, project_id: UUID | None, phase_id: UUID | None) -> None:
    """Let only work of the studio that goes on be booked."""
    if project_id is None:
        if phase_id is not None:
            raise InvalidInput("A phase belongs to a project: give that too.", ("projectId",))
        return
    if around.project_status is None:
        raise NotFound("project", ("projectId",))
    if phase_id is not None and around.phase_id is None:
        raise NotFound("phase", ("phaseId",))
    refuse_ended(around.project_status, "projectId")


def refuse_ended(project_status: str | None, *path: str) -> None:
    """Raise `ProjectEnded` where a project of this status takes no bookings. None: no project."""
    if project_status in ENDED:
        raise ProjectEnded(f"The project is {project_status}.", path)


def expiry_of(
    ctx: Context,
    around: Surroundings,
    status: BookingStatus,
    requested: datetime | None = None,
    *,
    never: bool = False,
) -> datetime | None:
    """When a booking is to expire: as requested, else by its project's or the studio's policy."""
    policy = expiry.policy(around.project_expiry_hours, around.hold_expiry_hours)
    return lifecycle.hold_expiry(status, requested, policy, at=ctx.now, never=never)


async def save(
    ctx: Context,
    session: Session,
    row: AnyRow,
    event_type: EventType,
    decision: Decision,
    texts: Mapping[str, Any],
) -> Saved:
    """Write what a step made of the locked `row`, and record it."""
    before = bookings.booking_of(row)
    step = Change(event_type, before, decision.booking, texts, decision.overridden)
    revision = await record(ctx, session, [step])
    return Saved(step.after.id, revision, decision.warnings, event_type)


def part_of(row: AnyRow, part: Booking) -> Change:
    """Make `part` a booking of its own, taken out of that of the locked `row`."""
    # No input of createBooking has made it, so none is ever taken for a retry of that.
    texts = {"notes": row.notes, "created_by": row.created_by, "fingerprint": b""}
    return Change(EventType.BOOKING_CREATED, None, part, texts)
