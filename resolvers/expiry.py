"""The studios' clockwork: it ends holds that ran out, for all studios."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from uuid_utils.compat import uuid7

from db.queries.expiry import due_holds
from db.session import Database
from domain.actor import Actor
from domain.errors import InvalidTransition, NotFound
from domain.roles import Role
from resolvers.booking_steps import expire_booking
from resolvers.context import Context, Publish

log = structlog.get_logger(__name__)


async def expire_holds(db: Database, publish: Publish, *, now: datetime, most: int = 100) -> int:
    """End up to `most` holds that ran out by `now`, and answer how many were found due.

    Each is a transaction of its own. Several workers may run: whoever comes second finds a hold
    already ended and leaves it.
    """
    async with db.system() as session:
        due = await due_holds(session, now=now, most=most)
    for tenant_id, booking_id in due:
        actor = Actor(tenant_id, None, Role.OWNER, request_id=uuid7())
        try:
            await expire_booking(Context(db, actor, now, publish), booking_id)
        except (InvalidTransition, NotFound):
            continue  # ended, or given more time, since we looked
        except Exception:
            log.exception("a hold could not be expired", booking_id=str(booking_id))
    return len(due)


async def run(
    db: Database,
    publish: Publish,
    *,
    every: float = 5.0,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Expire holds until cancelled, looking every `every` seconds and going on while there are any.

    A fault is logged and the next look comes; reads treat an expired hold as over meanwhile.
    """
    while True:
        try:
            found = await expire_holds(db, publish, now=clock())
        except Exception:
            log.exception("expiring holds failed")
            found = 0
        if not found:
            await asyncio.sleep(every)
