"""The mutations that divide, copy and move bookings, many at once too."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

import strawberry

from domain.errors import InvalidInput as InvalidInputError
from domain.roles import Scope
from domain.split import Cut
from resolvers import bulk, copies, splitting, undoing
from resolvers.bulk import BulkMove, BulkStep
from resolvers.change import Saved, SavedBookings
from schema.booking_inputs import override_reason
from schema.booking_mutations import CreateBookingResult
from schema.context import Info
from schema.inputs import given, new_id, own_id, related_id, value_or_none
from schema.move_inputs import (
    BulkBookingInput,
    BulkUpdateBookingsInput,
    DuplicateBookingInput,
    SplitBookingInput,
    UndoInput,
)
from schema.payloads import BookingsSaved, booking_saved, bookings_saved
from schema.permissions import needs
from schema.refusals import (
    ArtistArchived,
    BulkRefused,
    HoldExpired,
    InvalidInput,
    InvalidTransition,
    NotFound,
    StaleVersion,
    UndoRefused,
    answering,
)

SplitBookingResult = Annotated[
    BookingsSaved
    | StaleVersion
    | InvalidTransition
    | HoldExpired
    | InvalidInput
    | NotFound
    | ArtistArchived,
    strawberry.union("SplitBookingResult", description="What `splitBooking` answers."),
]
BulkUpdateBookingsResult = Annotated[
    BookingsSaved | BulkRefused | InvalidInput | NotFound,
    strawberry.union("BulkUpdateBookingsResult", description="What `bulkUpdateBookings` answers."),
]
UndoResult = Annotated[
    BookingsSaved | UndoRefused | BulkRefused | InvalidInput | NotFound,
    strawberry.union("UndoResult", description="What `undo` answers."),
]


@answering(bookings_saved)
async def split_booking(info: Info, input: SplitBookingInput) -> SavedBookings:  # noqa: A002
    return await splitting.split_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        Cut(**given(input, but=("id", "expected_version"))),
        expected_version=value_or_none(input.expected_version),
    )


@answering(booking_saved)
async def duplicate_booking(info: Info, input: DuplicateBookingInput) -> Saved:  # noqa: A002
    changes = given(
        input,
        but=("id", "status", "new_id", "override"),
        keep=("artist_id", "start_time", "end_time", "start_date", "end_date"),
    )
    if "artist_id" in changes:
        changes["artist_id"] = related_id(changes["artist_id"], "artist", "artistId")
    return await copies.duplicate_booking(
        info.context.use_case,
        own_id(input.id, "booking"),
        changes,
        status=input.status,
        new_id=new_id(value_or_none(input.new_id), "newId"),
        override=override_reason(input.override),
    )


@answering(bookings_saved)
async def bulk_update_bookings(
    info: Info,
    input: BulkUpdateBookingsInput,  # noqa: A002
) -> SavedBookings:
    return await bulk.bulk_update_bookings(
        info.context.use_case,
        _versions(input.bookings),
        _action(input),
        override=override_reason(input.override),
    )


@answering(bookings_saved)
async def undo(info: Info, input: UndoInput) -> SavedBookings:  # noqa: A002
    return await undoing.undo(
        info.context.use_case, input.revision, reason=value_or_none(input.reason)
    )


def _versions(bookings: Sequence[BulkBookingInput]) -> dict[UUID, int | None]:
    versions: dict[UUID, int | None] = {}
    for each in bookings:
        booking_id = own_id(each.id, "booking", "bookings")
        if booking_id in versions:
            raise InvalidInputError("A booking is named twice.", ("bookings",))
        versions[booking_id] = value_or_none(each.expected_version)
    return versions


def _action(input: BulkUpdateBookingsInput) -> BulkMove | BulkStep:  # noqa: A002
    values: dict[str, Any] = given(input, but=("bookings", "override"))
    step, reason = values.get("step"), values.get("reason")
    minutes = values.get("shift_minutes")
    move = BulkMove(
        days=values.get("shift_days"),
        duration=timedelta(minutes=minutes) if minutes else None,
        artist_id=related_id(values.get("artist_id"), "artist", "artistId"),
    )
    if step is None:
        return move
    if move != BulkMove():
        raise InvalidInputError("A step is taken without a move.", ("step",))
    return BulkStep(bulk.StepVerb(step), reason)


@strawberry.type
class MoveMutations:
    """The part of Mutation that divides, copies and moves bookings."""

    split_booking: SplitBookingResult = strawberry.field(
        resolver=split_booking,
        graphql_type=SplitBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description=(
            "Divide a booking, or cut some of its time out. The first part keeps the id, both keep"
            " status and place in the queue."
        ),
    )
    duplicate_booking: CreateBookingResult = strawberry.field(
        resolver=duplicate_booking,
        graphql_type=CreateBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description=(
            "Book the same work once more, on other days or with somebody else: as a hold unless"
            " `status` says otherwise."
        ),
    )
    bulk_update_bookings: BulkUpdateBookingsResult = strawberry.field(
        resolver=bulk_update_bookings,
        graphql_type=BulkUpdateBookingsResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description=(
            "Shift or reassign many bookings, or take one step with all of them: at once, or not"
            " at all. Neighbours may swap their slots."
        ),
    )
    undo: UndoResult = strawberry.field(
        resolver=undo,
        graphql_type=UndoResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description=(
            "Take your own last change back, all that one request did to bookings: as a new change,"
            " and where the rules still allow it."
        ),
    )
