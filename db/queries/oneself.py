"""Who an artist is in a studio, and whether they see a certain thing there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Table, Uuid, literal, select

from db.queries.own_sight import OwnSight
from db.session import Session
from db.tables import artists, tenants


@dataclass(frozen=True, slots=True)
class Oneself:
    """Which artist somebody is, and whether the studio lets artists hold their own time."""

    artist_id: UUID | None
    may_hold: bool


async def oneself(session: Session, user_id: UUID | None) -> Oneself:
    """The person `user_id` as an artist of the studio."""
    own = select(artists.c.id).where(artists.c.user_id == user_id).scalar_subquery()
    row = (await session.execute(select(own, tenants.c.artists_may_hold))).one()
    return Oneself(*row)


async def sees(
    session: Session, user_id: UUID | None, table: Table, row_id: UUID, *, at: datetime
) -> bool:
    """Whether somebody who sees their own sees that there is this row at all."""
    sight = OwnSight(literal(user_id, Uuid()), literal(at, DateTime(timezone=True)))
    seen = sight.relation(table).subquery()
    found = await session.execute(select(seen.c.id).where(seen.c.id == row_id))
    return found.one_or_none() is not None
