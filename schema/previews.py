"""What a drop would do, before it is done."""

from datetime import date, datetime
from typing import Annotated, Any, cast

import strawberry

from domain import errors
from domain.booking import BookingStatus
from domain.draft import Draft
from domain.roles import Scope
from resolvers import previews
from resolvers.previews import Preview
from schema import payloads
from schema.bookings import Booking
from schema.compiler.executor import Reference
from schema.context import Info
from schema.inputs import given, own_id, related_id, value_or_none
from schema.permissions import needs
from schema.refusals import InvalidInput, NotFound, UserError, refused


@strawberry.input(
    description=(
        "A booking as it would be: with `id` a change of that one, in which what is left out stays;"
        " without it a new one, for which `artistId` and a time are needed."
    )
)
class PreviewBookingInput:
    """What somebody thinks of doing."""

    id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of which booking; left out: of a new one."
    )
    artist_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Whom."
    )
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
    project_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="What for."
    )
    phase_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The project's phase."
    )
    status: BookingStatus = strawberry.field(
        default=BookingStatus.HOLD, description="How firm a new one is to be."
    )
    override: bool = strawberry.field(
        default=False, description="As if better-ranked holds were passed over with a reason."
    )


@strawberry.type(description="How a booking would stand. Nothing has been changed.")
class BookingPreview:
    """The answer to a drop that has not happened."""

    start_time: datetime = strawberry.field(description="Its first instant.")
    end_time: datetime = strawberry.field(description="The first instant after it.")
    start_date: date | None = strawberry.field(
        description="Its first day, where it would be for whole days."
    )
    end_date: date | None = strawberry.field(description="The last of those days.")
    hold_rank: int | None = strawberry.field(description="The rank of a hold; null: it is none.")
    requeued: bool = strawberry.field(
        description="Whether it would lose its place and go to the end of the queue."
    )
    conflicts: list[Booking] = strawberry.field(
        description=(
            "The pencils and confirmed bookings at the same time: a hold would stand behind them,"
            " anything else is refused."
        )
    )
    better_holds: list[Booking] = strawberry.field(
        description="The live holds of other work that come first."
    )
    warnings: list[payloads.Warning] = strawberry.field(
        description="What the mutation would remark; nothing where it would refuse."
    )
    refusal: UserError | None = strawberry.field(
        description="What the mutation would refuse it for; null: it would go through."
    )


PreviewBookingResult = Annotated[
    BookingPreview | InvalidInput | NotFound,
    strawberry.union("PreviewBookingResult", description="What `previewBooking` answers."),
]
TIMES = ("start_time", "end_time", "start_date", "end_date")


async def preview_booking(info: Info, input: PreviewBookingInput) -> Any:  # noqa: A002
    try:
        return _shown(await _preview(info, input))
    except errors.Refusal as refusal:
        return refused(refusal)


async def _preview(info: Info, input: PreviewBookingInput) -> Preview:  # noqa: A002
    values = given(input, but=("id", "status", "override"), keep=("artist_id", *TIMES))
    for name, kind in (("artist_id", "artist"), ("project_id", "project"), ("phase_id", "phase")):
        if name in values:
            values[name] = related_id(values[name], kind, f"{kind}Id")
    context, booking_id = info.context.use_case, value_or_none(input.id)
    if booking_id is None:
        if values.get("artist_id") is None:
            raise errors.InvalidInput("Say whom a new booking is for.", ("artistId",))
        draft = Draft(**values, status=BookingStatus(input.status))
        return await previews.preview_creation(context, draft, override=input.override)
    return await previews.preview_change(
        context, own_id(booking_id, "booking"), values, override=input.override
    )


def _shown(preview: Preview) -> BookingPreview:
    outlook, booking = preview.outlook, preview.outlook.booking
    return BookingPreview(
        start_time=booking.window.start,
        end_time=booking.window.end,
        start_date=booking.days.first if booking.days else None,
        end_date=booking.days.last if booking.days else None,
        hold_rank=outlook.rank,
        requeued=preview.requeued,
        conflicts=_bookings(outlook.conflicts),
        better_holds=_bookings(outlook.better),
        warnings=payloads.warnings_of(preview.warnings),
        refusal=refused(preview.refusal) if preview.refusal else None,
    )


def _bookings(ids: Any) -> list[Booking]:
    # A list of nothing needs no statement, and while somebody drags each of them counts.
    return cast("list[Booking]", Reference(list(ids))) if ids else []


@strawberry.type
class PreviewQueries:
    """The part of Query that answers what would be."""

    preview_booking: PreviewBookingResult = strawberry.field(
        resolver=preview_booking,
        graphql_type=PreviewBookingResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description=(
            "What `createBooking` or `updateBooking` would do, for a calendar to show while"
            " something is dragged. Nothing is locked or written."
        ),
    )
