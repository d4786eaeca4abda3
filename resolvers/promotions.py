"""Telling the holds that move up when something before them goes."""

from collections.abc import Sequence
from uuid import UUID

from uuid_utils.compat import uuid7

from db.queries import bookings
from db.session import Session
from domain.change import Change
from domain.event import Event, EventType, Fact
from domain.queue import Promotion, freed, promotions
from resolvers.context import Context


async def promoted(ctx: Context, session: Session, changes: Sequence[Change]) -> list[Event]:
    """The events of the holds that get a better rank by `changes`, which are not written yet."""
    found: list[Promotion] = []
    gone = freed(changes)
    for artist_id in dict.fromkeys(booking.artist_id for booking in gone):
        windows = [booking.window for booking in gone if booking.artist_id == artist_id]
        queue = await bookings.queue_around(session, artist_id, windows)
        found += promotions(queue, changes, at=ctx.now)
    return [_event(promotion) for promotion in found]


def _event(promotion: Promotion) -> Event:
    hold = promotion.hold
    return Event(
        type=EventType.HOLD_PROMOTED,
        aggregate_id=uuid7(),
        version=1,
        facts=remark(hold.id, hold.artist_id, hold.project_id, rank=promotion.rank),
        previous={"rank": promotion.previous_rank},
    )


def remark(
    booking_id: UUID, artist_id: UUID, project_id: UUID | None, **facts: Fact
) -> dict[str, Fact]:
    """What is told of a hold, with whose it is, so that boards know whether it concerns them."""
    return {
        "booking_id": str(booking_id),
        "artist_id": str(artist_id),
        "project_id": str(project_id) if project_id else None,
        **facts,
    }
