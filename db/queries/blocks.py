"""Many bookings at once: locked in an order that keeps writers apart, written in one statement."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    DateTime,
    Uuid,
    any_,
    bindparam,
    column,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, distinct_on

from db.plan import Plan
from db.queries.booking_rows import overlapping
from db.queries.bookings import FACTS, booking_of
from db.session import AnyRow, Session
from db.tables import artists, bookings, projects
from domain.booking import Booking, BookingStatus
from domain.event import Facts
from domain.window import Window

_IDS = any_(bindparam("ids", None, type_=ARRAY(Uuid)))
_ARTISTS_OF = Plan.of(select(bookings.c.artist_id).where(bookings.c.id == _IDS).distinct())
_LOCK_ARTISTS = Plan.of(
    select(artists.c.id, artists.c.archived_at, artists.c.time_zone)
    .where(artists.c.id == _IDS)
    .order_by(artists.c.id)
    .with_for_update(key_share=True)
)
_OF_PROJECT = (
    bookings.c.project_id == bindparam("id", None, type_=Uuid()),
    bookings.c.status != BookingStatus.CANCELLED.value,
)
_ARTISTS_OF_PROJECT = Plan.of(select(bookings.c.artist_id).where(*_OF_PROJECT).distinct())
_LOCK_OF_PROJECT = Plan.of(
    select(*FACTS).where(*_OF_PROJECT).order_by(bookings.c.id).with_for_update(key_share=True)
)
_LOCK = Plan.of(
    select(*FACTS, bookings.c.notes)
    .where(bookings.c.id == _IDS)
    .order_by(bookings.c.id)
    .with_for_update(key_share=True)
)
_KEPT_NOTICE = """case when bookings.expires_at is not distinct from item.expires_at
    then bookings.notice_due_at else item.notice_due_at end"""
_STATUSES = Plan.of(
    select(projects.c.id, projects.c.status)
    .where(projects.c.id == _IDS)
    .order_by(projects.c.id)
    .with_for_update(read=True)
)


async def artists_of(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Whose bookings they are, so that the artists can be locked before."""
    return {row.artist_id for row in await session.fetch(_ARTISTS_OF, ids=list(ids))}


async def lock_artists(session: Session, ids: Collection[UUID]) -> dict[UUID, AnyRow]:
    """Lock artists against other writers of their calendars, in the order of their ids."""
    return {row.id: row for row in await session.fetch(_LOCK_ARTISTS, ids=list(ids))}


async def lock(session: Session, ids: Collection[UUID]) -> dict[UUID, AnyRow]:
    """Lock those of the bookings that are there, in the order of their ids."""
    return {row.id: row for row in await session.fetch(_LOCK, ids=list(ids))}


async def artists_of_project(session: Session, project_id: UUID) -> set[UUID]:
    """Who is booked for a project, so that the artists can be locked before."""
    return {row.artist_id for row in await session.fetch(_ARTISTS_OF_PROJECT, id=project_id)}


async def lock_project(session: Session, project_id: UUID) -> Sequence[AnyRow]:
    """Lock all bookings of a project but those that are cancelled, the earliest first."""
    rows = await session.fetch(_LOCK_OF_PROJECT, id=project_id)
    return sorted(rows, key=lambda row: (row.start_time, row.id))


async def project_statuses(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Where projects stand, and go on to until the transaction ends."""
    return {row.id: row.status for row in await session.fetch(_STATUSES, ids=list(ids))}


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


class Row(NamedTuple):
    """What a locked booking is to become: some of its columns, in the log's own text."""

    id: UUID
    version: int
    columns: Facts


async def save(
    session: Session, rows: Sequence[Row], texts: Mapping[str, str | None], *, at: datetime
) -> None:
    """Write the columns of locked bookings, and the same `texts` into all of them.

    A `notice_due_at` is kept where the expiry stays as it was. One statement: the constraint on
    clashes looks at its end, so neighbours may swap their slots.
    """
    items = [{"id": str(row.id), "version": row.version, **row.columns} for row in rows]
    columns = tuple(rows[0].columns)
    await session.fetch(_update(columns, tuple(texts)), rows=json.dumps(items), at=at, **texts)


@lru_cache
def _update(columns: tuple[str, ...], texts: tuple[str, ...]) -> Plan:
    # The names are those of our own columns; the values are parameters.
    for name in (*columns, *texts):
        assert name in bookings.c
    given = [
        f"{name} = {_KEPT_NOTICE if name == 'notice_due_at' else f'item.{name}'}"
        for name in (*columns, "version")
    ]
    same = [f"{name} = :{name}" for name in texts]
    statement = text(f"""
        update bookings set {", ".join([*given, *same])}, updated_at = :at
          from jsonb_populate_recordset(null::bookings, :rows) as item
         where bookings.id = item.id
    """)  # noqa: S608
    parameters = [bindparam(name, None, type_=bookings.c[name].type) for name in texts]
    return Plan.of(
        statement.bindparams(
            bindparam("rows", None, type_=JSONB),
            bindparam("at", None, type_=DateTime(timezone=True)),
            *parameters,
        )
    )
