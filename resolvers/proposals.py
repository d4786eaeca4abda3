"""Bookings as somebody wants them, weighed by the rules: before they are made, or only to look."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from db.queries import bookings
from db.queries.bookings import Surroundings
from db.session import AnyRow, Session
from domain import lifecycle
from domain.booking import Booking
from domain.draft import Draft
from domain.errors import Duplicate
from domain.lifecycle import Decision
from domain.moves import moved
from resolvers.calendar import expiry_of, refuse_archived, refuse_ended, refuse_other_work
from resolvers.context import Context


@dataclass(frozen=True, slots=True)
class Proposal:
    """A booking as it is to be, with all around it that the rules look at.

    `before` is the booking as it is, None for a new one.
    """

    before: Booking | None
    after: Booking
    artist: AnyRow
    around: Surroundings

    def queued(self, *, at: datetime) -> Booking:
        """The booking with the place in the queue that it would get."""
        before = self.before
        return lifecycle.in_queue(before, self.after, at=at) if before else self.after

    def decide(self, *, at: datetime, override: bool) -> Decision:
        """Let it be so.

        Raises `ArtistArchived`, `NotFound`, `ProjectEnded`, `InvalidInput`, `Duplicate`, and what
        `lifecycle.create` and `lifecycle.change` raise.
        """
        before, after = self.before, self.after
        if after != before:
            refuse_archived(self.artist, "artistId")
        if before is None or _work(before) != _work(after):
            refuse_other_work(self.around, *_work(after))
        elif lifecycle.gained(before, after):
            refuse_ended(self.around.project_status)
        if self.around.namesake is not None:
            raise Duplicate("Another booking has this external id.", ("externalId",))
        others = self.around.others
        if before is None:
            return lifecycle.create(after, others, at=at, override=override)
        return lifecycle.change(before, after, others, at=at, override=override)


async def drafted(
    ctx: Context,
    session: Session,
    artist: AnyRow,
    draft: Draft,
    *,
    booking_id: UUID | None = None,
    external_id: str | None = None,
    writes: bool = True,
) -> Proposal:
    """Look around what `draft` wants of its artist. Raises `InvalidInput`."""
    window = draft.window(artist.time_zone)
    around = await bookings.look(
        session,
        draft.artist_id,
        window,
        project_id=draft.project_id,
        phase_id=draft.phase_id,
        external_id=external_id,
        writes=writes,
    )
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
        days=draft.days,
    )
    return Proposal(None, booking, artist, around)


async def proposed(
    session: Session, artist: AnyRow, before: Booking, after: Booking, *, writes: bool = True
) -> Proposal:
    """Look around what a booking is to become, with `artist` then."""
    around = await bookings.look(
        session,
        after.artist_id,
        after.window,
        project_id=after.project_id,
        phase_id=after.phase_id,
        writes=writes,
    )
    return Proposal(before, after, artist, around)


def changed(booking: Booking, changes: Mapping[str, Any], zone: str) -> Booking:
    """`booking` with what `changes` has of time, artist and work. Raises `InvalidInput`.

    `zone` is that of the artist whose it is then.
    """
    project_id = changes.get("project_id", booking.project_id)
    # Another project has other phases: without a new one, the old one goes.
    kept_phase = booking.phase_id if project_id == booking.project_id else None
    phase_id = changes.get("phase_id", kept_phase)
    return replace(moved(booking, changes, zone), project_id=project_id, phase_id=phase_id)


def _work(booking: Booking) -> tuple[UUID | None, UUID | None]:
    return booking.project_id, booking.phase_id
