"""The use cases of challenges. All that they touch is of one artist, who is locked first."""

from dataclasses import replace
from uuid import UUID

from uuid_utils.compat import uuid7

from db.queries import bookings, challenges
from db.session import AnyRow, Session
from domain import checks, lifecycle
from domain.booking import Booking, BookingStatus
from domain.challenge import (
    Challenge,
    ChallengeAnswer,
    ChallengeStatus,
    contested_days,
    refuse_challenge,
    without,
)
from domain.change import Change
from domain.errors import BeyondYourRole, InvalidTransition, NotFound
from domain.event import EventType
from domain.lifecycle import Decision
from domain.roles import ADMINISTRATORS
from domain.working_hours import WorkingWeek
from resolvers.calendar import (
    lock_artist,
    lock_booking,
    part_of,
    refuse_archived,
    refuse_ended,
)
from resolvers.change import LostRace, Saved, change
from resolvers.context import Context
from resolvers.recording import record
from resolvers.settlement import fresh_expiry


@change
async def challenge_hold(
    ctx: Context,
    session: Session,
    challenger_id: UUID,
    challenged_id: UUID,
    *,
    reason: str | None = None,
) -> Saved:
    """Ask those who stand before a hold to confirm or to let go, in the studio's business hours.

    Meanwhile the challenger does not run out. Raises `NotFound`, `InvalidInput`, `HoldExpired`,
    `InvalidTransition`, `Duplicate`, `ArtistArchived`, `ProjectEnded`.
    """
    said = checks.optional_reason(reason, "reason")
    row, artists = await lock_booking(session, challenger_id, None)
    hold = bookings.booking_of(row)
    found = await bookings.find(session, challenged_id)
    if found is None:
        raise NotFound("booking", ("challengedId",))
    open_ones = await challenges.open_among(session, [hold.id])
    refuse_challenge(hold, bookings.booking_of(found), open_ones, at=ctx.now)
    refuse_archived(artists[hold.artist_id])
    around = await bookings.look(
        session,
        hold.artist_id,
        hold.window,
        project_id=hold.project_id,
        phase_id=hold.phase_id,
    )
    refuse_ended(around.project_status)
    hours, week, zone = await challenges.hours(session)
    challenge = Challenge(
        id=uuid7(),
        artist_id=hold.artist_id,
        challenger_id=hold.id,
        challenged_id=challenged_id,
        due_at=WorkingWeek.of(week, "businessHours").after(hours, ctx.now, zone),
        opened_by=ctx.actor.user_id,
    )
    await challenges.add(session, ctx.actor, challenge, said, at=ctx.now)
    kept = lifecycle.extend(hold, expires_at=None, at=ctx.now).booking
    changes = [Change(EventType.BOOKING_UPDATED, hold, kept)] if kept != hold else []
    return Saved(challenge.id, await record(ctx, session, changes, opened=challenge))


@change
async def answer_challenge(
    ctx: Context,
    session: Session,
    challenge_id: UUID,
    answer: ChallengeAnswer,
    *,
    reason: str | None = None,
    override: str | None = None,
) -> Saved:
    """Confirm what is challenged, or release the contested days.

    Raises `NotFound`, `BeyondYourRole`, `InvalidInput`, `InvalidTransition`, `HoldExpired`,
    `ArtistArchived`, `ProjectEnded`, `BookingConflict`, `HigherHoldExists`.
    """
    texts = {
        "reason": checks.optional_reason(override, "override.reason")
        or checks.optional_reason(reason, "reason")
    }
    challenge, artist = await _lock(session, challenge_id)
    await _refuse_stranger(ctx, session, challenge)
    row = await bookings.lock(session, challenge.challenged_id)
    challenged = bookings.booking_of(row)
    if answer is ChallengeAnswer.RELEASE:
        changes = await _released(ctx, session, challenge, row, artist.time_zone, texts["reason"])
        answers = {challenge.id: ChallengeStatus.RELEASED}
        return Saved(challenge.id, await record(ctx, session, changes, answers=answers))
    refuse_archived(artist)
    around = await bookings.look(
        session,
        challenged.artist_id,
        challenged.window,
        project_id=challenged.project_id,
        phase_id=challenged.phase_id,
    )
    refuse_ended(around.project_status)
    decision: Decision = lifecycle.confirm(
        challenged, around.others, at=ctx.now, override=override is not None
    )
    step = Change(
        EventType.BOOKING_CONFIRMED, challenged, decision.booking, texts, decision.overridden
    )
    answers = {challenge.id: ChallengeStatus.CONFIRMED}
    revision = await record(ctx, session, [step], answers=answers)
    return Saved(challenge.id, revision, decision.warnings, step.type)


@change
async def withdraw_challenge(ctx: Context, session: Session, challenge_id: UUID) -> Saved:
    """Take a challenge back: the hold stays where it is, with a fresh expiry.

    Raises `NotFound`, `BeyondYourRole`, `InvalidTransition`.
    """
    challenge, _ = await _lock(session, challenge_id)
    if ctx.actor.role not in ADMINISTRATORS and ctx.actor.user_id not in {
        challenge.opened_by,
        await bookings.owner_of(session, challenge.challenger_id),
    }:
        raise BeyondYourRole("Whoever made the challenge withdraws it, or an admin.")
    answers = {challenge.id: ChallengeStatus.WITHDRAWN}
    return Saved(challenge.id, await record(ctx, session, [], answers=answers))


async def time_out(ctx: Context, session: Session, challenge_id: UUID) -> Saved:
    """Release the contested days of what nobody answered for.

    Raises `NotFound`, and `InvalidTransition` where it has ended or there is time left.
    """
    challenge, artist = await _lock(session, challenge_id)
    if challenge.due_at > ctx.now:
        raise InvalidTransition("There is time left to answer.")
    row = await bookings.lock(session, challenge.challenged_id)
    changes = await _released(ctx, session, challenge, row, artist.time_zone, None)
    answers = {challenge.id: ChallengeStatus.TIMED_OUT}
    return Saved(challenge.id, await record(ctx, session, changes, answers=answers))


time_out_challenge = change(time_out)


async def _lock(session: Session, challenge_id: UUID) -> tuple[Challenge, AnyRow]:
    """An open challenge and its artist, locked: nobody else can end it now."""
    challenge = await challenges.find(session, challenge_id)
    if challenge is None:
        raise NotFound("challenge")
    artist = await lock_artist(session, challenge.artist_id)
    challenge = await challenges.find(session, challenge_id)
    if challenge is None:
        raise LostRace
    if challenge.status is not ChallengeStatus.OPEN:
        raise InvalidTransition(f"The challenge has ended: {challenge.status}.")
    return challenge, artist


async def _refuse_stranger(ctx: Context, session: Session, challenge: Challenge) -> None:
    """Let the owner of what is challenged answer, or an admin; never the challenger."""
    challengers = {
        challenge.opened_by,
        await bookings.owner_of(session, challenge.challenger_id),
    }
    if ctx.actor.user_id in challengers:
        raise BeyondYourRole("Nobody answers their own challenge.")
    owner = await bookings.owner_of(session, challenge.challenged_id)
    if ctx.actor.user_id != owner and ctx.actor.role not in ADMINISTRATORS:
        raise BeyondYourRole("The owner of the hold answers, or an admin.")


async def _released(
    ctx: Context,
    session: Session,
    challenge: Challenge,
    row: AnyRow,
    zone: str,
    reason: str | None,
) -> list[Change]:
    """Give the contested days up. What lies behind them becomes a booking of its own.

    A hold that has run out has given them up already.
    """
    challenged = bookings.booking_of(row)
    challenger = bookings.booking_of(await bookings.lock(session, challenge.challenger_id))
    if not challenger.rivals(challenged) or not challenged.is_live(ctx.now):
        return []
    days = contested_days(challenger, challenged, zone)
    kept, *rest = without(challenged, days, zone, uuid7())
    if rest and await challenges.waits(session, challenged.id):
        # It waits for an answer itself and does not run out meanwhile; the new part does not wait.
        until = await fresh_expiry(ctx, session, challenged)
        rest = [replace(part, expires_at=until) for part in rest]
    first = Change(_kind(kept), challenged, kept, {"reason": reason} if reason else {})
    return [first, *(part_of(row, part) for part in rest)]


def _kind(kept: Booking) -> EventType:
    if kept.status is BookingStatus.CANCELLED:
        return EventType.BOOKING_CANCELLED
    return EventType.BOOKING_UPDATED
