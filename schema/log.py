"""The event log: as a list, and live as typed booking events."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, FromClause
from strawberry.scalars import JSON

from db import tables
from domain.booking import BookingStatus, EndReason
from domain.event import EventType
from domain.roles import Scope
from schema.bookings import Booking
from schema.compiler.declare import Expression, Order, column, embedded, one
from schema.enums import EventOrder
from schema.nodes import First, Rows, Table
from schema.people import User


@strawberry.type(description="Something that happened in the studio.")
class Event:
    """An entry of the log."""

    __table__ = tables.events

    revision: int = column(description="Its place in the studio's log, from 1, without gaps.")
    type: EventType = column(description="What happened.")
    occurred_at: datetime = column(description="When.")
    actor: User | None = one("actor_id", description="Who did it; null: the studio's clockwork.")
    aggregate_type: str = column(
        description="To what kind of thing: `artist`, `project`, `phase` or `booking`."
    )
    aggregate_id: strawberry.ID = column(description="To which one.")
    version: int = column(description="That thing's version after it.")
    request_id: strawberry.ID | None = column(description="In which request.")
    data: JSON | None = column(
        scope=Scope.LOG_READ,
        description="The raw entry: `facts` after and `previous` before. Null without `log:read`.",
    )


def whole_log(
    t: Table,
    first: First = 50,
    after: Annotated[
        int | None, strawberry.argument(description="Go on behind this revision.")
    ] = strawberry.UNSET,
    order_by: EventOrder = EventOrder.REVISION_ASC,
) -> Rows:
    """The whole log."""
    yield from ()


ORDERS = {
    EventOrder.REVISION_ASC: Order(tables.events.c.revision, plain=True),
    EventOrder.REVISION_DESC: Order(tables.events.c.revision, plain=True, descending=True),
}


def _fact(moment: str, name: str) -> Expression:
    def fact(t: FromClause) -> ColumnElement[Any]:
        value: ColumnElement[Any] = t.c.data[moment][name].astext
        return value

    return fact


def _told(moment: str) -> Expression:
    """Whether the log tells the actor anything of the moment."""
    return lambda t: _fact(moment, "artist_id")(t).is_not(None)


@strawberry.type(description="A booking's facts, as the log has them.")
class BookingFacts:
    """The state after an event."""

    artist_id: strawberry.ID = column(_fact("facts", "artist_id"), description="Whose time.")
    project_id: strawberry.ID | None = column(_fact("facts", "project_id"), description="What for.")
    phase_id: strawberry.ID | None = column(_fact("facts", "phase_id"), description="Which phase.")
    start_time: datetime = column(_fact("facts", "start_time"), description="From.")
    end_time: datetime = column(_fact("facts", "end_time"), description="Up to.")
    status: BookingStatus = column(_fact("facts", "status"), description="How firm.")
    expires_at: datetime | None = column(
        _fact("facts", "expires_at"), description="When the hold ends by itself."
    )


@strawberry.type(description="A booking's facts, as they were before an event.")
class PreviousFacts:
    """The state before an event."""

    artist_id: strawberry.ID = column(_fact("previous", "artist_id"), description="Whose time.")
    project_id: strawberry.ID | None = column(
        _fact("previous", "project_id"), description="What for."
    )
    phase_id: strawberry.ID | None = column(
        _fact("previous", "phase_id"), description="Which phase."
    )
    start_time: datetime = column(_fact("previous", "start_time"), description="From.")
    end_time: datetime = column(_fact("previous", "end_time"), description="Up to.")
    status: BookingStatus = column(_fact("previous", "status"), description="How firm.")
    expires_at: datetime | None = column(
        _fact("previous", "expires_at"), description="When the hold ends by itself."
    )


PREVIOUS = "The facts before. Null for an artist if it was another's then."


@strawberry.interface(description="What a subscription to the log brings.")
class LiveEvent:
    """What all have that is in a stream."""

    revision: int = column(description="Its place in the studio's log: resume `after` the last.")


@strawberry.type(
    description=(
        "Not an event: everything up to `revision` that is for you has been sent. Comes when a"
        " stream has caught up, and when events have passed that are not for you."
    )
)
class StreamPosition(LiveEvent):
    """Where a stream is."""

    revision: int = strawberry.field(description="Where the stream is: resume `after` it.")
    epoch: strawberry.ID = strawberry.field(description="The history it is in, `tenant.epoch`.")


@strawberry.interface(
    description=(
        "Something that happened to a booking. `booking` is the booking as it is now, which a"
        " client that resumes may see in a later state: keep the highest `version`."
    )
)
class BookingEvent(LiveEvent):
    """What all booking events have."""

    __table__ = tables.events

    revision: int = column(description="Its place in the studio's log: resume `after` the last.")
    type: EventType = column(description="What happened.")
    occurred_at: datetime = column(description="When.")
    actor: User | None = one("actor_id", description="Who did it; null: the studio's clockwork.")
    booking_id: strawberry.ID = column(lambda t: t.c.aggregate_id, description="To which booking.")
    booking: Booking | None = one("aggregate_id", description="The booking as it is now.")
    facts: BookingFacts | None = embedded(
        present=_told("facts"),
        description=(
            "The booking's facts right after the event. Null for an artist whose studio hides the"
            " bookings of others, where it has become one of those."
        ),
    )


@strawberry.type(description="A booking was made.")
class BookingCreated(BookingEvent):
    """See `createBooking`."""


@strawberry.type(description="A booking was moved, resized, reassigned or annotated.")
class BookingUpdated(BookingEvent):
    """See `updateBooking`."""

    previous: PreviousFacts | None = embedded(present=_told("previous"), description=PREVIOUS)


@strawberry.type(description="A hold was made exclusive, or a confirmation taken back.")
class BookingPencilled(BookingEvent):
    """See `pencilBooking`."""

    previous: PreviousFacts | None = embedded(present=_told("previous"), description=PREVIOUS)


@strawberry.type(description="A booking was made firm.")
class BookingConfirmed(BookingEvent):
    """See `confirmBooking`."""

    previous: PreviousFacts | None = embedded(present=_told("previous"), description=PREVIOUS)


@strawberry.type(description="A booking ended.")
class BookingCancelled(BookingEvent):
    """See `releaseBooking` and `cancelBooking`."""

    previous: PreviousFacts | None = embedded(present=_told("previous"), description=PREVIOUS)
    reason: EndReason | None = column(
        _fact("facts", "end_reason"),
        own=True,
        description="Why it ended. Null for an artist if it is another's.",
    )


@strawberry.type(description="An ended booking came back as a hold.")
class BookingRestored(BookingEvent):
    """See `restoreBooking`."""

    previous: PreviousFacts | None = embedded(present=_told("previous"), description=PREVIOUS)


BOOKING_EVENTS = {
    EventType.BOOKING_CREATED: BookingCreated,
    EventType.BOOKING_UPDATED: BookingUpdated,
    EventType.BOOKING_PENCILLED: BookingPencilled,
    EventType.BOOKING_CONFIRMED: BookingConfirmed,
    EventType.BOOKING_CANCELLED: BookingCancelled,
    EventType.BOOKING_RESTORED: BookingRestored,
}
