"""The mutations of bookings."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import strawberry

from domain.draft import Draft
from domain.roles import Scope
from resolvers import booking_steps as steps
from resolvers import bookings as use_cases
from resolvers import holds
from resolvers.change import Saved
from schema.booking_inputs import (
    ConfirmBookingInput,
    CreateBookingInput,
    EndBookingInput,
    ExtendHoldInput,
    HoldBookingInput,
    PencilBookingInput,
    RestoreBookingInput,
    UpdateBookingInput,
    override_reason,
)
from schema.context import Info
from schema.inputs import given, new_id, own_id, related_id, value_or_none
from schema.payloads import BookingSaved, booking_saved
from schema.permissions import needs
from schema.refusals import (
    ArtistArchived,
    BookingConflict,
    Duplicate,
    Forbidden,
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

CreateBookingResult = Annotated[
    BookingSaved
    | BookingConflict
    | HigherHoldExists
    | InvalidInput
    | NotFound
    | Forbidden
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
    | ArtistArchived
    | ProjectEnded,
    strawberry.union(
        "FirmUpBookingResult", description="What `pencilBooking` and `confirmBooking` answer."
    ),
]
HoldBookingResult = Annotated[
    BookingSaved | StaleVersion | InvalidTransition | InvalidInput | NotFound,
    strawberry.union("HoldBookingResult", description="What `holdBooking` answers."),
]
ExtendHoldResult = Annotated[
    BookingSaved | StaleVersion | InvalidTransition | HoldExpired | InvalidInput | NotFound,
    strawberry.union("ExtendHoldResult", description="What `extendHold` answers."),
]
EndBookingResult = Annotated[
    BookingSaved | StaleVersion | InvalidTransition | InvalidInput | NotFound | Forbidden,
    strawberry.union(
        "EndBookingResult",
        description="What `releaseBooking`, `declineBooking` and `cancelBooking` answer.",
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


@answering(booking_saved)
async def create_booking(info: Info, input: CreateBookingInput) -> Saved:  # noqa: A002
    values = given(input, but=("id", "override"))
    values["status"] = input.status
    values["artist_id"] = own_id(input.artist_id, "artist", "artistId")
    values["project_id"] = related_id(values.get("project_id"), "project", "projectId")
    values["phase_id"] = related_id(values.get("phase_id"), "phase", "phaseId")
    return await use_cases.create_booking(
        info.context.use_case,
        Draft(**values),
        booking_id=new_id(input.id),
        override=override_reason(input.override),
    )


@answering(booking_saved)
async def update_booking(info: Info, input: UpdateBookingInput) -> Saved:  # noqa: A002
    changes = given(
        input,
        but=("id", "expected_version", "override"),
        keep=("start_time", "end_time", "start_date", "end_date", "artist_id"),
    )
    for name, kind in (("artist_id", "artist"), ("project_id", "project"), ("phase_id", "phase")):
        if name in changes:
            changes[name] = related_id(changes[name], kind, f"{kind}Id")
    return await use_cases.update_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        changes,
        expected_version=value_or_none(input.expected_version),
        override=override_reason(input.override),
    )


@answering(booking_saved)
async def pencil_booking(info: Info, input: PencilBookingInput) -> Saved:  # noqa: A002
    return await steps.pencil_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        expected_version=value_or_none(input.expected_version),
        reason=value_or_none(input.reason),
        override=override_reason(input.override),
    )


@answering(booking_saved)
async def confirm_booking(info: Info, input: ConfirmBookingInput) -> Saved:  # noqa: A002
    return await steps.confirm_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        expected_version=value_or_none(input.expected_version),
        override=override_reason(input.override),
    )


@answering(booking_saved)
async def extend_hold(info: Info, input: ExtendHoldInput) -> Saved:  # noqa: A002
    return await holds.extend_hold(
        info.context.use_case,
        own_id(input.id, "booking"),
        expires_at=value_or_none(input.expires_at),
        never_expires=input.never_expires,
        expected_version=value_or_none(input.expected_version),
    )


def ending(step: Callable[..., Awaitable[Saved]]) -> Callable[..., Awaitable[Any]]:
    """The resolver of a step that ends a booking."""

    @answering(booking_saved)
    async def end(info: Info, input: EndBookingInput) -> Saved:  # noqa: A002
        return await step(
            info.context.use_case,
            own_id(input.id, "booking"),
            reason=input.reason,
            expected_version=value_or_none(input.expected_version),
        )

    return end


@answering(booking_saved)
async def hold_booking(info: Info, input: HoldBookingInput) -> Saved:  # noqa: A002
    return await steps.hold_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        expires_at=value_or_none(input.expires_at),
        never_expires=input.never_expires,
        reason=value_or_none(input.reason),
        expected_version=value_or_none(input.expected_version),
    )


@answering(booking_saved)
async def restore_booking(info: Info, input: RestoreBookingInput) -> Saved:  # noqa: A002
    return await steps.restore_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        reason=value_or_none(input.reason),
        expected_version=value_or_none(input.expected_version),
    )


@strawberry.type
class BookingMutations:
    """The part of Mutation that is about bookings."""

    create_booking: CreateBookingResult = strawberry.field(
        resolver=create_booking,
        graphql_type=CreateBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE, Scope.BOOKINGS_OWN),
        description=(
            "Book an artist, as a hold unless `status` says otherwise. With `bookings:own` only,"
            " and where the studio lets artists, hold your own time."
        ),
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
    hold_booking: HoldBookingResult = strawberry.field(
        resolver=hold_booking,
        graphql_type=HoldBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description="Make a pencil a hold again: it goes to the end of the queue.",
    )
    extend_hold: ExtendHoldResult = strawberry.field(
        resolver=extend_hold,
        graphql_type=ExtendHoldResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description="Give a hold more time. It keeps its place in the queue.",
    )
    release_booking: EndBookingResult = strawberry.field(
        resolver=ending(steps.release_booking),
        graphql_type=EndBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE, Scope.BOOKINGS_OWN),
        description="Give a hold or pencil up. With `bookings:own` only, a hold of your own.",
    )
    decline_booking: EndBookingResult = strawberry.field(
        resolver=ending(steps.decline_booking),
        graphql_type=EndBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE, Scope.BOOKINGS_OWN),
        description=(
            "Say no to a hold or pencil, as its artist or for them. With `bookings:own` only, of"
            " your own."
        ),
    )
    cancel_booking: EndBookingResult = strawberry.field(
        resolver=ending(steps.cancel_booking),
        graphql_type=EndBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE, Scope.BOOKINGS_OWN),
        description=(
            "End a booking, a confirmed one too. With `bookings:own` only, a hold of your own."
        ),
    )
    restore_booking: RestoreBookingResult = strawberry.field(
        resolver=restore_booking,
        graphql_type=RestoreBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description="Bring an ended booking back as a hold at the end of the queue.",
    )
