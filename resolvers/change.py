"""What every use case that writes has in common: one transaction, then a hint to live streams."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

import structlog

from db.queries import audit
from db.session import DatabaseError, Session, sqlstate
from domain import lifecycle
from domain.audit import Deed
from domain.errors import BookingConflict
from domain.event import EventType
from resolvers.conflicts import record_conflict
from resolvers.context import Context
from subscriptions.hints import LOOK_AGAIN

log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound="Saved")

ATTEMPTS = 10
LONGEST_PAUSE = 0.25  # seconds between two of them
LONGEST_TELLING = 2.0
"""Seconds that an answer waits for the event of a conflict to be recorded."""

# Lost a race: to another transaction's lock or snapshot, or to the row that a constraint found
# when we had looked and seen nothing. A fresh attempt sees what was committed meanwhile, and
# refuses in our own words.
_LOST_RACE = frozenset(
    {
        "40001",  # serialization failure
        "40P01",  # deadlock
        "23505",  # unique violation
        "23P01",  # exclusion violation
    }
)


@dataclass(frozen=True, slots=True)
class Saved:
    """A change that was committed: of what, at which revision of the studio's log.

    `event` says what happened to a booking.
    """

    id: UUID
    revision: int
    warnings: Sequence[lifecycle.Warning] = field(default=())
    event: EventType | None = None


@dataclass(frozen=True, slots=True)
class SavedBookings(Saved):
    """A change of several bookings; `id` is that of the first."""

    ids: Sequence[UUID] = field(default=())


class LostRace(Exception):
    """What had been read before the locks were taken is not so any more: begin again."""


UseCase = Callable[Concatenate[Context, Session, P], Awaitable[T]]
Runner = Callable[Concatenate[Context, P], Coroutine[Any, Any, T]]


def change(use_case: UseCase[P, S]) -> Runner[P, S]:
    """Run `use_case` in one transaction of the actor's studio, again where it lost a race.

    After the commit the live calendars get their hint. Of an attempt that clashes they hear too:
    it is an event of its own.
    """

    @wraps(use_case)
    async def run(ctx: Context, /, *args: P.args, **kwargs: P.kwargs) -> S:
        async def answered(ctx: Context, session: Session) -> S:
            saved = await use_case(ctx, session, *args, **kwargs)
            if ctx.before_commit is not None:
                await ctx.before_commit(session, saved)
            return saved

        try:
            saved = await _in_one_transaction(answered, ctx)
        except BookingConflict as conflict:
            # What the short way tries in vain, the ordinary one is going to try again.
            if ctx.before_commit is None:
                ctx.attempts.refuse()
                if ctx.tells_conflicts:
                    await _tell(ctx, conflict)
            raise
        ctx.attempts.save(saved.event)
        ctx.publish(ctx.actor.tenant_id, saved.revision)
        return saved

    return run


def deed(use_case: UseCase[P, Deed]) -> Runner[P, Deed]:
    """The same for who may do what: no fact of the schedule, so the audit log alone has it.

    After the commit the live streams of the studio look again whether they may go on.
    """

    @wraps(use_case)
    async def run(ctx: Context, /, *args: P.args, **kwargs: P.kwargs) -> Deed:
        async def recorded(ctx: Context, session: Session) -> Deed:
            done = await use_case(ctx, session, *args, **kwargs)
            await audit.record(session, ctx.actor, [done], at=ctx.now)
            return done

        done = await _in_one_transaction(recorded, ctx)
        ctx.publish(ctx.actor.tenant_id, LOOK_AGAIN)
        return done

    return run


async def _tell(ctx: Context, conflict: BookingConflict) -> None:
    """Have the log say what clashed. Whatever comes of that, the refusal stands."""
    try:
        async with asyncio.timeout(LONGEST_TELLING):
            revision = await _in_one_transaction(record_conflict, ctx, conflict)
    except Exception:
        log.exception("a conflict could not be recorded")
        return
    ctx.publish(ctx.actor.tenant_id, revision)


async def _in_one_transaction(
    use_case: UseCase[P, T], ctx: Context, *args: P.args, **kwargs: P.kwargs
) -> T:
    """Commit what `use_case` does. There is no other commit anywhere."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            async with ctx.db.tenant(ctx.actor) as session:
                result = await use_case(ctx, session, *args, **kwargs)
            break
        except (LostRace, *DatabaseError) as error:
            if attempt == ATTEMPTS or not _lost_race(error):
                raise
        pause = min(0.01 * 2**attempt, LONGEST_PAUSE)
        await asyncio.sleep(random.uniform(0, pause))  # noqa: S311 - spreads retries
    return result


def _lost_race(error: Exception) -> bool:
    return isinstance(error, LostRace) or sqlstate(error) in _LOST_RACE
