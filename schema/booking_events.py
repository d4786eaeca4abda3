"""What happens to bookings, as live events."""

from typing import Any

import strawberry
from sqlalchemy import ARRAY, ColumnElement, FromClause, Uuid, cast, func, select

from domain.booking import EndReason
from domain.event import EventType
from schema.artists import Artist
from schema.booking_facts import AttemptedBooking, BookingFacts, PreviousFacts, told
from schema.bookings import Booking
from schema.compiler.declare import column, embedded, listed, one
from schema.live_events import StudioEvent, fact

PREVIOUS = "The facts before. Null for an artist if it was another's then."


@strawberry.interface(
    description=(
        "Something that happened to a booking. `booking` is the booking as it is now, which a"
        " client that resumes may see in a later state: keep the highest `version`."
    )
)
class BookingEvent(StudioEvent):
    """What all events of bookings have."""

    booking_id: strawberry.ID = column(lambda t: t.c.aggregate_id, description="To which booking.")
    booking: Booking | None = one("aggregate_id", description="The booking as it is now.")
    facts: BookingFacts | None = embedded(
        present=told("facts"),
        description=(
            "The booking's facts right after the event. Null for an artist whose studio hides the"
            " bookings of others, where it has become one of those."
        ),
    )


@strawberry.type(description="A booking was made.")
class BookingCreated(BookingEvent):
    """See `createBooking`."""


@strawberry.type(
    description=(
        "A booking was moved, resized, reassigned or annotated, or what was firmer is a hold again."
    )
)
class BookingUpdated(BookingEvent):
    """See `updateBooking`."""

    previous: PreviousFacts | None = embedded(present=told("previous"), description=PREVIOUS)


@strawberry.type(description="A hold was made exclusive, or a confirmation taken back.")
class BookingPencilled(BookingEvent):
    """See `pencilBooking`."""

    previous: PreviousFacts | None = embedded(present=told("previous"), description=PREVIOUS)


@strawberry.type(description="A booking was made firm.")
class BookingConfirmed(BookingEvent):
    """See `confirmBooking`."""

    previous: PreviousFacts | None = embedded(present=told("previous"), description=PREVIOUS)


@strawberry.type(description="A booking ended.")
class BookingCancelled(BookingEvent):
    """See `releaseBooking` and `cancelBooking`."""

    previous: PreviousFacts | None = embedded(present=told("previous"), description=PREVIOUS)
    reason: EndReason | None = column(
        fact("facts", "end_reason"),
        own=True,
        description="Why it ended. Null for an artist if it is another's.",
    )


@strawberry.type(
    description="An ended booking came back: as a hold, or as what it was where its end was undone."
)
class BookingRestored(BookingEvent):
    """See `restoreBooking`."""

    previous: PreviousFacts | None = embedded(present=told("previous"), description=PREVIOUS)


def _conflicts(t: FromClause) -> ColumnElement[Any]:
    ids = func.jsonb_array_elements_text(t.c.data["facts"]["conflicts"]).column_valued()
    return func.array(select(cast(ids, Uuid)).scalar_subquery(), type_=ARRAY(Uuid))


@strawberry.type(
    description=(
        "Somebody tried to book an artist who is taken, and was refused. Nothing has changed."
        " Artists are not told of it."
    )
)
class BookingConflictDetected(StudioEvent):
    """See `BookingConflict`, which the one who tried was answered."""

    attempted: AttemptedBooking = embedded(description="What they wanted.")
    artist: Artist | None = one(
        lambda t: cast(fact("facts", "artist_id")(t), Uuid), description="Who is taken."
    )
    booking: Booking | None = one(
        lambda t: cast(fact("facts", "booking_id")(t), Uuid),
        description="The booking that was to be changed, as it is now; null: a new one.",
    )
    conflicts: list[Booking] = listed(
        _conflicts, description="What stood in the way, each booking as it is now."
    )


BOOKING_EVENTS = {
    EventType.BOOKING_CREATED: BookingCreated,
    EventType.BOOKING_UPDATED: BookingUpdated,
    EventType.BOOKING_PENCILLED: BookingPencilled,
    EventType.BOOKING_CONFIRMED: BookingConfirmed,
    EventType.BOOKING_CANCELLED: BookingCancelled,
    EventType.BOOKING_RESTORED: BookingRestored,
    EventType.BOOKING_CONFLICT_DETECTED: BookingConflictDetected,
}
