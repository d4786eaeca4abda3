"""The same done to many bookings at once: all of them, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import partial
from uuid import UUID

from db.events import current_revision
from db.queries import bookings
from db.session import AnyRow, Session
from domain import checks, lifecycle
from domain.booking import Booking, BookingStatus
from domain.errors import InvalidInput, NotFound, Refusal
from domain.event import EventType
from domain.moves import moved, shifted_by, shifted_by_days
from domain.roles import Role
from resolvers.blocks import MOMENT, Block, Intent, carry_out, ended_projects, lock_block
from resolvers.calendar import refuse_archived, refuse_ended, refuse_stale
from resolvers.change import SavedBookings, change
from resolvers.context import Context

MOST_BOOKINGS = 500
FARTHEST = timedelta(days=3660)


class StepVerb(StrEnum):
    """A step that many bookings can take at once."""

    PENCIL = "pencil"
    CONFIRM = "confirm"
    RELEASE = "release"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class BulkStep:
    """A step, and why it is taken."""

    verb: StepVerb
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkMove:
    """A shift by days of the artists or by a duration, somebody else whose it is to be, or both."""

    days: int | None = None
    duration: timedelta | None = None
    artist_id: UUID | None = None

    def of(self, booking: Booking, artists: Mapping[UUID, AnyRow]) -> Booking:
        """`booking` where it is to go. Raises `InvalidInput`."""
        artist = artists[self.artist_id or booking.artist_id]
        booking = moved(booking, {"artist_id": artist.id}, artist.time_zone)
        if self.days:
            return shifted_by_days(booking, self.days, artist.time_zone)
        return shifted_by(booking, self.duration) if self.duration else booking


@change
async def bulk_update_bookings(
    ctx: Context,
    session: Session,
    versions: Mapping[UUID, int | None],
    action: BulkMove | BulkStep,
    *,
    override: str | None = None,
) -> SavedBookings:
    """Move many bookings, or take one step with all of them: `versions` has those expected, if any.

    Raises `InvalidInput` and `NotFound` for the input itself, and `BulkRefused` with what each of
    the bookings is refused for: then nothing has been done.
    """
    _refuse_unusable(versions, action)
    also = [action.artist_id] if isinstance(action, BulkMove) and action.artist_id else []
    why = checks.optional_reason(override, "override.reason")
    if isinstance(action, BulkStep):
        why = why or checks.optional_reason(action.reason, "reason")
    block = await lock_block(session, list(versions), also=also)
    refused: dict[UUID, Refusal] = {
        each: NotFound("booking") for each in versions if each not in block.rows
    }
    ended = await ended_projects(session, {row.project_id for row in block.rows.values()})
    intents: list[Intent] = []
    for place, row in enumerate(_queue(block)):
        at = replace(ctx, now=ctx.now + place * MOMENT)
        try:
            refuse_stale(row, versions[row.id])
            project = ended.get(row.project_id)
            intent = _intent(at, row, block, action, project, override=override is not None)
        except Refusal as refusal:
            refused[row.id] = refusal
        else:
            if intent is not None:
                intents.append(intent)
    ids = list(versions)
    if not intents and not refused:
        return SavedBookings(ids[0], await current_revision(session), ids=ids)
    done = await carry_out(ctx, session, intents, refused, {"reason": why})
    return replace(done, ids=ids)


def _queue(block: Block) -> Sequence[AnyRow]:
    """The rows in the order of their places: whoever was first is first again at the end."""
    return sorted(block.rows.values(), key=lambda row: bookings.booking_of(row).place)


def _intent(
    ctx: Context,
    row: AnyRow,
    block: Block,
    action: BulkMove | BulkStep,
    ended: str | None,
    *,
    override: bool,
) -> Intent | None:
    """What a booking is to become; None where it is that already. Raises what it is refused for.

    `ended` is the status of its project, where that takes no bookings.
    """
    before = bookings.booking_of(row)
    if isinstance(action, BulkMove):
        after = action.of(before, block.artists)
        if after == before:
            return None
        refuse_archived(block.artists[after.artist_id], "artistId")
        if lifecycle.gained(before, after):
            refuse_ended(ended)
        step = partial(lifecycle.change, before, after, at=ctx.now, override=override)
        return Intent(EventType.BOOKING_UPDATED, before, after, step)
    match action.verb:
        case StepVerb.RELEASE:
            released = lifecycle.release(before, at=ctx.now)
            return Intent(EventType.BOOKING_CANCELLED, before, before, lambda _: released)
        case StepVerb.CANCEL:
            cancelled = lifecycle.cancel(before, at=ctx.now)
            return Intent(EventType.BOOKING_CANCELLED, before, before, lambda _: cancelled)
    refuse_archived(block.artists[before.artist_id])
    confirmed = before.status is BookingStatus.CONFIRMED
    if not confirmed:
        refuse_ended(ended)
    if action.verb is StepVerb.CONFIRM:
        firm = partial(lifecycle.confirm, before, at=ctx.now, override=override)
        return Intent(EventType.BOOKING_CONFIRMED, before, before, firm)
    if confirmed and ctx.actor.role is Role.MANAGER and not action.reason:
        raise InvalidInput("Say why the confirmation is taken back.", ("reason",))
    pencil = partial(lifecycle.pencil, before, at=ctx.now, override=override)
    return Intent(EventType.BOOKING_PENCILLED, before, before, pencil)


def _refuse_unusable(versions: Mapping[UUID, int | None], action: BulkMove | BulkStep) -> None:
    if not 1 <= len(versions) <= MOST_BOOKINGS:
        raise InvalidInput(f"Name 1 to {MOST_BOOKINGS} bookings.", ("bookings",))
    if isinstance(action, BulkStep):
        if action.verb in (StepVerb.RELEASE, StepVerb.CANCEL):
            checks.reason(action.reason or "", "reason")
        return
    if action.days and action.duration:
        raise InvalidInput("Shift by days or by minutes, not both.", ("shiftMinutes",))
    if not (action.days or action.duration or action.artist_id):
        raise InvalidInput("Say what is to be done: shift, reassign, or take a step.", ())
    if abs(action.days or 0) > FARTHEST.days or abs(action.duration or MOMENT) > FARTHEST:
        raise InvalidInput(f"A shift covers at most {FARTHEST.days} days.", ("shiftDays",))
