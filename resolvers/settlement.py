"""What a change of bookings makes of others: challenges end, challengers are confirmed.

All bookings concerned are of artists that the use case has locked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from db.queries import bookings, challenges
from db.session import Session
from domain import expiry, lifecycle
from domain.booking import Booking, BookingStatus
from domain.challenge import CLEARED, Challenge, ChallengeStatus, outcome
from domain.change import Change, as_changed
from domain.errors import BookingConflict, HigherHoldExists
from domain.event import EventType
from domain.queue import IN_QUEUE
from resolvers.context import Context


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is to be recorded: the given changes with those that follow, and ended challenges."""

    changes: Sequence[Change]
    ended: Sequence[Challenge]


async def settle(
    ctx: Context,
    session: Session,
    changes: Sequence[Change],
    answers: Mapping[UUID, ChallengeStatus],
) -> Settlement:
    """End the challenges that `changes` decide, and draw the consequences until there are none.

    `answers` are ends that somebody decided, whatever the bookings say. A challenger whose last
    challenge has cleared the way is confirmed, unless its artist is archived; one that stays a hold
    gets a fresh expiry.
    """
    made, ended = list(changes), dict[UUID, Challenge]()
    looked_at = 0
    while looked_at < len(made) or (answers and not ended):
        touched = {
            change.after.id
            for change in made[looked_at:]
            if change.before is not None and change.before.status in IN_QUEUE
        }
        looked_at = len(made)
        open_ones = [
            challenge
            for challenge in await _open_among(session, touched, answers)
            if challenge.id not in ended
        ]
        for challenge in open_ones:
            status = answers.get(challenge.id) or await _outcome(ctx, session, challenge, made)
            if status is not None:
                ended[challenge.id] = challenge.ended(status, at=ctx.now)
        for challenger_id in dict.fromkeys(challenge.challenger_id for challenge in open_ones):
            await _follow_up(ctx, session, challenger_id, made, ended)
        if not open_ones:
            break
    return Settlement(made, list(ended.values()))


async def _open_among(
    session: Session, touched: set[UUID], answers: Mapping[UUID, ChallengeStatus]
) -> list[Challenge]:
    found = await challenges.open_among(session, touched) if touched else []
    known = {challenge.id for challenge in found}
    for challenge_id in answers.keys() - known:
        if (answered := await challenges.find(session, challenge_id)) is not None:
            found.append(answered)
    return found


async def _outcome(
    ctx: Context, session: Session, challenge: Challenge, made: Sequence[Change]
) -> ChallengeStatus | None:
    changed = {change.after.id for change in made}
    challenger, challenged = [
        await _as_it_becomes(session, booking_id, made)
        for booking_id in (challenge.challenger_id, challenge.challenged_id)
    ]
    return outcome(
        challenge,
        challenger,
        challenged,
        challenger_changed=challenger.id in changed,
        at=ctx.now,
    )


async def _follow_up(
    ctx: Context,
    session: Session,
    challenger_id: UUID,
    made: list[Change],
    ended: Mapping[UUID, Challenge],
) -> None:
    """Add to `made` what becomes of a challenger none of whose challenges is open any more."""
    its_own = [e for e in ended.values() if e.challenger_id == challenger_id]
    open_ones = await challenges.open_among(session, [challenger_id])
    if not its_own or any(c.id not in ended for c in open_ones if c.challenger_id == challenger_id):
        return
    hold = await _as_it_becomes(session, challenger_id, made)
    if hold.status is not BookingStatus.HOLD or not hold.is_live(ctx.now):
        return
    place = next((n for n, change in enumerate(made) if change.after.id == challenger_id), None)
    cleared = any(challenge.status in CLEARED for challenge in its_own)
    if place is None and cleared and (firm := await _confirmed(ctx, session, hold, made)):
        made.append(Change(EventType.BOOKING_CONFIRMED, hold, firm))
        return
    renewed = replace(hold, expires_at=await fresh_expiry(ctx, session, hold))
    if place is not None:
        made[place] = replace(made[place], after=renewed)
    elif renewed != hold:
        made.append(Change(EventType.BOOKING_UPDATED, hold, renewed))


async def _confirmed(
    ctx: Context, session: Session, hold: Booking, made: Sequence[Change]
) -> Booking | None:
    """The hold made firm. None: its artist is archived, or something stands before it still."""
    artist = await bookings.artist(session, hold.artist_id)
    if artist is None or artist.archived_at is not None:
        return None
    around = await bookings.look(session, hold.artist_id, hold.window)
    others = as_changed(around.others, made)
    try:
        return lifecycle.confirm(hold, others, at=ctx.now, override=False).booking
    except (BookingConflict, HigherHoldExists):
        return None


async def fresh_expiry(ctx: Context, session: Session, hold: Booking) -> datetime | None:
    """When a hold runs out that begins anew now, by the nearest policy. None: never."""
    around = await bookings.look(session, hold.artist_id, hold.window, project_id=hold.project_id)
    policy = expiry.policy(around.project_expiry_hours, around.hold_expiry_hours)
    return ctx.now + policy if policy else None


async def _as_it_becomes(session: Session, booking_id: UUID, made: Sequence[Change]) -> Booking:
    for change in reversed(made):
        if change.after.id == booking_id:
            return change.after
    return bookings.booking_of(await bookings.lock(session, booking_id))
