"""What would become of a booking, asked while it is being dragged. Nothing is locked or written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from db.queries import bookings
from db.session import Session
from domain import lifecycle
from domain.booking import BookingStatus
from domain.draft import Draft
from domain.errors import InvalidInput, NotFound, Refusal
from domain.outlook import Outlook, outlook
from resolvers.context import Context
from resolvers.proposals import Proposal, changed, drafted, proposed


@dataclass(frozen=True, slots=True)
class Preview:
    """How a booking would stand, and what the mutation would answer: a refusal, or these remarks.

    `requeued` says whether it would go to the end of the queue.
    """

    outlook: Outlook
    requeued: bool
    refusal: Refusal | None
    warnings: Sequence[lifecycle.Warning]


async def preview_creation(ctx: Context, draft: Draft, *, override: bool = False) -> Preview:
    """What `create_booking` would make of `draft`. Raises `InvalidInput`, `NotFound`."""
    if draft.status is BookingStatus.CANCELLED:
        raise InvalidInput("A booking does not begin as cancelled.", ("status",))
    async with ctx.db.tenant(ctx.actor) as session:
        artist = await bookings.artist(session, draft.artist_id)
        if artist is None:
            raise NotFound("artist", ("artistId",))
        proposal = await drafted(ctx, session, artist, draft, writes=False)
    return _weighed(ctx, proposal, override=override)


async def preview_change(
    ctx: Context, booking_id: UUID, changes: Mapping[str, Any], *, override: bool = False
) -> Preview:
    """What `update_booking` would make of a booking. Raises `InvalidInput`, `NotFound`."""
    async with ctx.db.tenant(ctx.actor) as session:
        proposal = await _change(session, booking_id, changes)
    return _weighed(ctx, proposal, override=override)


async def _change(session: Session, booking_id: UUID, changes: Mapping[str, Any]) -> Proposal:
    row = await bookings.with_artist(session, booking_id, changes.get("artist_id"))
    if row is None:
        raise NotFound("booking")
    if row.time_zone is None:
        raise NotFound("artist", ("artistId",))
    before = bookings.booking_of(row)
    after = changed(before, changes, row.time_zone)
    return await proposed(session, row, before, after, writes=False)


def _weighed(ctx: Context, proposal: Proposal, *, override: bool) -> Preview:
    before, others = proposal.before, proposal.around.others
    queued = proposal.queued(at=ctx.now)
    refusal: Refusal | None = None
    warnings: Sequence[lifecycle.Warning] = ()
    if proposal.after != before:  # or else nothing would be done, and nothing asked
        try:
            warnings = proposal.decide(at=ctx.now, override=override).warnings
        except Refusal as refused:
            refusal = refused
    requeued = before is not None and queued.place != before.place
    return Preview(outlook(queued, others, at=ctx.now), requeued, refusal, warnings)
