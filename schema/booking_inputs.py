"""What the mutations of bookings take."""

from datetime import date, datetime

import strawberry

from domain.booking import BookingStatus
from schema.inputs import EXPECTED_VERSION

OVERRIDE = "Pass over better-ranked holds of other projects."


@strawberry.input(description="A decision against the rules' advice.")
class Override:
    """Why somebody decides so."""

    reason: str = strawberry.field(description="Why; kept with the booking.")


def override_reason(override: Override | None) -> str | None:
    """Why better-ranked holds are passed over; None where they are not."""
    return override.reason if override else None


@strawberry.input(
    description="A booking: from `startTime` to `endTime`, or for whole days of the artist."
)
class CreateBookingInput:
    """What to book."""

    artist_id: strawberry.ID = strawberry.field(description="Whom.")
    start_time: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="The first instant."
    )
    end_time: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="The first instant after it."
    )
    start_date: date | None = strawberry.field(
        default=strawberry.UNSET, description="The first day, in the artist's time zone."
    )
    end_date: date | None = strawberry.field(
        default=strawberry.UNSET, description="The last day, included."
    )
    status: BookingStatus = strawberry.field(
        default=BookingStatus.HOLD, description="How firm it is to be."
    )
    project_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="What for."
    )
    phase_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The project's phase."
    )
    expires_at: datetime | None = strawberry.field(
        default=strawberry.UNSET,
        description="When the hold ends by itself; without it by the project's or studio's policy.",
    )
    never_expires: bool = strawberry.field(
        default=False, description="The hold does not end by itself, whatever the policies say."
    )
    notes: str | None = strawberry.field(default=strawberry.UNSET, description="Remarks.")
    external_id: str | None = strawberry.field(
        default=strawberry.UNSET, description="What another system calls it; unique."
    )
    id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="An id of your making, a UUID: sent again, it answers the same booking.",
    )
    override: Override | None = strawberry.field(default=strawberry.UNSET, description=OVERRIDE)


@strawberry.input(description="A change: what is left out stays, null clears.")
class UpdateBookingInput:
    """What to change."""

    id: strawberry.ID = strawberry.field(description="Of which booking.")
    start_time: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="The first instant."
    )
    end_time: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="The first instant after it."
    )
    start_date: date | None = strawberry.field(
        default=strawberry.UNSET,
        description=(
            "The first day, in the artist's time zone: instead of instants, for whole days."
        ),
    )
    end_date: date | None = strawberry.field(
        default=strawberry.UNSET, description="The last day, included."
    )
    artist_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Whom."
    )
    project_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="What for."
    )
    phase_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The project's phase."
    )
    notes: str | None = strawberry.field(default=strawberry.UNSET, description="Remarks.")
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )
    override: Override | None = strawberry.field(default=strawberry.UNSET, description=OVERRIDE)


@strawberry.input(description="A step that makes a booking firmer.")
class PencilBookingInput:
    """What to pencil."""

    id: strawberry.ID = strawberry.field(description="Which booking.")
    reason: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Why a confirmation is taken back; a manager has to say.",
    )
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )
    override: Override | None = strawberry.field(default=strawberry.UNSET, description=OVERRIDE)


@strawberry.input(description="A step that makes a booking firm.")
class ConfirmBookingInput:
    """What to confirm."""

    id: strawberry.ID = strawberry.field(description="Which booking.")
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )
    override: Override | None = strawberry.field(default=strawberry.UNSET, description=OVERRIDE)


@strawberry.input(description="A step that ends a booking.")
class EndBookingInput:
    """What to end."""

    id: strawberry.ID = strawberry.field(description="Which booking.")
    reason: str = strawberry.field(description="Why; kept with the booking.")
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )


@strawberry.input(description="A step that makes a pencil a hold again.")
class HoldBookingInput:
    """What to hold."""

    id: strawberry.ID = strawberry.field(description="Which pencil.")
    expires_at: datetime | None = strawberry.field(
        default=strawberry.UNSET,
        description="When it ends by itself; without it, by the project's or studio's policy.",
    )
    never_expires: bool = strawberry.field(default=False, description="It does not end by itself.")
    reason: str | None = strawberry.field(
        default=strawberry.UNSET, description="Why; kept with the booking."
    )
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )


@strawberry.input(description="Another expiry for a hold. It keeps its place in the queue.")
class ExtendHoldInput:
    """How long."""

    id: strawberry.ID = strawberry.field(description="Which hold.")
    expires_at: datetime | None = strawberry.field(
        default=strawberry.UNSET,
        description="When it ends by itself; without it, anew by the project's or studio's policy.",
    )
    never_expires: bool = strawberry.field(default=False, description="It does not end by itself.")
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )


@strawberry.input(description="A step that brings an ended booking back.")
class RestoreBookingInput:
    """What to restore."""

    id: strawberry.ID = strawberry.field(description="Which booking.")
    reason: str | None = strawberry.field(
        default=strawberry.UNSET, description="Why; kept with the booking."
    )
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )
