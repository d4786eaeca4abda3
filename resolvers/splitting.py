"""Dividing a booking into two, or cutting some of its time out."""

from dataclasses import replace
from uuid import UUID

from uuid_utils.compat import uuid7

from db.queries import bookings, challenges
from db.session import Session
from domain import lifecycle
from domain.change import Change
from domain.errors import InvalidTransition
from domain.event import EventType
from domain.split import Cut, split
from resolvers.calendar import lock_booking, part_of, refuse_archived
from resolvers.change import SavedBookings, change
from resolvers.context import Context
from resolvers.recording import record


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

    Both keep their place in the queue. What is challenged, or challenges, is not divided: the
    challenge would be about one of the parts only. Raises `NotFound`, `StaleVersion`,
    `InvalidInput`, `InvalidTransition`, `HoldExpired`, `ArtistArchived`.
    """
    row, artists = await lock_booking(session, booking_id, expected_version)
    before = bookings.booking_of(row)
    artist = artists[before.artist_id]
    first, *rest = split(before, cut, artist.time_zone)
    refuse_archived(artist)
    if await challenges.open_among(session, [booking_id]):
        raise InvalidTransition("It has an open challenge: end that before you divide it.")
    # It gives time up, so nothing is in its way; whether it lives is what the rules are asked.
    kept = lifecycle.change(before, first, (), at=ctx.now, override=False).booking
    parts = [part_of(row, replace(part, id=uuid7(), version=1)) for part in rest]
    changes = [Change(EventType.BOOKING_UPDATED, before, kept), *parts]
    revision = await record(ctx, session, changes)
    ids = [change.after.id for change in changes]
    return SavedBookings(booking_id, revision, ids=ids)
