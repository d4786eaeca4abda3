"""What an import has to know of a studio beforehand, asked for all of its rows at once."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Text, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from db.queries.booking_rows import any_of
from db.session import AnyRow, Session
from db.tables import artists, bookings, projects


async def artists_by_key(session: Session, keys: Collection[str]) -> Sequence[AnyRow]:
    """The artists whose folded name is one of `keys`, archived ones too."""
    a = artists.c
    query = select(a.id, a.name, a.name_key, a.archived_at)
    return (await session.execute(query.where(any_of(a.name_key, _texts(keys))))).all()


async def projects_by_key(session: Session, keys: Collection[str]) -> Sequence[AnyRow]:
    """The projects whose folded name is one of `keys`, ended ones too."""
    p = projects.c
    query = select(p.id, p.name, p.name_key, p.status)
    return (await session.execute(query.where(any_of(p.name_key, _texts(keys))))).all()


async def bookings_by_external_id(
    session: Session, external_ids: Collection[str]
) -> Sequence[AnyRow]:
    """The bookings that another system knows by these ids, with the names that they are under."""
    b = bookings.c
    query = (
        select(
            *(b.id, b.external_id, b.start_time, b.end_time, b.status, b.notes),
            artists.c.name_key.label("artist_key"),
            projects.c.name_key.label("project_key"),
        )
        .select_from(
            bookings.join(artists, artists.c.id == b.artist_id).outerjoin(
                projects, projects.c.id == b.project_id
            )
        )
        .where(any_of(b.external_id, _texts(external_ids)))
    )
    return (await session.execute(query)).all()


def _texts(values: Collection[str]) -> Any:
    return literal(list(values), ARRAY(Text))
