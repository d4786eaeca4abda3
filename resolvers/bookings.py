"""The use cases of bookings. Each locks the artist, looks, decides by `domain`, writes, records."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from db.events import Write, append, current_revision
from db.queries import bookings, entities
from db.queries.bookings import Surroundings
from db.session import AnyRow, Session
from domain import checks, lifecycle
from domain.booking import Booking, BookingStatus
from domain.draft import Draft
from domain.errors import (
    ArtistArchived,
    Duplicate,
    IdReused,
    InvalidInput,
    NotFound,
    ProjectEnded,
    StaleVersion,
)
from domain.event import Event, EventType, facts_of
from domain.lifecycle import Decision
from domain.project import ENDED
from domain.roles import Role
from domain.window import bookable
from resolvers.change import LostRace, Saved, change
from resolvers.context import Context
from resolvers.own_bookings import is_seen, refuse_foreign_draft, refuse_foreign_step


@change
async def create_booking(
    ctx: Context,
    session: Session,
    draft: Draft,
    *,
    booking_id: UUID | None = None,
    override: str | None = None,
) -> Saved:
    """Book an artist. With the same `booking_id` and draft again, it answers the same booking.

    Raises `InvalidInput`, `NotFound`, `ArtistArchived`, `ProjectEnded`, `IdReused`, `Duplicate`,
    `BookingConflict`, `HigherHoldExists`; to an artist, of whom `bookings:own` lets only hold their
    own time, `Forbidden`.
    """
    if draft.status is BookingStatus.CANCELLED:
        raise InvalidInput("A booking does not begin as cancelled.", ("status",))
    external_id = checks.optional_text(draft.external_id, "externalId")
    texts = {
        "notes": checks.notes(draft.notes),
        "external_id": external_id,
        "reason": checks.optional_reason(override, "override.reason"),
        "fingerprint": draft.fingerprint,
    }
    artist = await _lock_artist(session, draft.artist_id)
    beyond = {"externalId": external_id, "override": override}
    await refuse_foreign_draft(
        ctx,
        session,
        artist_id=draft.artist_id,
        status=draft.status,
        work=(draft.project_id, draft.phase_id),
        beyond=[field for field, value in beyond.items() if value is not None],
    )
    if booking_id is not None:
        if made := await bookings.find(session, booking_id):
            same = made.fingerprint == draft.fingerprint
            if not same or not await is_seen(ctx, session, made.id):
                raise IdReused("The id stands for a booking made from other input.", ("id",))
            return Saved(made.id, await current_revision(session))
        if await entities.is_taken(session, booking_id):
            raise IdReused("The id stands for something else.", ("id",))
    _refuse_archived(artist, "artistId")
    window = draft.window(artist.time_zone)
    around = await bookings.look(
        session,
        draft.artist_id,
        window,
        project_id=draft.project_id,
        phase_id=draft.phase_id,
        external_id=external_id,
    )
    _refuse_other_work(around, draft.project_id, draft.phase_id)
    if around.namesake is not None:
        raise Duplicate("Another booking has this external id.", ("externalId",))
    booking = Booking(
        id=booking_id or uuid7(),
        artist_id=draft.artist_id,
        project_id=draft.project_id,
        phase_id=draft.phase_id,
        window=window,
        status=draft.status,
        queued_at=ctx.now,
        expires_at=_expiry(ctx, around, draft.status, draft.expires_at),
    )
    decision = lifecycle.create(booking, around.others, at=ctx.now, override=override is not None)
    write = bookings.insertion(ctx.actor, decision.booking, texts, at=ctx.now)
    return await _record(ctx, session, EventType.BOOKING_CREATED, decision, write)


@change
async def update_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    changes: Mapping[str, Any],
    *,
    expected_version: int | None = None,
    override: str | None = None,
) -> Saved:
    """Move, resize, reassign or annotate a booking: `changes` has what is to be different.

    Raises as `create_booking` does, and `StaleVersion`, `InvalidTransition`, `HoldExpired`.
    """
    new_artist = changes.get("artist_id")
    row, artists = await _lock(session, booking_id, expected_version, also=new_artist)
    before = bookings.booking_of(row)
    project_id = changes.get("project_id", before.project_id)
    # Another project has other phases: without a new one, the old one goes.
    kept_phase = before.phase_id if project_id == before.project_id else None
    after = replace(
        before,
        artist_id=changes.get("artist_id", before.artist_id),
        project_id=project_id,
        phase_id=changes.get("phase_id", kept_phase),
        window=bookable(
            changes.get("start_time", before.window.start),
            changes.get("end_time", before.window.end),
        ),
    )
    texts: dict[str, Any] = {}
    if "notes" in changes:
        notes = changes["notes"]
        texts["notes"] = checks.notes(notes)
    if after == before and texts.get("notes", row.notes) == row.notes:
        return Saved(booking_id, await current_revision(session))
    around = await bookings.look(
        session,
        after.artist_id,
        after.window,
        project_id=after.project_id,
        phase_id=after.phase_id,
    )
    if (after.project_id, after.phase_id) != (before.project_id, before.phase_id):
        _refuse_other_work(around, after.project_id, after.phase_id)
    if after != before:
        _refuse_archived(artists[after.artist_id], "artistId")
        texts["reason"] = checks.optional_reason(override, "override.reason")
    decision = lifecycle.change(
        before, after, around.others, at=ctx.now, override=override is not None
    )
    return await _step(ctx, session, row, EventType.BOOKING_UPDATED, decision, texts)


@change
async def pencil_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    expected_version: int | None = None,
    reason: str | None = None,
    override: str | None = None,
) -> Saved:
    """Make a hold exclusive, or take a confirmation back, for which a manager owes a reason.

    Raises `NotFound`, `StaleVersion`, `InvalidInput`, `InvalidTransition`, `HoldExpired`,
    `ArtistArchived`, `BookingConflict`, `HigherHoldExists`.
    """
    row, artists = await _lock(session, booking_id, expected_version)
    booking = bookings.booking_of(row)
    confirmed = booking.status is BookingStatus.CONFIRMED
    if confirmed and ctx.actor.role is Role.MANAGER and not (reason and reason.strip()):
        raise InvalidInput("Say why the confirmation is taken back.", ("reason",))
    _refuse_archived(artists[booking.artist_id])
    around = await bookings.look(session, booking.artist_id, booking.window)
    decision = lifecycle.pencil(booking, around.others, at=ctx.now, override=override is not None)
    texts = {
        "reason": checks.optional_reason(override, "override.reason")
        or checks.optional_reason(reason, "reason")
    }
    return await _step(ctx, session, row, EventType.BOOKING_PENCILLED, decision, texts)


@change
async def confirm_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    expected_version: int | None = None,
    override: str | None = None,
) -> Saved:
    """Make a hold or pencil firm.

    Raises `NotFound`, `StaleVersion`, `InvalidTransition`, `HoldExpired`, `ArtistArchived`,
    `BookingConflict`, `HigherHoldExists`.
    """
    row, artists = await _lock(session, booking_id, expected_version)
    booking = bookings.booking_of(row)
    _refuse_archived(artists[booking.artist_id])
    around = await bookings.look(session, booking.artist_id, booking.window)
    decision = lifecycle.confirm(booking, around.others, at=ctx.now, override=override is not None)
    texts = {"reason": checks.optional_reason(override, "override.reason")}
    return await _step(ctx, session, row, EventType.BOOKING_CONFIRMED, decision, texts)


@change
async def release_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    reason: str,
    expected_version: int | None = None,
) -> Saved:
    """Give a hold or pencil up.

    Raises `NotFound`, `Forbidden`, `StaleVersion`, `InvalidTransition`.
    """
    row = await _lock_to_end(ctx, session, booking_id, expected_version)
    decision = lifecycle.release(bookings.booking_of(row), at=ctx.now)
    texts = {"reason": checks.reason(reason, "reason")}
    return await _step(ctx, session, row, EventType.BOOKING_CANCELLED, decision, texts)


@change
async def cancel_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    reason: str,
    expected_version: int | None = None,
) -> Saved:
    """End any live booking.

    Raises `NotFound`, `Forbidden`, `StaleVersion`, `InvalidTransition`.
    """
    row = await _lock_to_end(ctx, session, booking_id, expected_version)
    decision = lifecycle.cancel(bookings.booking_of(row), at=ctx.now)
    texts = {"reason": checks.reason(reason, "reason")}
    return await _step(ctx, session, row, EventType.BOOKING_CANCELLED, decision, texts)


@change
async def restore_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    *,
    reason: str | None = None,
    expected_version: int | None = None,
) -> Saved:
    """Bring an ended booking back as a hold with a new place in the queue.

    Raises `NotFound`, `StaleVersion`, `InvalidTransition`, `ArtistArchived`, `ProjectEnded`.
    """
    row, artists = await _lock(session, booking_id, expected_version)
    booking = bookings.booking_of(row)
    _refuse_archived(artists[booking.artist_id])
    around = await bookings.look(
        session,
        booking.artist_id,
        booking.window,
        project_id=booking.project_id,
        phase_id=booking.phase_id,
    )
    _refuse_other_work(around, booking.project_id, booking.phase_id)
    expires_at = _expiry(ctx, around, BookingStatus.HOLD, None)
    decision = lifecycle.restore(booking, around.others, at=ctx.now, expires_at=expires_at)
    texts = {"reason": checks.optional_reason(reason, "reason")}
    return await _step(ctx, session, row, EventType.BOOKING_RESTORED, decision, texts)


@change
async def expire_booking(ctx: Context, session: Session, booking_id: UUID) -> Saved:
    """End a hold that ran out. Raises `NotFound`, and `InvalidTransition` where it lives on."""
    row, _ = await _lock(session, booking_id, None)
    decision = lifecycle.expire(bookings.booking_of(row), at=ctx.now)
    return await _step(ctx, session, row, EventType.BOOKING_CANCELLED, decision, {})


# What the use cases share ------------------------------------------------------------------------


async def _lock_artist(session: Session, artist_id: UUID) -> AnyRow:
    artist = (await bookings.lock_artists(session, [artist_id])).get(artist_id)
    if artist is None:
        raise NotFound("artist", ("artistId",))
    return artist


async def _lock(
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
    _refuse_stale(row, expected_version)
    return row, artists


async def _lock_to_end(
    ctx: Context, session: Session, booking_id: UUID, expected_version: int | None
) -> AnyRow:
    """Lock a booking that the actor may end. What they do not see of it, its version tells not."""
    row, _ = await _lock(session, booking_id, None)
    await refuse_foreign_step(ctx, session, row)
    _refuse_stale(row, expected_version)
    return row


def _refuse_stale(row: AnyRow, expected_version: int | None) -> None:
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion("booking", row.id, row.version, expected_version)


def _refuse_archived(artist: AnyRow, *path: str) -> None:
    if artist.archived_at is not None:
        raise ArtistArchived("An archived artist cannot be booked.", path)


def _refuse_other_work(
    around: Surroundings, project_id: UUID | None, phase_id: UUID | None
) -> None:
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


def _expiry(
    ctx: Context, around: Surroundings, status: BookingStatus, requested: datetime | None
) -> datetime | None:
    hours = around.hold_expiry_hours
    policy = timedelta(hours=hours) if hours else None
    return lifecycle.hold_expiry(status, requested, policy, at=ctx.now)


async def _step(
    ctx: Context,
    session: Session,
    row: AnyRow,
    event_type: EventType,
    decision: Decision,
    texts: Mapping[str, Any],
) -> Saved:
    """Write what a step made of the locked `row`, and record it."""
    after = replace(decision.booking, version=row.version + 1)
    return await _record(
        ctx,
        session,
        event_type,
        Decision(after, decision.warnings),
        bookings.saving(after, texts, at=ctx.now),
        previous=bookings.booking_of(row),
    )


async def _record(
    ctx: Context,
    session: Session,
    event_type: EventType,
    decision: Decision,
    write: Write,
    previous: Booking | None = None,
) -> Saved:
    booking = decision.booking
    event = Event(
        type=event_type,
        aggregate_id=booking.id,
        version=booking.version,
        facts=facts_of("booking", bookings.facts(booking)),
        previous=facts_of("booking", bookings.facts(previous)) if previous else None,
    )
    revision = await append(session, ctx.actor, [event], at=ctx.now, write=write)
    return Saved(booking.id, revision, decision.warnings, event_type)
