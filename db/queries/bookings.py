"""Reading and writing bookings.

Writers lock the artists first, in a statement of its own: a statement that waits for a lock goes
on with the snapshot from before its wait.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    DateTime,
    Insert,
    Text,
    Update,
    Uuid,
    and_,
    bindparam,
    func,
    insert,
    null,
    select,
    update,
)

from db.events import Write
from db.plan import Plan
from db.queries.booking_rows import in_queue, overlapping, owner_id
from db.session import AnyRow, Session
from db.tables import artists, booking_reasons, bookings, phases, projects, tenants
from domain.actor import Actor
from domain.booking import Booking, BookingStatus, EndReason
from domain.days import Days
from domain.window import Window

_ID = bindparam("id", None, type_=Uuid())
_BY_ID = bookings.c.id == _ID
FACTS = (
    bookings.c.id,
    bookings.c.artist_id,
    bookings.c.project_id,
    bookings.c.phase_id,
    bookings.c.start_time,
    bookings.c.end_time,
    bookings.c.start_date,
    bookings.c.end_date,
    bookings.c.status,
    bookings.c.queued_at,
    bookings.c.expires_at,
    bookings.c.end_reason,
    bookings.c.version,
)
"""The columns that make a `Booking`."""

_LOCK_ARTIST = Plan.of(
    select(artists.c.id, artists.c.archived_at, artists.c.time_zone)
    .where(artists.c.id == _ID)
    .with_for_update(key_share=True)
)
_ARTIST = Plan.of(
    select(artists.c.id, artists.c.archived_at, artists.c.time_zone).where(artists.c.id == _ID)
)
_ARTIST_OF = Plan.of(select(bookings.c.artist_id).where(_BY_ID))
_KEPT = (bookings.c.notes, bookings.c.created_by, bookings.c.notice_due_at)
_LOCK = Plan.of(select(*FACTS, *_KEPT).where(_BY_ID).with_for_update(key_share=True))
_TRY_ARTIST = Plan.of(
    select(artists.c.id)
    .where(artists.c.id == _ID)
    .with_for_update(key_share=True, skip_locked=True)
)
_OWNER_OF = Plan.of(select(owner_id(bookings).label("owner_id")).where(_BY_ID))
_FIND = Plan.of(select(bookings).where(_BY_ID))
_WITH_ARTIST = Plan.of(
    select(*FACTS, bookings.c.notes, artists.c.archived_at, artists.c.time_zone)
    .select_from(
        bookings.outerjoin(
            artists,
            artists.c.id
            == func.coalesce(bindparam("artist_id", None, type_=Uuid()), bookings.c.artist_id),
        )
    )
    .where(_BY_ID)
)


def _queue_around() -> Plan:
    start, end = (bindparam(name, None, type_=DateTime(True)) for name in ("start", "end"))
    artist = bindparam("artist_id", None, type_=Uuid())
    near = bookings.alias()
    reach = (
        select(func.min(near.c.start_time).label("start"), func.max(near.c.end_time).label("end"))
        .where(near.c.artist_id == artist, in_queue(near), *overlapping(near, start, end))
        .subquery()
    )
    within = overlapping(bookings, reach.c.start, reach.c.end)
    return Plan.of(
        select(*FACTS)
        .select_from(reach.join(bookings, and_(*within)))
        .where(bookings.c.artist_id == artist, in_queue(bookings))
    )


_QUEUE_AROUND = _queue_around()


@lru_cache
def _look(asked: frozenset[str], *, writes: bool) -> Plan:
    """One row per booking around, or a single one without, each with all that else is asked."""
    project_id, phase_id = (bindparam(n, None, type_=Uuid()) for n in ("project_id", "phase_id"))
    start, end = (bindparam(name, None, type_=DateTime(True)) for name in ("start", "end"))
    namesake = bookings.alias()
    around = and_(
        bookings.c.artist_id == bindparam("artist_id", None, type_=Uuid()),
        *overlapping(bookings, start, end),
        bookings.c.status != BookingStatus.CANCELLED.value,
    )
    status = select(projects.c.status).where(projects.c.id == project_id)
    answers = {
        # Whoever writes keeps the project from ending meanwhile, or waits until it has ended.
        "project_id": status.with_for_update(read=True) if writes else status,
        "project_expiry_hours": select(projects.c.hold_expiry_hours).where(
            projects.c.id == project_id
        ),
        "phase_id": select(phases.c.id).where(
            phases.c.id == phase_id, phases.c.project_id == project_id
        ),
        "external_id": select(namesake.c.id).where(
            namesake.c.external_id == bindparam("external_id", None, type_=Text())
        ),
    }
    labels = {"project_id": "project_status", "phase_id": "found_phase", "external_id": "namesake"}
    of = {"project_expiry_hours": "project_id"}
    return Plan.of(
        select(
            *FACTS,
            tenants.c.hold_expiry_hours,
            *(
                (query.scalar_subquery() if of.get(name, name) in asked else null()).label(
                    labels.get(name, name)
                )
                for name, query in answers.items()
            ),
        ).select_from(tenants.outerjoin(bookings, around))
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What there is around a booking that somebody wants: all that the rules depend on.

    `others` is all that is not cancelled of the artist within the time, expired holds included.
    Each of the rest is None where there is no such thing, or none was asked for: the status of the
    project and its own policy, the phase of that project, the booking that has the external id.
    """

    others: Sequence[Booking]
    hold_expiry_hours: int | None
    project_status: str | None
    project_expiry_hours: int | None
    phase_id: UUID | None
    namesake: UUID | None


async def lock_artists(session: Session, ids: Collection[UUID]) -> dict[UUID, AnyRow]:
    """Lock artists against other writers of their calendars, in the order of their ids."""
    locked = [await session.fetch(_LOCK_ARTIST, id=artist_id) for artist_id in sorted(ids)]
    return {row.id: row for rows in locked for row in rows}


async def try_artist(session: Session, artist_id: UUID) -> bool:
    """Lock an artist unless somebody else has."""
    return bool(await session.fetch(_TRY_ARTIST, id=artist_id))


async def owner_of(session: Session, booking_id: UUID) -> UUID | None:
    """Who answers for a booking: its project's manager, else who made it."""
    (row,) = await session.fetch(_OWNER_OF, id=booking_id)
    owner: UUID | None = row.owner_id
    return owner


async def artist(session: Session, artist_id: UUID) -> AnyRow | None:
    """The same of one artist, not locked."""
    rows = await session.fetch(_ARTIST, id=artist_id)
    return rows[0] if rows else None


async def artist_of(session: Session, booking_id: UUID) -> UUID | None:
    """Whose booking it is, so that the artist can be locked before the booking."""
    rows = await session.fetch(_ARTIST_OF, id=booking_id)
    return rows[0].artist_id if rows else None


async def lock(session: Session, booking_id: UUID) -> AnyRow:
    """Lock a booking that is there."""
    (row,) = await session.fetch(_LOCK, id=booking_id)
    return row


async def find(session: Session, booking_id: UUID) -> AnyRow | None:
    """A booking's row, not locked."""
    rows = await session.fetch(_FIND, id=booking_id)
    return rows[0] if rows else None


async def with_artist(session: Session, booking_id: UUID, artist_id: UUID | None) -> AnyRow | None:
    """A booking, not locked, with the zone of its artist or of `artist_id`.

    The zone is None where there is no such artist.
    """
    rows = await session.fetch(_WITH_ARTIST, id=booking_id, artist_id=artist_id)
    return rows[0] if rows else None


async def look(
    session: Session,
    artist_id: UUID,
    window: Window,
    *,
    project_id: UUID | None = None,
    phase_id: UUID | None = None,
    external_id: str | None = None,
    writes: bool = True,
) -> Surroundings:
    """Look around a time of an artist, locked before, and at what the booking is to refer to.

    Where nothing is written afterwards, nothing needs to be locked.
    """
    asked = {"project_id": project_id, "phase_id": phase_id, "external_id": external_id}
    plan = _look(
        frozenset(name for name, value in asked.items() if value is not None), writes=writes
    )
    rows = await session.fetch(
        plan, artist_id=artist_id, start=window.start, end=window.end, **asked
    )
    first = rows[0]
    return Surroundings(
        others=[booking_of(row) for row in rows if row.id is not None],
        hold_expiry_hours=first.hold_expiry_hours,
        project_status=first.project_status,
        project_expiry_hours=first.project_expiry_hours,
        phase_id=first.found_phase,
        namesake=first.namesake,
    )


async def queue_around(
    session: Session, artist_id: UUID, windows: Sequence[Window]
) -> list[Booking]:
    """The artist's holds and pencils over any of `windows`, and all that overlaps one of those."""
    start, end = min(w.start for w in windows), max(w.end for w in windows)
    rows = await session.fetch(_QUEUE_AROUND, artist_id=artist_id, start=start, end=end)
    return [booking_of(row) for row in rows]


def insertion(actor: Actor, booking: Booking, texts: Mapping[str, Any], *, at: datetime) -> Write:
    """A new booking. `texts` has the columns that no rule reads, the fingerprint among them."""
    columns = {
        "tenant_id": actor.tenant_id,
        "id": booking.id,
        "created_by": actor.user_id,
        "created_at": at,
        "updated_at": at,
        **_columns(booking),
        **texts,
    }
    return Write(_insert(tuple(columns)), columns)


def saving(booking: Booking, texts: Mapping[str, Any], *, at: datetime) -> Write:
    """A changed booking, locked before, with the columns of `texts` that change too."""
    columns = {"updated_at": at, **_columns(booking), **texts}
    return Write(_update(tuple(columns)), {**columns, "id": booking.id})


def noting(booking_id: UUID, notice_due_at: datetime | None) -> Write:
    """When a hold is next to be announced. No change of the booking: its version stays."""
    values = {"notice_due_at": notice_due_at}
    return Write(_update(tuple(values)), {**values, "id": booking_id})


async def keep_reasons(
    session: Session, actor: Actor, reasons: Mapping[tuple[UUID, int], str]
) -> None:
    """Keep what people said of the steps that made bookings these versions."""
    if reasons:
        await session.execute(
            insert(booking_reasons),
            [
                {"tenant_id": actor.tenant_id, "booking_id": i, "version": v, "reason": reason}
                for (i, v), reason in reasons.items()
            ],
        )


def booking_of(row: AnyRow) -> Booking:
    """The facts of a row, as the rules want them."""
    return Booking(
        id=row.id,
        artist_id=row.artist_id,
        project_id=row.project_id,
        phase_id=row.phase_id,
        window=Window(row.start_time, row.end_time),
        status=BookingStatus(row.status),
        queued_at=row.queued_at,
        expires_at=row.expires_at,
        end_reason=EndReason(row.end_reason) if row.end_reason else None,
        version=row.version,
        days=Days(row.start_date, row.end_date) if row.start_date else None,
    )


def facts(booking: Booking) -> dict[str, Any]:
    """The columns of a booking that the log records."""
    return {
        "artist_id": booking.artist_id,
        "project_id": booking.project_id,
        "phase_id": booking.phase_id,
        "start_time": booking.window.start,
        "end_time": booking.window.end,
        "start_date": booking.days.first if booking.days else None,
        "end_date": booking.days.last if booking.days else None,
        "status": booking.status.value,
        "queued_at": booking.queued_at,
        "expires_at": booking.expires_at,
        "end_reason": booking.end_reason.value if booking.end_reason else None,
    }


def _columns(booking: Booking) -> dict[str, Any]:
    return {**facts(booking), "version": booking.version}


@lru_cache
def _insert(columns: tuple[str, ...]) -> Insert:
    return insert(bookings).values(_placeholders(columns))


@lru_cache
def _update(columns: tuple[str, ...]) -> Update:
    return update(bookings).where(_BY_ID).values(_placeholders(columns))


def _placeholders(columns: Collection[str]) -> dict[str, Any]:
    return {name: bindparam(name, None, type_=bookings.c[name].type) for name in columns}
