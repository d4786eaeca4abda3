"""Being present in a studio, and seeing who is."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from uuid import UUID

from db.queries import entities
from db.queries.oneself import sees
from db.queries.presence import are_artists
from db.session import Session
from db.tables import bookings
from domain.actor import Actor
from domain.errors import Forbidden, NotFound
from domain.presence import Attention
from domain.visibility import Rows, Visibility
from resolvers.context import Context
from subscriptions.board import Seat
from subscriptions.presence import Desk
from subscriptions.room import Roster

IDLE = 30.0
"""Seconds after which one who watches a quiet studio is looked up again."""


async def be_present(ctx: Context, desk: Desk, session: UUID, attention: Attention) -> None:
    """Say that the actor is there in one of their sessions, and what they look at.

    Raises `Forbidden` for a program, `NotFound`, `TooManySessions`.
    """
    seat = _seat(ctx.actor, session)
    await _refuse_unseen(ctx, attention)
    await desk.enter(ctx.actor.tenant_id, seat, attention)


async def leave(ctx: Context, desk: Desk, session: UUID) -> None:
    """Say that the actor has left in one of their sessions. Raises `Forbidden` for a program."""
    await desk.leave(ctx.actor.tenant_id, _seat(ctx.actor, session))


async def watch_presence(
    desk: Desk, renew: Callable[[], Awaitable[Actor]]
) -> AsyncGenerator[Roster, None]:
    """Who is present in the actor's studio, at once and whenever that changes.

    Who sees no more than their own rows is shown who is there, not what anybody looks at. `renew`
    answers the actor as of now, and ends the stream by raising `Unauthenticated`; a role that
    changes ends it by `Forbidden`. Nothing is held across a `yield` but the place in the room.
    """
    actor = await renew()
    with desk.watch(actor.tenant_id) as watcher:
        access, shown, roused = None, None, True
        while True:
            watcher.clear()
            if watcher.access != access or not roused:
                access = watcher.access
                if (await renew()).role is not actor.role:
                    raise Forbidden("Your role has changed: connect again to go on with it.")
            roster = watcher.roster(in_full=_sees_all(actor))
            if roster is not None and roster is not shown:
                shown = roster
                yield roster
            roused = await watcher.wait(at_most=IDLE)


def _seat(actor: Actor, session: UUID) -> Seat:
    if actor.key is not None or actor.user_id is None:
        raise Forbidden("Only a person is present.")
    return actor.user_id, session


async def _refuse_unseen(ctx: Context, attention: Attention) -> None:
    """Let nobody say that they look at what they do not see. Raises `NotFound`."""
    if not attention.artist_ids and attention.booking_id is None:
        return
    async with ctx.db.tenant(ctx.actor) as session:
        if not await are_artists(session, attention.artist_ids):
            raise NotFound("artist", ("artistIds",))
        if attention.booking_id is None:
            return
        if not await _is_seen(ctx, session, attention.booking_id):
            raise NotFound("booking", ("bookingId",))


async def _is_seen(ctx: Context, session: Session, booking_id: UUID) -> bool:
    if _sees_all(ctx.actor):
        return await entities.find(session, bookings, booking_id) is not None
    return await sees(session, ctx.actor.user_id, bookings, booking_id, at=ctx.now)


def _sees_all(actor: Actor) -> bool:
    return Visibility.of(actor).sight.rows is Rows.IN_FULL
