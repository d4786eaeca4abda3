"""The mutations of bookings."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from domain.booking import BookingStatus
from domain.roles import Scope
from resolvers import bookings as use_cases
from schema.context import RequestContext
from schema.inputs import given, new_id, own_id, related_id, value_or_none
from schema.payloads import BookingSaved, booking_saved
from schema.permissions import needs
from schema.refusals import (
    ArtistArchived,
    BookingConflict,
    Duplicate,
    HigherHoldExists,
    HoldExpired,
    IdReused,
    InvalidInput,
    InvalidTransition,
    NotFound,
    ProjectEnded,
    StaleVersion,
    answering,
)

Info = strawberry.Info[RequestContext, None]

EXPECTED_VERSION = "The version that you saw: STALE_VERSION where it is not the current one."
OVERRIDE = "Pass over better-ranked holds of other projects."


@strawberry.input(description="A decision against the rules' advice.")
class Override:
    """Why somebody decides so."""

    reason: str = strawberry.field(description="Why; kept with the booking.")


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
        description="When the hold ends by itself; without it by the studio's policy.",
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


CreateBookingResult = Annotated[
    BookingSaved
    | BookingConflict
    | HigherHoldExists
    | InvalidInput
    | NotFound
    | ArtistArchived
    | ProjectEnded
    | IdReused
    | Duplicate,
    strawberry.union("CreateBookingResult", description="What `createBooking` answers."),
]
UpdateBookingResult = Annotated[
    BookingSaved
    | BookingConflict
    | HigherHoldExists
    | StaleVersion
    | InvalidTransition
    | HoldExpired
    | InvalidInput
    | NotFound
    | ArtistArchived
    | ProjectEnded,
    strawberry.union("UpdateBookingResult", description="What `updateBooking` answers."),
]
FirmUpBookingResult = Annotated[
    BookingSaved
    | BookingConflict
    | HigherHoldExists
    | StaleVersion
    | InvalidTransition
    | HoldExpired
    | InvalidInput
    | NotFound
    | ArtistArchived,
    strawberry.union(
        "FirmUpBookingResult", description="What `pencilBooking` and `confirmBooking` answer."
    ),
]
EndBookingResult = Annotated[
    BookingSaved | StaleVersion | InvalidTransition | InvalidInput | NotFound,
    strawberry.union(
        "EndBookingResult", description="What `releaseBooking` and `cancelBooking` answer."
    ),
]
RestoreBookingResult = Annotated[
    BookingSaved
    | StaleVersion
    | InvalidTransition
    | InvalidInput
    | NotFound
    | ArtistArchived
    | ProjectEnded,
    strawberry.union("RestoreBookingResult", description="What `restoreBooking` answers."),
]


@answering("Booking")
async def create_booking(info: Info, input: CreateBookingInput) -> Any:  # noqa: A002
    values = given(input, but=("id", "override"))
    values["status"] = input.status
    values["artist_id"] = related_id(input.artist_id, "artist", "artistId")
    values["project_id"] = related_id(values.get("project_id"), "project", "projectId")
    values["phase_id"] = related_id(values.get("phase_id"), "phase", "phaseId")
    saved = await use_cases.create_booking(
        info.context.use_case,
        use_cases.Draft(**values),
        booking_id=new_id(input.id),
        override=_override(input.override),
    )
    return booking_saved(saved)


@answering("Booking")
async def update_booking(info: Info, input: UpdateBookingInput) -> Any:  # noqa: A002
    changes = given(
        input,
        but=("id", "expected_version", "override"),
        keep=("start_time", "end_time", "artist_id"),
    )
    for name, kind in (("artist_id", "artist"), ("project_id", "project"), ("phase_id", "phase")):
        if name in changes:
            changes[name] = related_id(changes[name], kind, f"{kind}Id")
    saved = await use_cases.update_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        changes,
        expected_version=value_or_none(input.expected_version),
        override=_override(input.override),
    )
    return booking_saved(saved)


@answering("Booking")
async def pencil_booking(info: Info, input: PencilBookingInput) -> Any:  # noqa: A002
    saved = await use_cases.pencil_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        expected_version=value_or_none(input.expected_version),
        reason=value_or_none(input.reason),
        override=_override(input.override),
    )
    return booking_saved(saved)


@answering("Booking")
async def confirm_booking(info: Info, input: ConfirmBookingInput) -> Any:  # noqa: A002
    saved = await use_cases.confirm_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        expected_version=value_or_none(input.expected_version),
        override=_override(input.override),
    )
    return booking_saved(saved)


@answering("Booking")
async def release_booking(info: Info, input: EndBookingInput) -> Any:  # noqa: A002
    saved = await use_cases.release_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        reason=input.reason,
        expected_version=value_or_none(input.expected_version),
    )
    return booking_saved(saved)


@answering("Booking")
async def cancel_booking(info: Info, input: EndBookingInput) -> Any:  # noqa: A002
    saved = await use_cases.cancel_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        reason=input.reason,
        expected_version=value_or_none(input.expected_version),
    )
    return booking_saved(saved)


@answering("Booking")
async def restore_booking(info: Info, input: RestoreBookingInput) -> Any:  # noqa: A002
    saved = await use_cases.restore_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        reason=value_or_none(input.reason),
        expected_version=value_or_none(input.expected_version),
    )
    return booking_saved(saved)


def _override(override: Override | None) -> str | None:
    return override.reason if override else None


@strawberry.type
class BookingMutations:
    """The part of Mutation that is about bookings."""

    create_booking: CreateBookingResult = strawberry.field(
        resolver=create_booking,
        graphql_type=CreateBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description="Book an artist, as a hold unless `status` says otherwise.",
    )
    update_booking: UpdateBookingResult = strawberry.field(
        resolver=update_booking,
        graphql_type=UpdateBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description=(
            "Move, resize, reassign or annotate. Whoever gains time goes to the end of the queue."
        ),
    )
    pencil_booking: FirmUpBookingResult = strawberry.field(
        resolver=pencil_booking,
        graphql_type=FirmUpBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description="Make a hold exclusive, or take a confirmation back.",
    )
    confirm_booking: FirmUpBookingResult = strawberry.field(
        resolver=confirm_booking,
        graphql_type=FirmUpBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description="Make a hold or pencil firm.",
    )
    release_booking: EndBookingResult = strawberry.field(
        resolver=release_booking,
        graphql_type=EndBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description="Give a hold or pencil up.",
    )
    cancel_booking: EndBookingResult = strawberry.field(
        resolver=cancel_booking,
        graphql_type=EndBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description="End a booking, a confirmed one too.",
    )
    restore_booking: RestoreBookingResult = strawberry.field(
        resolver=restore_booking,
        graphql_type=RestoreBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description="Bring an ended booking back as a hold at the end of the queue.",
    )
