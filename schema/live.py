"""What can be watched: the root of all subscriptions."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Annotated, Any, cast
from uuid import UUID

import strawberry

from db.events import Recorded
from domain.errors import InvalidInput
from domain.event import EventKind, EventType
from domain.roles import Scope
from resolvers.live import Feed
from schema.compiler.executor import Reference
from schema.context import Info
from schema.live_events import LiveEvent, StreamPosition
from schema.permissions import needs
from schema.presence import PresenceSubscription
from schema.scalars import parse_id
from schema.studio_events import STUDIO_EVENTS
from subscriptions.hub import Hub
from subscriptions.stream import Cursor, Item, Position, Reading, event_stream

ON_A_CALENDAR = frozenset(
    {EventKind.BOOKING, EventKind.HOLD, EventKind.CHALLENGE, EventKind.CONFLICT}
)

After = Annotated[
    int | None,
    strawberry.argument(description="Go on behind this revision; without it, from now on."),
]
Epoch = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="The history in which you saw it, `tenant.epoch`."),
]

MOST_IDS = 1_000
"""Artists or projects that a stream may be narrowed to."""

CURSOR = frozenset({"after", "epoch"})
"""The arguments that say where to begin, and nothing of what is followed."""

FOLLOWS = "follows the log"
"""Key in the metadata of root fields that are `Followed`, which many may be together."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed as the source of a subscription, for whoever follows it alone."""

    feed: Feed
    hub: Hub

    async def __aiter__(self) -> AsyncIterator[Any]:
        stream = event_stream(self.hub, self.feed.actor.tenant_id, Reading(self.feed))
        async with aclosing(stream) as items:
            async for item in items:
                yield value_of(item)


def value_of(item: Item[Recorded]) -> StreamPosition | Reference:
    """What the root field of a subscription is for an event, or in the place of one."""
    if isinstance(item, Position):
        return StreamPosition(revision=item.revision, epoch=strawberry.ID(str(item.epoch)))
    type_name = STUDIO_EVENTS[EventType(item.type)].__name__
    return Reference(item.revision, key="revision", type_name=type_name)


def booking_events(
    info: Info,
    after: After = strawberry.UNSET,
    epoch: Epoch = strawberry.UNSET,
    artist_ids: Annotated[
        list[strawberry.ID] | None, strawberry.argument(description="Only these artists'.")
    ] = strawberry.UNSET,
    project_ids: Annotated[
        list[strawberry.ID] | None, strawberry.argument(description="Only these projects'.")
    ] = strawberry.UNSET,
) -> AsyncIterator[LiveEvent]:
    return _followed(
        info,
        after,
        epoch,
        kinds=ON_A_CALENDAR,
        artists=_ids(artist_ids, "artistIds"),
        projects=_ids(project_ids, "projectIds"),
    )


def studio_events(
    info: Info,
    after: After = strawberry.UNSET,
    epoch: Epoch = strawberry.UNSET,
    kinds: Annotated[
        list[EventKind] | None,
        strawberry.argument(description="Only what happens to such things; without it, all."),
    ] = strawberry.UNSET,
) -> AsyncIterator[LiveEvent]:
    return _followed(info, after, epoch, kinds=None if kinds is strawberry.UNSET else kinds)


def _followed(
    info: Info, after: int | None, epoch: str | None, **narrowed: Any
) -> AsyncIterator[LiveEvent]:
    context = info.context
    services = context.services
    feed = Feed(services.db, context.signed_in, context.renew, _cursor(after, epoch), **narrowed)
    return cast("AsyncIterator[LiveEvent]", Followed(feed, services.hub))


def _cursor(after: int | None, epoch: str | None) -> Cursor | None:
    if after is None or after is strawberry.UNSET:
        return None
    if not epoch:
        return Cursor(after)
    known = parse_id(epoch)
    if known is None:
        raise InvalidInput("The epoch is a UUID, as `tenant.epoch` has it.", ("epoch",))
    return Cursor(after, known)


def _ids(values: list[strawberry.ID] | None, argument: str) -> frozenset[UUID] | None:
    if values is None or values is strawberry.UNSET:
        return None
    if len(values) > MOST_IDS:
        raise InvalidInput(f"At most {MOST_IDS} can be followed; without it, all.", (argument,))
    return frozenset(found for value in values if (found := parse_id(value)) is not None)


@strawberry.type
class Subscription(PresenceSubscription):
    """What can be watched."""

    booking_events: Any = strawberry.subscription(
        resolver=booking_events,
        graphql_type=LiveEvent,
        metadata={**needs(Scope.SCHEDULE_READ), FOLLOWS: True},
        description=(
            "What a calendar shows: every event of a booking, what becomes of holds and challenges,"
            " and every attempt that clashed, once and in order. Come back with the last"
            " `revision` you saw as `after`, and nothing is missed. CURSOR_EXPIRED: reload."
        ),
    )
    studio_events: Any = strawberry.subscription(
        resolver=studio_events,
        graphql_type=LiveEvent,
        metadata={**needs(Scope.SCHEDULE_READ), FOLLOWS: True},
        description=(
            "Every event of the studio: of artists, projects, phases and bookings, of holds and"
            " challenges, and attempts that clashed. Order, revisions and resuming are those of"
            " `bookingEvents`."
        ),
    )
