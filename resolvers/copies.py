"""The same booking once more: on other days, or for somebody else."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from db.queries import bookings
from db.session import Session
from domain.booking import Booking, BookingStatus
from domain.draft import Draft, fingerprint
from domain.errors import NotFound
from domain.moves import DAYS, INSTANTS, beginning_at, beginning_on, moved
from resolvers.bookings import book
from resolvers.change import Saved, change
from resolvers.context import Context

TIMES = {*DAYS, *INSTANTS}


@change
async def duplicate_booking(
    ctx: Context,
    session: Session,
    booking_id: UUID,
    changes: Mapping[str, Any],
    *,
    status: BookingStatus = BookingStatus.HOLD,
    new_id: UUID | None = None,
    override: str | None = None,
) -> Saved:
    """Book the same work once more; whatever has become of the original, it stays as it is.

    `changes` has the artist and the time where they differ. With a start alone it is as long, or
    has as many days. Raises what `create_booking` raises.
    """
    artist_id = changes.get("artist_id")
    row = await bookings.with_artist(session, booking_id, artist_id)
    if row is None:
        raise NotFound("booking")
    if row.time_zone is None:
        raise NotFound("artist", ("artistId",))
    copy = _copied(bookings.booking_of(row), changes, row.time_zone)
    days, window = copy.days, copy.window
    draft = Draft(
        artist_id=copy.artist_id,
        start_time=None if days else window.start,
        end_time=None if days else window.end,
        start_date=days.first if days else None,
        end_date=days.last if days else None,
        status=status,
        project_id=copy.project_id,
        phase_id=copy.phase_id,
        notes=row.notes,
    )
    return await book(
        ctx,
        session,
        draft,
        booking_id=new_id,
        id_field="newId",
        # Of what was asked for: the original may have changed when it is asked for again.
        fingerprint=fingerprint({"copy_of": booking_id, "status": status, **changes}),
        override=override,
    )


def _copied(source: Booking, changes: Mapping[str, Any], zone: str) -> Booking:
    match dict(changes):
        case {"start_date": first, **rest} if not TIMES & rest.keys():
            return beginning_on(moved(source, rest, zone), first, zone)
        case {"start_time": start, **rest} if not TIMES & rest.keys():
            return beginning_at(moved(source, rest, zone), start)
    return moved(source, changes, zone)
