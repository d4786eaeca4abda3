"""Artists as the API shows them, and how they are listed."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import strawberry

from db import tables
from db.queries import entity_rows
from domain.naming import name_key
from domain.project import Employment
from domain.roles import Scope
from schema.bookings import Booking, bookings_in_window, check_window
from schema.compiler.declare import ENCODE, Link, Order, column, many, one
from schema.enums import NameOrder
from schema.nodes import After, First, Id, Node, Rows, Table
from schema.people import User, studio_currency


@strawberry.type(description="Somebody who can be booked.")
class Artist(Node):
    """An artist's face."""

    __table__ = tables.artists

    name: str = column(description="The artist's name.")
    email: str | None = column(
        scope=Scope.CONTACTS_READ,
        own=True,
        description="Where to reach the artist. Null without `contacts:read`, save yours.",
    )
    specialties: list[str] = column(description="What the artist does.")
    employment: Employment = column(description="Staff or freelance.")
    time_zone: str = column(description="In which whole days are booked, an IANA name.")
    working_hours: list[str] = column(
        description="The weekly hours in that zone, such as `mon 09:00-18:00`, in order."
    )
    hourly_rate: Decimal | None = column(
        scope=Scope.RATES_READ,
        own=True,
        description=(
            "What an hour costs, in `currency`. Null without `rates:read`; artists see their own."
        ),
    )
    currency: str = column(studio_currency, description="The studio's currency.")
    user: User | None = one(
        "user_id",
        description="The person who signs in as this artist. Artists are told of themselves only.",
    )
    archived_at: datetime | None = column(description="Since when the artist is not booked.")
    version: int = column(description="Counts the changes; see `expectedVersion`.")
    created_at: datetime = column(description="When the artist was added.")
    updated_at: datetime = column(description="When the artist was last changed.")
    bookings: list[Booking] = many(
        bookings_in_window,
        list[Booking],
        link=Link("id", "artist_id"),
        order=("start_time", "id"),
        check=check_window,
        description="The artist's calendar: what overlaps a window of at most 400 days.",
    )


@strawberry.input(description="Which artists to list. Conditions add up.")
class ArtistFilter:
    """Conditions on artists."""

    search: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="A part of the name; neither case nor accents matter.",
        metadata={ENCODE: name_key},
    )
    specialties: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="Only artists with all of these."
    )
    employment: Employment | None = strawberry.field(
        default=strawberry.UNSET, description="Only staff, or only freelance."
    )
    include_archived: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Archived artists too."
    )


ORDERS = {
    NameOrder.NAME_ASC: Order(tables.artists.c.name_key),
    NameOrder.NAME_DESC: Order(tables.artists.c.name_key, descending=True),
    NameOrder.CREATED_ASC: Order(tables.artists.c.created_at),
    NameOrder.CREATED_DESC: Order(tables.artists.c.created_at, descending=True),
}


def artist_by_id(t: Table, id: Id) -> Rows:  # noqa: A002 - the contract's name
    """The artist with this id."""
    yield t.c.id == id


def artists_listed(
    t: Table,
    first: First = 50,
    after: After = strawberry.UNSET,
    order_by: NameOrder = NameOrder.NAME_ASC,
    filter: Annotated[  # noqa: A002 - the contract's name
        ArtistFilter | None, strawberry.argument(description="Which ones.")
    ] = strawberry.UNSET,
) -> Rows:
    """The artists that the filter lets through."""
    f = filter
    if not (f and f.include_archived):
        yield t.c.archived_at.is_(None)
    if f and f.search is not None:
        yield entity_rows.name_contains(t, f.search)
    if f and f.specialties is not None:
        yield t.c.specialties.contains(f.specialties)
    if f and f.employment is not None:
        yield t.c.employment == f.employment.value
