"""What all that write to an artist's calendar share: its locks, what they refuse, the record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from db.events import Write, append, write_before
from db.queries import bookings, challenges
from db.queries.bookings import Surroundings
from db.session import AnyRow, Session
from domain import expiry, lifecycle
from domain.booking import BookingStatus
from domain.challenge import Challenge, ChallengeStatus
from domain.change import Change
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
from resolvers.challenge_events import begun, ended
from resolvers.change import LostRace, Saved
from resolvers.context import Context
from resolvers.own_bookings import refuse_foreign_step
from resolvers.promotions import promoted
from resolvers.settlement import settle


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


async def record(
    ctx: Context,
    session: Session,
    changes: Sequence[Change],
    *,
    opened: Challenge | None = None,
    answers: Mapping[UUID, ChallengeStatus] = MappingProxyType({}),
) -> int:
    """Write the locked bookings that change, in this order, and all that follows from it.

    What follows: challenges end, challengers are confirmed, holds move up. The events of what
    somebody did come last, so that their revision is the one at which the log stands.

    Answers the studio's new revision. It has to be the last that a use case does.
    """
    settlement = await settle(ctx, session, changes, answers)
    remarks = await promoted(ctx, session, settlement.changes)
    counted = [_counted(change) for change in settlement.changes]
    for challenge in settlement.ended:
        await challenges.save(session, challenge, at=ctx.now)
    await bookings.keep_reasons(session, ctx.actor, _reasons(counted))
    writes = [_write(ctx, change) for change in counted]
    last = writes.pop() if writes else None
    for write in writes:
        await write_before(session, write)
    causes = [_event(change) for change in counted[: len(changes)]]
    consequences = [_event(change) for change in counted[len(changes) :]]
    for challenge in settlement.ended:
        told = causes if challenge.id in answers else consequences
        told.append(await ended(session, challenge))
    causes += [await begun(session, opened)] if opened else []
    events = [*remarks, *consequences, *causes]
    return await append(session, ctx.actor, events, at=ctx.now, write=last)


def _counted(change: Change) -> Change:
    if change.before is None:
        return change
    return replace(change, after=replace(change.after, version=change.before.version + 1))


def _reasons(changes: Sequence[Change]) -> dict[tuple[UUID, int], str]:
    """What people said of the changes, by booking and version."""
    return {
        (change.after.id, change.after.version): reason
        for change in changes
        if (reason := change.texts.get("reason")) is not None
    }


def _write(ctx: Context, change: Change) -> Write:
    before, after = change.before, change.after
    texts = dict(change.texts)
    if before is None or before.expires_at != after.expires_at:
        texts["notice_due_at"] = expiry.next_notice(after.expires_at, after=ctx.now)
    if before is None:
        return bookings.insertion(ctx.actor, after, texts, at=ctx.now)
    return bookings.saving(after, texts, at=ctx.now)


def _event(change: Change) -> Event:
    before, after = change.before, change.after
    return Event(
        type=change.type,
        aggregate_id=after.id,
        version=after.version,
        facts=facts_of("booking", bookings.facts(after)),
        previous=facts_of("booking", bookings.facts(before)) if before else None,
        overridden=tuple(change.overridden),
    )
