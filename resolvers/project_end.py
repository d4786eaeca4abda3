"""Ending a project: its bookings end with it, in the same transaction."""

from uuid import UUID

from db.queries import blocks, bookings
from db.session import Session
from domain.change import Change
from domain.errors import Forbidden
from domain.event import Event, EventType
from domain.project import ConfirmedBookings
from domain.project_end import ended_with_project
from domain.roles import Scope
from resolvers.change import LostRace
from resolvers.context import Context
from resolvers.recording import record_block


async def lock_artists_of(session: Session, project_id: UUID) -> set[UUID]:
    """Lock the artists who are booked for a project. It comes before the project's own lock."""
    artists = await blocks.artists_of_project(session, project_id)
    await blocks.lock_artists(session, artists)
    return artists


async def record_end(
    ctx: Context,
    session: Session,
    project_id: UUID,
    artists: set[UUID],
    confirmed: ConfirmedBookings | None,
    cause: Event,
) -> int:
    """Release and cancel what ends with a locked project, and record it with its `cause`.

    `artists` are those that were locked before. Answers the studio's new revision. Raises
    `BookingsAhead`, and `Forbidden` where the actor may end the project but none of its bookings.
    """
    rows = await blocks.lock_project(session, project_id)
    if any(row.artist_id not in artists for row in rows):
        raise LostRace
    there = {row.id: bookings.booking_of(row) for row in rows}
    ended = ended_with_project(list(there.values()), confirmed, at=ctx.now)
    if ended and Scope.BOOKINGS_WRITE not in ctx.actor.scopes:
        raise Forbidden("Its bookings would end with it, which is not yours to decide.")
    changes = [Change(EventType.BOOKING_CANCELLED, there[after.id], after) for after in ended]
    return await record_block(ctx, session, changes, {"reason": None}, cause=cause)
