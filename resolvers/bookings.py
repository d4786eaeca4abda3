"""Making and changing bookings. Each locks the artist, looks, decides by `domain`, records."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from db.events import current_revision
from db.queries import bookings, entities
from db.session import Session
from domain import checks, lifecycle
from domain.booking import Booking, BookingStatus
from domain.change import Change
from domain.draft import Draft
from domain.errors import (
    Duplicate,
    IdReused,
    InvalidInput,
)
from domain.event import EventType
from domain.window import bookable
from resolvers.calendar import (
    expiry_of,
    lock_artist,
    lock_booking,
    record,
    refuse_archived,
    refuse_other_work,
    save,
)
from resolvers.change import Saved, change
from resolvers.context import Context
from resolvers.own_bookings import is_seen, refuse_foreign_draft


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
    artist = await lock_artist(session, draft.artist_id)
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
    refuse_archived(artist, "artistId")
    window = draft.window(artist.time_zone)
    around = await bookings.look(
        session,
        draft.artist_id,
        window,
        project_id=draft.project_id,
        phase_id=draft.phase_id,
        external_id=external_id,
    )
    refuse_other_work(around, draft.project_id, draft.phase_id)
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
        expires_at=expiry_of(
            ctx, around, draft.status, draft.expires_at, never=draft.never_expires
        ),
    )
    decision = lifecycle.create(booking, around.others, at=ctx.now, override=override is not None)
    addition = Change(EventType.BOOKING_CREATED, None, decision.booking, texts, decision.overridden)
    revision = await record(ctx, session, [addition])
    return Saved(booking.id, revision, decision.warnings, addition.type)


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
    row, artists = await lock_booking(session, booking_id, expected_version, also=new_artist)
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
        refuse_other_work(around, after.project_id, after.phase_id)
    if after != before:
        refuse_archived(artists[after.artist_id], "artistId")
        texts["reason"] = checks.optional_reason(override, "override.reason")
    decision = lifecycle.change(
        before, after, around.others, at=ctx.now, override=override is not None
    )
    return await save(ctx, session, row, EventType.BOOKING_UPDATED, decision, texts)
