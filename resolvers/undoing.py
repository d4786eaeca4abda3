"""Taking one's own last change back. It is a new change, and the log keeps both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from db.queries import blocks, bookings
from db.queries.undoing import Done, done_together
from db.session import Session
from domain import checks, lifecycle
from domain.booking import Booking, BookingStatus
from domain.errors import CannotUndo, InvalidInput, NotFound, Obstacle, Refusal
from domain.event import REMARKS, Facts
from domain.undoing import event_type, former, in_line
from resolvers.blocks import MOMENT, Block, Intent, carry_out, ended_projects, lock_block
from resolvers.calendar import refuse_archived, refuse_ended
from resolvers.change import SavedBookings, change
from resolvers.context import Context


@dataclass(frozen=True, slots=True)
class Deed:
    """What a request did to one booking: its facts before, and its version afterwards."""

    previous: Facts | None
    version: int


@change
async def undo(
    ctx: Context, session: Session, revision: int, *, reason: str | None = None
) -> SavedBookings:
    """Undo all that the request of `revision` did to bookings, or nothing of it.

    Raises `NotFound` for no such revision, `CannotUndo` where it is not the actor's or not the last
    change of each of the bookings, `InvalidInput` where a confirmation is taken back without a
    reason, and `BulkRefused` with what the rules have against it.
    """
    found = await done_together(session, revision)
    if not found:
        raise NotFound("change", ("revision",))
    done = [each for each in found if each.aggregate_type not in REMARKS]
    deeds = _deeds(ctx, done)
    why = checks.optional_reason(reason, "reason")
    before = {each: deed.previous for each, deed in deeds.items()}
    also = {UUID(str(facts["artist_id"])) for facts in before.values() if facts}
    block = await lock_block(session, list(deeds), also=also)
    if since := [each for each, row in block.rows.items() if row.version != deeds[each].version]:
        message = "It is not the last change: somebody has changed the booking since."
        raise CannotUndo(Obstacle.CHANGED_SINCE, message, since)
    pairs = [
        (now, former(now, before[now.id])) for now in map(bookings.booking_of, block.rows.values())
    ]
    if why is None and any(_loses_confirmation(now, then) for now, then in pairs):
        raise InvalidInput("Say why the confirmation is taken back.", ("reason",))
    places = [(then.artist_id, then.window) for _, then in pairs]
    around = await blocks.bookings_around(session, places)
    strangers = [booking for booking in around if booking.id not in deeds]
    ended = await ended_projects(
        session, [then.project_id for now, then in pairs if _takes_on(now, then)]
    )
    intents: list[Intent] = []
    refused: dict[UUID, Refusal] = {}
    # Whoever was first is first again, also where all of them go behind somebody else.
    for place, (now, then) in enumerate(sorted(pairs, key=lambda pair: pair[1].place)):
        at = ctx.now + place * MOMENT
        then = in_line(now, then, strangers, since=done[0].occurred_at, at=at)
        try:
            _refuse_gone(block, ended, now, then)
        except Refusal as refusal:
            refused[now.id] = refusal
        step = partial(lifecycle.revert, now, then, at=ctx.now)
        intents.append(Intent(event_type(now, then), now, then, step))
    undone = await carry_out(ctx, session, intents, refused, {"reason": why})
    return replace(undone, ids=[*block.rows])


def _deeds(ctx: Context, done: Sequence[Done]) -> dict[UUID, Deed]:
    """What was done to which booking, where it is the actor's to undo. Raises `CannotUndo`."""
    if any(each.actor_id is None or each.actor_id != ctx.actor.user_id for each in done):
        raise CannotUndo(Obstacle.NOT_YOURS, "Somebody else made this change.")
    if any(each.aggregate_type != "booking" for each in done):
        raise CannotUndo(Obstacle.NOT_A_BOOKING, "Only what was done to bookings can be undone.")
    if all(each.facts == each.previous for each in done):
        message = "It changed remarks only, which the log does not keep."
        raise CannotUndo(Obstacle.NOTHING_TO_UNDO, message)
    deeds: dict[UUID, Deed] = {}
    for each in done:
        first = deeds.get(each.aggregate_id)
        deeds[each.aggregate_id] = Deed(first.previous if first else each.previous, each.version)
    return deeds


def _loses_confirmation(now: Booking, then: Booking) -> bool:
    confirmed = BookingStatus.CONFIRMED
    return now.status is confirmed and then.status is not confirmed


def _refuse_gone(
    block: Block, ended: Mapping[UUID | None, str], now: Booking, then: Booking
) -> None:
    """Refuse what an archived artist or an ended project would take on again."""
    if then.status is BookingStatus.CANCELLED:
        return
    refuse_archived(block.artists[then.artist_id])
    if _takes_on(now, then):
        refuse_ended(ended.get(then.project_id))


def _takes_on(now: Booking, then: Booking) -> bool:
    """Whether a project would get the booking back, or more time or somebody else with it."""
    return now.status is BookingStatus.CANCELLED or bool(lifecycle.gained(now, then))
