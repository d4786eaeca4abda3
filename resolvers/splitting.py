"""Dividing a booking into two, or cutting some of its time out."""

from dataclasses import replace
from uuid import UUID

from uuid_utils.compat import uuid7

from db.queries import bookings
from db.session import Session
from domain import lifecycle
from domain.event import EventType
from domain.split import Cut, split
from resolvers.calendar import Change, lock_booking, record, refuse_archived
from resolvers.change import SavedBookings, change
from resolvers.context import Context


@change
async def split_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    cut: Cut,
    *,
    expected_version: int | None = None,
) -> SavedBookings:
    """Divide a booking: the first part stays what it was, the second is another booking like it.

    Both keep their place in the queue. Raises `NotFound`, `StaleVersion`, `InvalidInput`,
    `InvalidTransition`, `HoldExpired`, `ArtistArchived`.
    """
    row, artists = await lock_booking(session, booking_id, expected_version)
    before = bookings.booking_of(row)
    artist = artists[before.artist_id]
    first, *rest = split(before, cut, artist.time_zone)
    refuse_archived(artist)
    # It gives time up, so nothing is in its way; whether it lives is what the rules are asked.
    kept = lifecycle.change(before, first, (), at=ctx.now, override=False).booking
    changes = [Change(EventType.BOOKING_UPDATED, before, kept, {})]
    for part in rest:
        new = replace(part, id=uuid7(), version=1)
        # No input of createBooking has made it, so none is ever taken for a retry of that.
        texts = {"notes": row.notes, "fingerprint": b""}
        changes.append(Change(EventType.BOOKING_CREATED, None, new, texts))
    revision = await record(ctx, session, changes)
    ids = [change.after.id for change in changes]
    return SavedBookings(booking_id, revision, (), ids)
