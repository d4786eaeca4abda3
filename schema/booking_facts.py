"""What the log says of a booking: as it was right after an event, before it, or was to be."""

from datetime import datetime

import strawberry

from domain.booking import BookingStatus
from schema.compiler.declare import Expression, column
from schema.live_events import fact


def told(moment: str) -> Expression:
    """Whether the log tells the actor anything of a booking's moment."""
    return lambda t: fact(moment, "artist_id")(t).is_not(None)


@strawberry.type(description="A booking's facts, as the log has them.")
class BookingFacts:
    """The state after an event."""

    artist_id: strawberry.ID = column(fact("facts", "artist_id"), description="Whose time.")
    project_id: strawberry.ID | None = column(fact("facts", "project_id"), description="What for.")
    phase_id: strawberry.ID | None = column(fact("facts", "phase_id"), description="Which phase.")
    start_time: datetime = column(fact("facts", "start_time"), description="From.")
    end_time: datetime = column(fact("facts", "end_time"), description="Up to.")
    status: BookingStatus = column(fact("facts", "status"), description="How firm.")
    expires_at: datetime | None = column(
        fact("facts", "expires_at"), description="When the hold ends by itself."
    )


@strawberry.type(description="A booking's facts, as they were before an event.")
class PreviousFacts:
    """The state before an event."""

    artist_id: strawberry.ID = column(fact("previous", "artist_id"), description="Whose time.")
    project_id: strawberry.ID | None = column(
        fact("previous", "project_id"), description="What for."
    )
    phase_id: strawberry.ID | None = column(
        fact("previous", "phase_id"), description="Which phase."
    )
    start_time: datetime = column(fact("previous", "start_time"), description="From.")
    end_time: datetime = column(fact("previous", "end_time"), description="Up to.")
    status: BookingStatus = column(fact("previous", "status"), description="How firm.")
    expires_at: datetime | None = column(
        fact("previous", "expires_at"), description="When the hold ends by itself."
    )


@strawberry.type(description="A booking as somebody wanted it and could not have it.")
class AttemptedBooking:
    """The state that was refused."""

    booking_id: strawberry.ID | None = column(
        fact("facts", "booking_id"),
        description="Which booking was to be changed; null: a new one was to be made.",
    )
    artist_id: strawberry.ID = column(fact("facts", "artist_id"), description="Whose time.")
    project_id: strawberry.ID | None = column(fact("facts", "project_id"), description="What for.")
    phase_id: strawberry.ID | None = column(fact("facts", "phase_id"), description="Which phase.")
    start_time: datetime = column(fact("facts", "start_time"), description="From.")
    end_time: datetime = column(fact("facts", "end_time"), description="Up to.")
    status: BookingStatus = column(fact("facts", "status"), description="How firm.")
