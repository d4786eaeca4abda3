"""The live stream of a studio's events."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import aclosing
from uuid import UUID

from db.events import LogPage, Recorded, read_on
from db.queries.own_sight import log_of
from db.session import Database
from domain.actor import Actor
from domain.errors import Forbidden
from domain.event import EventKind
from domain.visibility import Visibility
from subscriptions.hub import Hub
from subscriptions.stream import Cursor, event_stream


async def studio_events(
    db: Database,
    hub: Hub,
    renew: Callable[[], Awaitable[Actor]],
    *,
    after: Cursor | None,
    kinds: Collection[EventKind] | None = None,
    artists: Collection[UUID] | None = None,
    projects: Collection[UUID] | None = None,
) -> AsyncIterator[Recorded]:
    """Every event that the actor sees of their studio after the cursor, once and in order.

    `kinds` narrows it to what happens to such things; `artists` and `projects` to theirs, as they
    are after an event or were before it, so that a booking that moves away still tells the board
    it leaves. `renew` answers the actor as
    of now, and ends the stream by raising `Unauthenticated`. A role that changes ends it too, by
    `Forbidden`: what the stream has shown is not what that role sees. Raises `CursorExpired`.
    """
    actor = await renew()

    async def still_valid() -> None:
        nonlocal actor
        former, actor = actor, await renew()
        if actor.role is not former.role:
            raise Forbidden("Your role has changed: connect again to go on with it.")

    async def read(revision: int, limit: int) -> LogPage:
        async with db.tenant(actor) as session:
            return await read_on(session, revision, limit, log_of(Visibility.of(actor)))

    stream = event_stream(
        hub=hub, tenant_id=actor.tenant_id, after=after, read=read, still_valid=still_valid
    )
    async with aclosing(stream) as events:
        async for event in events:
            if _concerns(event, kinds, artists, projects):
                yield event


def _concerns(
    event: Recorded,
    kinds: Collection[EventKind] | None,
    artists: Collection[UUID] | None,
    projects: Collection[UUID] | None,
) -> bool:
    if event.data is None or (kinds is not None and event.aggregate_type not in kinds):
        return False
    states = [event.data.get(moment) or {} for moment in ("facts", "previous")]

    def named(key: str, wanted: Collection[UUID] | None) -> bool:
        return wanted is None or any(
            state.get(key) is not None and UUID(state[key]) in wanted for state in states
        )

    return named("artist_id", artists) and named("project_id", projects)
