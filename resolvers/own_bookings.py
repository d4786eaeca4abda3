"""What artists may do to bookings: hold their own time, and give up such a hold."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Table

from db.queries.oneself import oneself, sees
from db.session import AnyRow, Session
from db.tables import bookings, phases, projects
from domain.booking import BookingStatus
from domain.errors import Forbidden, NotFound
from domain.roles import Scope
from resolvers.context import Context


async def refuse_foreign_draft(
    ctx: Context,
    session: Session,
    *,
    artist_id: UUID,
    status: BookingStatus,
    work: tuple[UUID | None, UUID | None],
    beyond: Iterable[str],
) -> None:
    """Let an artist hold their own time, for `work` (project and phase) that they are part of.

    `beyond` are the given fields that are not for artists. Raises `Forbidden`, `NotFound`.
    """
    if Scope.BOOKINGS_WRITE in ctx.actor.scopes:
        return
    me = await oneself(session, ctx.actor.user_id)
    if artist_id != me.artist_id:
        raise Forbidden("Artists hold their own time only.", ("artistId",))
    if not me.may_hold:
        raise Forbidden("The studio does not let artists hold their time.")
    if status is not BookingStatus.HOLD:
        raise Forbidden("Artists make holds only.", ("status",))
    for field in beyond:
        raise Forbidden(f"Artists cannot give {field}.", (field,))
    for table, kind, work_id in zip((projects, phases), ("project", "phase"), work, strict=True):
        if work_id is not None and not await _sees(ctx, session, table, work_id):
            raise NotFound(kind, (f"{kind}Id",))


async def refuse_foreign_step(
    ctx: Context, session: Session, booking: AnyRow, *, pencils: bool
) -> None:
    """Let an artist end their own holds, and `pencils` where they may be ended so.

    Raises `NotFound` for what they do not see, `Forbidden` for what is not theirs or firmer.
    """
    if Scope.BOOKINGS_WRITE in ctx.actor.scopes:
        return
    if not await _sees(ctx, session, bookings, booking.id):
        raise NotFound("booking")
    me = await oneself(session, ctx.actor.user_id)
    if booking.artist_id != me.artist_id:
        raise Forbidden("It is another artist's.")
    if booking.status == BookingStatus.CONFIRMED or (
        booking.status == BookingStatus.PENCIL and not pencils
    ):
        raise Forbidden(f"Artists cannot end a {BookingStatus(booking.status).noun} in this way.")


async def is_seen(ctx: Context, session: Session, booking_id: UUID) -> bool:
    """Whether the actor may be answered with this booking."""
    if Scope.BOOKINGS_WRITE in ctx.actor.scopes:
        return True
    return await _sees(ctx, session, bookings, booking_id)


async def _sees(ctx: Context, session: Session, table: Table, row_id: UUID) -> bool:
    return await sees(session, ctx.actor.user_id, table, row_id, at=ctx.now)
