"""Writing what a use case decided, with all that follows from it, and recording it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from uuid import UUID

from db.events import Write, append, write_before
from db.queries import blocks, bookings, challenges
from db.session import Session
from domain import expiry
from domain.booking import Booking
from domain.challenge import Challenge, ChallengeStatus
from domain.change import Change
from domain.event import Event, Facts, facts_of, instant_text
from resolvers.challenge_events import begun, ended
from resolvers.context import Context
from resolvers.promotions import promoted
from resolvers.settlement import settle


async def record(
    ctx: Context,
    session: Session,
    changes: Sequence[Change],
    *,
    opened: Challenge | None = None,
    answers: Mapping[UUID, ChallengeStatus] = MappingProxyType({}),
) -> int:
    """Write the locked bookings that change, in this order, and all that follows from it.

    What follows: challenges end, challengers are confirmed, holds move up. The events of what
    somebody did come last, so that their revision is the one at which the log stands.

    Answers the studio's new revision. It has to be the last that a use case does.
    """
    outcome = await _outcome(ctx, session, changes, opened, answers)
    writes = [_write(ctx, change) for change in (*outcome.causes, *outcome.consequences)]
    last = writes.pop() if writes else None
    for write in writes:
        await write_before(session, write)
    return await append(session, ctx.actor, outcome.events, at=ctx.now, write=last)


async def record_block(
    ctx: Context,
    session: Session,
    changes: Sequence[Change],
    texts: Mapping[str, str | None],
    *,
    cause: Event | None = None,
) -> int:
    """The same of many bookings in one statement, so that neighbours may swap their slots.

    All of them have the `texts`, and none is new. `cause` is what somebody did that they follow
    from, and the last of the events.
    """
    outcome = await _outcome(ctx, session, changes, None, {})
    if rows := [_row(ctx, change.after) for change in outcome.causes]:
        await blocks.save(session, rows, texts, at=ctx.now)
    for change in outcome.consequences:
        await write_before(session, _write(ctx, change))
    events = [*outcome.events, *([cause] if cause else [])]
    return await append(session, ctx.actor, events, at=ctx.now)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What somebody did and what follows from it, with their events in the order of the log."""

    causes: Sequence[Change]
    consequences: Sequence[Change]
    events: Sequence[Event]


async def _outcome(
    ctx: Context,
    session: Session,
    changes: Sequence[Change],
    opened: Challenge | None,
    answers: Mapping[UUID, ChallengeStatus],
) -> Outcome:
    """All that `changes` lead to. What is no booking is written here already."""
    settlement = await settle(ctx, session, changes, answers)
    remarks = await promoted(ctx, session, settlement.changes)
    counted = [_counted(change) for change in settlement.changes]
    causes, consequences = counted[: len(changes)], counted[len(changes) :]
    await bookings.keep_reasons(session, ctx.actor, _reasons(counted))
    told = [_event(change) for change in causes]
    followed = [_event(change) for change in consequences]
    for challenge in settlement.ended:
        await challenges.save(session, challenge, at=ctx.now)
        end = await ended(session, challenge)
        (told if challenge.id in answers else followed).append(end)
    if opened is not None:
        told.append(await begun(session, opened))
    return Outcome(causes, consequences, [*remarks, *followed, *told])


def _counted(change: Change) -> Change:
    if change.before is None:
        return change
    return replace(change, after=replace(change.after, version=change.before.version + 1))


def _reasons(changes: Sequence[Change]) -> dict[tuple[UUID, int], str]:
    """What people said of the changes, by booking and version."""
    return {
        (change.after.id, change.after.version): reason
        for change in changes
        if (reason := change.texts.get("reason")) is not None
    }


def _write(ctx: Context, change: Change) -> Write:
    before, after = change.before, change.after
    texts = dict(change.texts)
    if before is not None and replace(after, version=before.version) != before:
        texts.setdefault("reason", None)  # that of the step before is not the reason of this one
    if before is None or before.expires_at != after.expires_at:
        texts["notice_due_at"] = expiry.next_notice(after.expires_at, after=ctx.now)
    if before is None:
        return bookings.insertion(ctx.actor, after, texts, at=ctx.now)
    return bookings.saving(after, texts, at=ctx.now)


def _row(ctx: Context, booking: Booking) -> blocks.Row:
    """A changed booking's columns. Its notice counts only where it gets another expiry."""
    due = expiry.next_notice(booking.expires_at, after=ctx.now)
    notice: Facts = {"notice_due_at": instant_text(due) if due else None}
    facts = facts_of("booking", bookings.facts(booking))
    return blocks.Row(booking.id, booking.version, facts | notice)


def _event(change: Change) -> Event:
    before, after = change.before, change.after
    return Event(
        type=change.type,
        aggregate_id=after.id,
        version=after.version,
        facts=facts_of("booking", bookings.facts(after)),
        previous=facts_of("booking", bookings.facts(before)) if before else None,
        overridden=tuple(change.overridden),
    )
