"""What the mutations take that divide, copy and move bookings, and that take a change back."""

from datetime import date, datetime

import strawberry

from domain.booking import BookingStatus
from resolvers.bulk import StepVerb
from schema.booking_inputs import OVERRIDE, Override
from schema.inputs import EXPECTED_VERSION


@strawberry.input(
    description=(
        "Where to cut a booking: `at` an instant, before the day `on`, or a stretch that goes,"
        " from `startTime` to `endTime` or the days `startDate` to `endDate`."
    )
)
class SplitBookingInput:
    """What to divide."""

    id: strawberry.ID = strawberry.field(description="Which booking.")
    at: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="The first instant of the second part."
    )
    on: date | None = strawberry.field(
        default=strawberry.UNSET,
        description="The first day of the second part, in the artist's time zone.",
    )
    start_time: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="The first instant that goes."
    )
    end_time: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="The first instant that stays again."
    )
    start_date: date | None = strawberry.field(
        default=strawberry.UNSET, description="The first day that goes, in the artist's time zone."
    )
    end_date: date | None = strawberry.field(
        default=strawberry.UNSET, description="The last day that goes, included."
    )
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )


@strawberry.input(
    description=(
        "The same booking once more. What is left out is as in the original; with a start alone,"
        " the copy is as long, or begins on that day at the same time of day."
    )
)
class DuplicateBookingInput:
    """What to book once more."""

    id: strawberry.ID = strawberry.field(description="Which booking.")
    artist_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Whom instead."
    )
    start_time: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="The copy's first instant."
    )
    end_time: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="The first instant after it."
    )
    start_date: date | None = strawberry.field(
        default=strawberry.UNSET, description="The copy's first day, in its artist's time zone."
    )
    end_date: date | None = strawberry.field(
        default=strawberry.UNSET, description="The last day, included."
    )
    status: BookingStatus = strawberry.field(
        default=BookingStatus.HOLD, description="How firm the copy is to be."
    )
    new_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="The copy's id, a UUID of your making: sent again, it answers the same copy.",
    )
    override: Override | None = strawberry.field(default=strawberry.UNSET, description=OVERRIDE)


@strawberry.input(description="One of many bookings.")
class BulkBookingInput:
    """Which booking, as it was seen."""

    id: strawberry.ID = strawberry.field(description="Which booking.")
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )


@strawberry.input(
    description=(
        "What is to be done to all of the bookings: a shift by days or by minutes, another artist,"
        " or both; or one `step`."
    )
)
class BulkUpdateBookingsInput:
    """What to do to many bookings."""

    bookings: list[BulkBookingInput] = strawberry.field(description="Which ones; 500 at the most.")
    shift_days: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="By how many days of the artists, at the same time of day; negative: earlier.",
    )
    shift_minutes: int | None = strawberry.field(
        default=strawberry.UNSET, description="By how many minutes; negative: earlier."
    )
    artist_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Whose they are to be."
    )
    step: StepVerb | None = strawberry.field(
        default=strawberry.UNSET, description="The step that all are to take."
    )
    reason: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Why; owed where bookings end, or a manager takes confirmations back.",
    )
    override: Override | None = strawberry.field(default=strawberry.UNSET, description=OVERRIDE)


@strawberry.input(description="A change of yours to take back.")
class UndoInput:
    """What to undo."""

    revision: int = strawberry.field(
        description="The `revision` that the change answered, or that of any of its events."
    )
    reason: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Why; owed where a confirmed booking would not be confirmed any more.",
    )
