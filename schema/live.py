"""What can be watched: the root of all subscriptions."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any, cast
from uuid import UUID

import strawberry

from domain.errors import InvalidInput
from domain.event import EventType
from domain.roles import Scope
from resolvers import live
from schema.compiler.executor import Reference
from schema.context import Info
from schema.log import BOOKING_EVENTS, BookingEvent
from schema.permissions import needs
from schema.scalars import parse_id
from subscriptions.stream import Cursor


async def booking_events(
    info: Info,
    after: Annotated[
        int | None,
        strawberry.argument(description="Go on behind this revision; without it, from now on."),
    ] = strawberry.UNSET,
    epoch: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="The history in which you saw it, `tenant.epoch`."),
    ] = strawberry.UNSET,
    artist_ids: Annotated[
        list[strawberry.ID] | None, strawberry.argument(description="Only these artists'.")
    ] = strawberry.UNSET,
    project_ids: Annotated[
        list[strawberry.ID] | None, strawberry.argument(description="Only these projects'.")
    ] = strawberry.UNSET,
) -> AsyncIterator[BookingEvent]:
    context = info.context
    stream = live.booking_events(
        context.services.db,
        context.services.hub,
        context.renew,
        after=_cursor(after, epoch),
        artists=_ids(artist_ids),
        projects=_ids(project_ids),
    )
    tally, began = context.services.hub.tally, context.now
    async with aclosing(cast("Any", stream)) as events:
        async for event in events:
            type_name = BOOKING_EVENTS[EventType(event.type)].__name__
            reference = Reference(event.revision, key="revision", type_name=type_name)
            yield cast("BookingEvent", reference)
            # We are asked for the next one when this one has been sent.
            if event.occurred_at < began:
                tally.caught_up += 1
            else:
                tally.deliver((context.services.clock() - event.occurred_at).total_seconds())


def _cursor(after: int | None, epoch: str | None) -> Cursor | None:
    if after is None or after is strawberry.UNSET:
        return None
    if not epoch:
        return Cursor(after)
    known = parse_id(epoch)
    if known is None:
        raise InvalidInput("The epoch is a UUID, as `tenant.epoch` has it.", ("epoch",))
    return Cursor(after, known)


def _ids(values: list[strawberry.ID] | None) -> frozenset[UUID] | None:
    if values is None or values is strawberry.UNSET:
        return None
    return frozenset(found for value in values if (found := parse_id(value)) is not None)


@strawberry.type
class Subscription:
    """What can be watched."""

    booking_events: Any = strawberry.subscription(
        resolver=booking_events,
        graphql_type=BookingEvent,
        metadata=needs(Scope.SCHEDULE_READ),
        description=(
            "Every booking event of the studio, once and in order. Come back with the last"
            " `revision` you saw as `after`, and nothing is missed. CURSOR_EXPIRED: reload."
        ),
    )
