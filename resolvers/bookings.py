"""Making and changing bookings. Each locks the artist, looks, decides by `domain`, records."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from db.events import current_revision
from db.queries import bookings, entities
from db.session import Session
from domain import checks
from domain.booking import BookingStatus
from domain.change import Change
from domain.draft import Draft
from domain.errors import IdReused, InvalidInput
from domain.event import EventType
from resolvers.calendar import lock_artist, lock_booking, save
from resolvers.change import Saved, change
from resolvers.context import Context
from resolvers.own_bookings import is_seen, refuse_foreign_draft
from resolvers.proposals import changed, drafted, proposed
from resolvers.recording import record


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

    Raises what `book` raises.
    """
    return await book(ctx, session, draft, booking_id=booking_id, override=override)


async def book(
    ctx: Context,
    session: Session,
    draft: Draft,
    *,
    booking_id: UUID | None = None,
    id_field: str = "id",
    fingerprint: bytes | None = None,
    override: str | None = None,
) -> Saved:
    """The same within a transaction; it has to be the last there.

    `id_field` is what the input calls `booking_id`, and `fingerprint` that of the input, where it
    is not the draft's. Raises `InvalidInput`, `NotFound`,
    `ArtistArchived`, `ProjectEnded`, `IdReused`, `Duplicate`, `BookingConflict`,
    `HigherHoldExists`; to an artist, of whom `bookings:own` lets only hold their own time,
    `Forbidden`.
    """
    if draft.status is BookingStatus.CANCELLED:
        raise InvalidInput("A booking does not begin as cancelled.", ("status",))
    fingerprint = fingerprint or draft.fingerprint
    external_id = checks.optional_text(draft.external_id, "externalId")
    texts = {
        "notes": checks.notes(draft.notes),
        "external_id": external_id,
        "reason": checks.optional_reason(override, "override.reason"),
        "fingerprint": fingerprint,
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
            same = made.fingerprint == fingerprint
            if not same or not await is_seen(ctx, session, made.id):
                raise IdReused("The id stands for a booking made from other input.", (id_field,))
            return Saved(made.id, await current_revision(session))
        if await entities.is_taken(session, booking_id):
            raise IdReused("The id stands for something else.", (id_field,))
    proposal = await drafted(
        ctx, session, artist, draft, booking_id=booking_id, external_id=external_id
    )
    decision = proposal.decide(at=ctx.now, override=override is not None)
    addition = Change(EventType.BOOKING_CREATED, None, decision.booking, texts, decision.overridden)
    revision = await record(ctx, session, [addition])
    return Saved(addition.after.id, revision, decision.warnings, addition.type)


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

    A time is `start_time` and `end_time`, or `start_date` and `end_date` for whole days.

    Raises as `create_booking` does, and `StaleVersion`, `InvalidTransition`, `HoldExpired`.
    """
    new_artist = changes.get("artist_id")
    row, artists = await lock_booking(session, booking_id, expected_version, also=new_artist)
    before = bookings.booking_of(row)
    artist = artists[changes.get("artist_id", before.artist_id)]
    after = changed(before, changes, artist.time_zone)
    texts: dict[str, Any] = {}
    if "notes" in changes:
        texts["notes"] = checks.notes(changes["notes"])
    if after == before and texts.get("notes", row.notes) == row.notes:
        return Saved(booking_id, await current_revision(session))
    if after != before:
        texts["reason"] = checks.optional_reason(override, "override.reason")
    proposal = await proposed(session, artist, before, after)
    decision = proposal.decide(at=ctx.now, override=override is not None)
    return await save(ctx, session, row, EventType.BOOKING_UPDATED, decision, texts)
