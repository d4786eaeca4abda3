"""Reading and writing bookings.

Writers lock the artists first, in a statement of its own: a statement that waits for a lock goes
on with the snapshot from before its wait.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, insert, literal, select, update

from db.queries.booking_rows import overlapping
from db.session import AnyRow, Session
from db.tables import artists, bookings
from domain.actor import Actor
from domain.booking import Booking, BookingStatus, EndReason
from domain.window import Window


async def lock_artists(session: Session, ids: Collection[UUID]) -> dict[UUID, AnyRow]:
    """Lock artists against other writers of their calendars, in the order of their ids."""
    rows = await session.execute(
        select(artists.c.id, artists.c.archived_at, artists.c.time_zone)
        .where(artists.c.id.in_(ids))
        .order_by(artists.c.id)
        .with_for_update(key_share=True)
    )
    return {row.id: row for row in rows}


async def artist_of(session: Session, booking_id: UUID) -> UUID | None:
    """Whose booking it is, so that the artist can be locked before the booking."""
    return (
        await session.execute(select(bookings.c.artist_id).where(bookings.c.id == booking_id))
    ).scalar_one_or_none()


async def lock(session: Session, booking_id: UUID) -> AnyRow:
    """Lock a booking that is there."""
    return (
        await session.execute(
            select(bookings).where(bookings.c.id == booking_id).with_for_update(key_share=True)
        )
    ).one()


async def find(session: Session, booking_id: UUID) -> AnyRow | None:
    """A booking's row, not locked."""
    return (
        await session.execute(select(bookings).where(bookings.c.id == booking_id))
    ).one_or_none()


async def with_external_id(session: Session, external_id: str) -> UUID | None:
    """The booking that another system knows by `external_id`."""
    return (
        await session.execute(select(bookings.c.id).where(bookings.c.external_id == external_id))
    ).scalar_one_or_none()


async def around(session: Session, artist_id: UUID, window: Window) -> list[Booking]:
    """All that is not cancelled of an artist within `window`, expired holds included."""
    rows = await session.execute(
        select(bookings).where(
            bookings.c.artist_id == artist_id,
            *overlapping(bookings, *_instants(window)),
            bookings.c.status != BookingStatus.CANCELLED.value,
        )
    )
    return [booking_of(row) for row in rows]


async def add(
    session: Session, actor: Actor, booking: Booking, texts: Mapping[str, Any], *, at: datetime
) -> None:
    """Insert a booking. `texts` has the columns that no rule reads, the fingerprint among them."""
    await session.execute(
        insert(bookings).values(
            tenant_id=actor.tenant_id,
            id=booking.id,
            created_by=actor.user_id,
            created_at=at,
            updated_at=at,
            **_columns(booking),
            **texts,
        )
    )


async def save(
    session: Session, booking: Booking, texts: Mapping[str, Any], *, at: datetime
) -> None:
    """Write a changed booking, locked before, with the columns of `texts` that change too."""
    await session.execute(
        update(bookings)
        .where(bookings.c.id == booking.id)
        .values(updated_at=at, **_columns(booking), **texts)
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
    )


def facts(booking: Booking) -> dict[str, Any]:
    """The columns of a booking that the log records."""
    return {
        "artist_id": booking.artist_id,
        "project_id": booking.project_id,
        "phase_id": booking.phase_id,
        "start_time": booking.window.start,
        "end_time": booking.window.end,
        "status": booking.status.value,
        "queued_at": booking.queued_at,
        "expires_at": booking.expires_at,
        "end_reason": booking.end_reason.value if booking.end_reason else None,
    }


def _columns(booking: Booking) -> dict[str, Any]:
    return {**facts(booking), "version": booking.version}


def _instants(window: Window) -> tuple[Any, Any]:
    return literal(window.start, DateTime(True)), literal(window.end, DateTime(True))
