"""What an import has to know of a studio beforehand, asked for all of its rows at once."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Text, Uuid, column, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from db.queries.booking_rows import any_of, overlapping
from db.queries.bookings import booking_of
from db.session import AnyRow, Session
from db.tables import artists, bookings, projects
from domain.booking import Booking, BookingStatus
from domain.window import Window


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


async def bookings_around(
    session: Session, wanted: Sequence[tuple[UUID, Window]]
) -> Sequence[Booking]:
    """All that is not cancelled of the artists within any of their windows, each booking once."""
    instants = ARRAY(DateTime(timezone=True))
    window = func.unnest(
        literal([artist_id for artist_id, _ in wanted], ARRAY(Uuid)),
        literal([window.start for _, window in wanted], instants),
        literal([window.end for _, window in wanted], instants),
    ).table_valued(
        column("artist_id", Uuid),
        column("start_time", DateTime(timezone=True)),
        column("end_time", DateTime(timezone=True)),
    )
    w: Any = window.render_derived(name="wanted").c
    query = (
        select(bookings)
        .ext(distinct_on(bookings.c.id))
        .join_from(
            w.artist_id.table,
            bookings,
            (bookings.c.artist_id == w.artist_id)
            & (bookings.c.status != BookingStatus.CANCELLED.value),
        )
        .where(*overlapping(bookings, w.start_time, w.end_time))
    )
    return [booking_of(row) for row in await session.execute(query)]


def _texts(values: Collection[str]) -> Any:
    return literal(list(values), ARRAY(Text))
