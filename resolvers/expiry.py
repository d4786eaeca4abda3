"""The studios' clockwork: what falls due by itself, for all studios."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from uuid import UUID

import structlog
from uuid_utils.compat import uuid7

from db.queries import bookings, expiry
from db.queries.expiry import Due
from db.session import Database, Session
from domain.actor import Actor
from domain.errors import InvalidTransition, NotFound
from domain.roles import Role
from resolvers.challenges import time_out
from resolvers.change import Saved, change
from resolvers.context import Context, Publish
from resolvers.holds import announce_expiry, expire

log = structlog.get_logger(__name__)

Find = Callable[..., Awaitable[list[Due]]]
Step = Callable[[Context, Session, UUID], Awaitable[Saved]]

CHORES: Mapping[str, tuple[Find, Step]] = {
    # In this order: a challenger must not run out by its own challenge.
    "challenges": (expiry.due_challenges, time_out),
    "holds": (expiry.due_holds, expire),
    "notices": (expiry.due_notices, announce_expiry),
}
"""What the clockwork looks for, and what it does with what it finds."""


class Occupied(Exception):
    """Somebody is at work on this artist's calendar: another worker, perhaps with the same."""


async def catch_up(db: Database, publish: Publish, *, now: datetime, most: int = 100) -> int:
    """Do up to `most` of each chore that is due by `now`, and answer how many were done.

    Each is a transaction of its own, so that one that is killed leaves all of it or nothing.
    Several workers may run: what one of them is at, the others pass by.
    """
    done = 0
    for find, step in CHORES.values():
        async with db.system() as session:
            found = await find(session, now=now, most=most)
        for due in found:
            done += await _do(db, publish, due, step, now=now)
    return done


async def _do(db: Database, publish: Publish, due: Due, step: Step, *, now: datetime) -> bool:
    actor = Actor(due.tenant_id, None, Role.OWNER, request_id=uuid7())
    try:
        await _step_aside(Context(db, actor, now, publish), due, step)
    except (InvalidTransition, NotFound, Occupied):
        return False  # ended, or given more time, since we looked; or somebody is at it
    except Exception:
        log.exception("what fell due could not be done", id=str(due.id), step=step.__name__)
        return False
    return True


@change
async def _step_aside(ctx: Context, session: Session, due: Due, step: Step) -> Saved:
    """Take a step in the studio's own session, unless somebody has locked the artist."""
    if not await bookings.try_artist(session, due.artist_id):
        raise Occupied
    return await step(ctx, session, due.id)


async def run(
    db: Database,
    publish: Publish,
    *,
    every: float = 5.0,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Catch up until cancelled, looking every `every` seconds and going on while there is more.

    A fault is logged and the next look comes; reads treat an expired hold as over meanwhile.
    """
    while True:
        try:
            done = await catch_up(db, publish, now=clock())
        except Exception:
            log.exception("the clockwork could not catch up")
            done = 0
        if not done:
            await asyncio.sleep(every)
