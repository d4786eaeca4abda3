"""Bookings as the API shows them, and how they are listed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement

from db import tables
from db.queries import booking_rows
from domain.booking import BookingStatus, EndReason
from domain.roles import Scope
from domain.window import viewed
from schema.challenges import Challenge, challenges_listed
from schema.compiler.declare import NOW, Either, Link, Order, column, many, one
from schema.enums import BookingOrder
from schema.meter import EXPECTED_ITEMS
from schema.nodes import After, First, Id, Node, Rows, Table
from schema.people import User
from schema.queue import DayRank, Rival, every

if TYPE_CHECKING:
    from schema.artists import Artist
    from schema.projects import Phase, Project


@strawberry.type(description="Why somebody took a step with a booking.")
class BookingReason:
    """A reason's face."""

    __table__ = tables.booking_reasons

    version: int = column(description="The version that the step made of the booking.")
    reason: str | None = column(
        scope=Scope.BOOKINGS_WRITE,
        description="In their words. Null without `bookings:write`.",
    )


@strawberry.type(
    description=(
        "An artist's time, taken or optioned for a project. To other artists it is merely busy:"
        " whose, when and how firm, and the rest is null."
    )
)
class Booking(Node):
    """A booking's face."""

    __table__ = tables.bookings

    artist: Annotated["Artist", strawberry.lazy("schema.artists")] = one(
        "artist_id", description="Whose time it is."
    )
    project: Annotated["Project", strawberry.lazy("schema.projects")] | None = one(
        "project_id", description="What it is for; null while that is open."
    )
    phase: Annotated["Phase", strawberry.lazy("schema.projects")] | None = one(
        "phase_id", description="The project's phase."
    )
    start_time: datetime = column(description="Its first instant.")
    end_time: datetime = column(description="The first instant after it.")
    start_date: date | None = column(
        description=(
            "The first day, where it was made for whole days of the artist; null: by instants."
        )
    )
    end_date: date | None = column(description="The last of those days, included.")
    status: BookingStatus = column(
        lambda t: booking_rows.status(t, NOW),
        description="How firm it is. A hold past its `expiresAt` counts as cancelled.",
    )
    hold_rank: int | None = column(
        lambda t: booking_rows.hold_rank(t, NOW),
        own=True,
        description=(
            "A live hold's worst rank over its time, 1 being the first hold: one more than the"
            " holds and pencils of other projects that were there before. Null for the others."
        ),
    )
    hold_ranks: list[DayRank] = many(
        every,
        list[DayRank],
        link=Link("id", "booking_id"),
        order=("day",),
        metadata={EXPECTED_ITEMS: 7},
        description="A live hold's worst rank on each day that it touches. Empty for the others.",
    )
    is_backup: bool | None = column(
        lambda t: booking_rows.is_backup(t, NOW),
        own=True,
        description="Whether a live hold lies over a confirmed booking. Null for the others.",
    )
    rivals: list[Rival] = many(
        every,
        list[Rival],
        link=Link("id", "booking_id"),
        order=("queued_at", "rival_id"),
        metadata={EXPECTED_ITEMS: 2},
        description="What stands before a live hold or pencil, in the order of the queue.",
    )
    owner: User | None = one(
        booking_rows.owner_id,
        description="Who answers for it: its project's manager, else who made it.",
    )
    challenges: list[Challenge] = many(
        challenges_listed,
        list[Challenge],
        link=Link("id", "challenged_id"),
        order=("id",),
        metadata={EXPECTED_ITEMS: 1},
        description="The challenges against it.",
    )
    challenging: list[Challenge] = many(
        challenges_listed,
        list[Challenge],
        link=Link("id", "challenger_id"),
        order=("id",),
        metadata={EXPECTED_ITEMS: 1},
        description="The challenges that it makes.",
    )
    expires_at: datetime | None = column(description="When the hold ends by itself; null: never.")
    end_reason: EndReason | None = column(
        lambda t: booking_rows.end_reason(t, NOW),
        own=True,
        description="Why it ended; null until then.",
    )
    reasons: list[BookingReason] = many(
        every,
        list[BookingReason],
        link=Link("id", "booking_id"),
        order=("version",),
        metadata={EXPECTED_ITEMS: 2},
        description="The reasons given for its steps so far, the oldest first. Artists see none.",
    )
    reason: str | None = column(
        scope=Scope.BOOKINGS_WRITE,
        own=True,
        description=(
            "Why the last step was taken, in somebody's words. Null without `bookings:write`, save"
            " for an artist's own."
        ),
    )
    notes: str | None = column(description="Remarks.")
    external_id: str | None = column(description="What another system calls it.")
    version: int = column(description="Counts its changes; see `expectedVersion`.")
    created_by: User | None = one(
        "created_by", description="Who made it; null once that person has left the studio."
    )
    created_at: datetime = column(description="When it was made.")
    updated_at: datetime = column(description="When it was last changed.")


@strawberry.input(description="Which bookings to list. Conditions add up.")
class BookingFilter:
    """Conditions on bookings."""

    from_: datetime | None = strawberry.field(
        default=strawberry.UNSET,
        name="from",
        description="Only those that end after this instant.",
    )
    to: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="Only those that start before this instant."
    )
    artist_ids: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Only these artists'."
    )
    project_ids: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Only these projects'."
    )
    statuses: list[BookingStatus] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Only these; without it all that is live, so nothing cancelled or expired.",
    )
    external_id: str | None = strawberry.field(
        default=strawberry.UNSET, description="Only the one that another system calls so."
    )


ORDERS = {
    BookingOrder.START_TIME_ASC: Order(tables.bookings.c.start_time),
    BookingOrder.START_TIME_DESC: Order(tables.bookings.c.start_time, descending=True),
    BookingOrder.CREATED_ASC: Order(tables.bookings.c.created_at),
    BookingOrder.CREATED_DESC: Order(tables.bookings.c.created_at, descending=True),
}


def booking_by_id(t: Table, id: Id) -> Rows:  # noqa: A002 - the contract's name
    """The booking with this id."""
    yield t.c.id == id


def bookings_listed(
    t: Table,
    first: First = 50,
    after: After = strawberry.UNSET,
    order_by: BookingOrder = BookingOrder.START_TIME_ASC,
    filter: BookingFilter | None = strawberry.UNSET,  # noqa: A002 - the contract's name
) -> Rows:
    """The bookings that the filter lets through."""
    f = filter
    if f and f.from_ is not None and f.to is not None:
        yield from booking_rows.overlapping(t, f.from_, f.to)
    elif f and f.from_ is not None:
        yield t.c.end_time > f.from_
    elif f and f.to is not None:
        yield t.c.start_time < f.to
    if f and f.artist_ids is not None:
        yield booking_rows.any_of(t.c.artist_id, f.artist_ids)
    if f and f.project_ids is not None:
        yield booking_rows.any_of(t.c.project_id, f.project_ids)
    if f and f.external_id is not None:
        yield t.c.external_id == f.external_id
    if f and f.statuses is not None:
        yield booking_rows.has_status(t, f.statuses, NOW)
    else:
        yield booking_rows.is_live(t, NOW)


def bookings_in_window(
    t: Table,
    from_: Annotated[
        datetime, strawberry.argument(name="from", description="The window's first instant.")
    ],
    to: Annotated[datetime, strawberry.argument(description="The first instant after it.")],
    statuses: Annotated[
        list[BookingStatus] | None,
        strawberry.argument(description="Only these; without it all that is live."),
    ] = strawberry.UNSET,
) -> Iterator[ColumnElement[bool] | Either]:
    """The bookings of which some part lies in the window."""
    yield Either(booking_rows.in_window(t, from_, to))
    if statuses is not None:
        yield booking_rows.has_status(t, statuses, NOW)
    else:
        yield booking_rows.is_live(t, NOW)


def bookings_of_project(
    t: Table,
    first: First = 50,
    after: After = strawberry.UNSET,
    order_by: BookingOrder = BookingOrder.START_TIME_ASC,
    statuses: Annotated[
        list[BookingStatus] | None,
        strawberry.argument(description="Only these; without it all that is live."),
    ] = strawberry.UNSET,
) -> Rows:
    """The project's bookings."""
    if statuses is not None:
        yield booking_rows.has_status(t, statuses, NOW)
    else:
        yield booking_rows.is_live(t, NOW)


def check_window(arguments: Any) -> None:
    """Refuse a window that is empty or longer than a calendar shows. Raises `InvalidInput`."""
    viewed(arguments.from_, arguments.to)


def check_filter(arguments: Any) -> None:
    """Hold the filter's window, where it has one, to the same bounds."""
    f = arguments.filter
    if f is not None and f.from_ is not None and f.to is not None:
        check_window(f)
