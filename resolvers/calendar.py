"""What all that write to an artist's calendar share: its locks, what they refuse, the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from db.events import Write, append, write_before
from db.queries import blocks, bookings
from db.queries.bookings import Surroundings
from db.session import AnyRow, Session
from domain import lifecycle
from domain.booking import Booking, BookingStatus
from domain.errors import (
    ArtistArchived,
    InvalidInput,
    NotFound,
    ProjectEnded,
    StaleVersion,
)
from domain.event import Event, EventType, facts_of
from domain.lifecycle import Decision
from domain.project import ENDED
from resolvers.change import LostRace, Saved
from resolvers.context import Context
from resolvers.own_bookings import refuse_foreign_step


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
    ctx: Context, session: Session, booking_id: UUID, expected_version: int | None
) -> AnyRow:
    """Lock a booking that the actor may end. What they do not see of it, its version tells not."""
    row, _ = await lock_booking(session, booking_id, None)
    await refuse_foreign_step(ctx, session, row)
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
    if around.project_status in ENDED:
        raise ProjectEnded(f"The project is {around.project_status}.", ("projectId",))


def expiry(
    ctx: Context, around: Surroundings, status: BookingStatus, requested: datetime | None
) -> datetime | None:
    """When a new booking expires: as requested, else by the studio's policy. None: never."""
    hours = around.hold_expiry_hours
    policy = timedelta(hours=hours) if hours else None
    return lifecycle.hold_expiry(status, requested, policy, at=ctx.now)


@dataclass(frozen=True, slots=True)
class Change:
    """What a use case makes of one booking. `before` is None where it is new.

    `texts` has the columns that no rule reads. The version is counted up when it is recorded.
    """

    type: EventType
    before: Booking | None
    after: Booking
    texts: Mapping[str, Any]


async def save(
    ctx: Context,
    session: Session,
    row: AnyRow,
    event_type: EventType,
    decision: Decision,
    texts: Mapping[str, Any],
) -> Saved:
    """Write what a step made of the locked `row`, and record it."""
    step = Change(event_type, bookings.booking_of(row), decision.booking, texts)
    revision = await record(ctx, session, [step])
    return Saved(step.after.id, revision, decision.warnings)


async def record(ctx: Context, session: Session, changes: Sequence[Change]) -> int:
    """Write the locked bookings that change, in this order, and record them as one.

    Answers the studio's new revision. It has to be the last that a use case does.
    """
    written = [_counted(change) for change in changes]
    *first, last = [_write(ctx, change) for change in written]
    for write in first:
        await write_before(session, write)
    events = [_event(change) for change in written]
    return await append(session, ctx.actor, events, at=ctx.now, write=last)


async def record_block(
    ctx: Context,
    session: Session,
    changes: Sequence[Change],
    texts: Mapping[str, str | None],
) -> int:
    """Write the same step of many locked bookings at once, and record it: all have the `texts`.

    Answers the studio's new revision. It has to be the last that a use case does.
    """
    written = [_counted(change) for change in changes]
    rows = [
        (change.after.id, change.after.version, facts_of("booking", bookings.facts(change.after)))
        for change in written
    ]
    await blocks.save(session, rows, texts, at=ctx.now)
    return await append(session, ctx.actor, [_event(change) for change in written], at=ctx.now)


def _counted(change: Change) -> Change:
    if change.before is None:
        return change
    return replace(change, after=replace(change.after, version=change.before.version + 1))


def _write(ctx: Context, change: Change) -> Write:
    if change.before is None:
        return bookings.insertion(ctx.actor, change.after, change.texts, at=ctx.now)
    return bookings.saving(change.after, change.texts, at=ctx.now)


def _event(change: Change) -> Event:
    before, after = change.before, change.after
    return Event(
        type=change.type,
        aggregate_id=after.id,
        version=after.version,
        facts=facts_of("booking", bookings.facts(after)),
        previous=facts_of("booking", bookings.facts(before)) if before else None,
    )
