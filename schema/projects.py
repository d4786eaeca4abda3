"""Projects and phases as the API shows them, and how they are listed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Optional

import strawberry

from db import tables
from db.queries import entity_rows
from db.queries.booking_rows import any_of
from domain.naming import name_key
from domain.project import ProjectStatus
from domain.roles import Scope
from schema.bookings import ORDERS as BOOKING_ORDERS
from schema.bookings import Booking, bookings_of_project
from schema.compiler.declare import ENCODE, Link, Order, column, many, one, page
from schema.enums import NameOrder
from schema.nodes import After, Connection, First, Id, Node, Rows, Table
from schema.people import User, studio_currency


def _all(t: Table) -> Rows:
    """Every row of the parent."""
    yield from ()


@strawberry.type(description="A stretch of a project, with dates and a budget of its own.")
class Phase(Node):
    """A phase's face."""

    __table__ = tables.phases

    project: Annotated["Project", strawberry.lazy("schema.projects")] = one(
        "project_id", description="The project it belongs to."
    )
    name: str = column(description="Its name.")
    position: int = column(description="Its place among the project's phases, from 0.")
    start_date: date | None = column(description="Its first day.")
    end_date: date | None = column(description="Its last day.")
    budget: Decimal | None = column(
        scope=Scope.RATES_READ,
        description="Its money, in `currency`. Null without the scope `rates:read`.",
    )
    budget_hours: Decimal | None = column(
        scope=Scope.RATES_READ, description="Its hours. Null without the scope `rates:read`."
    )
    currency: str = column(studio_currency, description="The studio's currency.")
    version: int = column(description="Counts the changes; see `expectedVersion`.")
    created_at: datetime = column(description="When it was added.")
    updated_at: datetime = column(description="When it was last changed.")


@strawberry.type(description="Work that artists are booked for.")
class Project(Node):
    """A project's face."""

    __table__ = tables.projects

    name: str = column(description="Its name.")
    client: str | None = column(description="Who pays for it.")
    status: ProjectStatus = column(description="Where it stands.")
    start_date: date | None = column(description="Its first day.")
    end_date: date | None = column(description="Its last day.")
    budget: Decimal | None = column(
        scope=Scope.RATES_READ,
        description="Its money, in `currency`. Null without the scope `rates:read`.",
    )
    budget_hours: Decimal | None = column(
        scope=Scope.RATES_READ, description="Its hours. Null without the scope `rates:read`."
    )
    currency: str = column(studio_currency, description="The studio's currency.")
    manager: Optional[User] = one("manager_id", description="Who runs it.")  # noqa: UP045
    hold_expiry_hours: int | None = column(
        description="How long its new holds live, in hours; 0: for ever; null: as in the studio."
    )
    version: int = column(description="Counts the changes; see `expectedVersion`.")
    created_at: datetime = column(description="When it was begun.")
    updated_at: datetime = column(description="When it was last changed.")
    phases: list[Phase] = many(
        _all,
        list[Phase],
        link=Link("id", "project_id"),
        order=("position", "id"),
        description="Its phases in order.",
    )
    bookings: Connection[Booking] = page(
        bookings_of_project,
        Connection[Booking],
        link=Link("id", "project_id"),
        orders=BOOKING_ORDERS,
        description="What is booked for it.",
    )


@strawberry.input(description="Which projects to list. Conditions add up.")
class ProjectFilter:
    """Conditions on projects."""

    search: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="A part of the name; neither case nor accents matter.",
        metadata={ENCODE: name_key},
    )
    statuses: list[ProjectStatus] | None = strawberry.field(
        default=strawberry.UNSET, description="Only these; without it all but archived ones."
    )


ORDERS = {
    NameOrder.NAME_ASC: Order(tables.projects.c.name_key),
    NameOrder.NAME_DESC: Order(tables.projects.c.name_key, descending=True),
    NameOrder.CREATED_ASC: Order(tables.projects.c.created_at),
    NameOrder.CREATED_DESC: Order(tables.projects.c.created_at, descending=True),
}


def project_by_id(t: Table, id: Id) -> Rows:  # noqa: A002 - the contract's name
    """The project with this id."""
    yield t.c.id == id


def projects_listed(
    t: Table,
    first: First = 50,
    after: After = strawberry.UNSET,
    order_by: NameOrder = NameOrder.NAME_ASC,
    filter: Annotated[  # noqa: A002 - the contract's name
        ProjectFilter | None, strawberry.argument(description="Which ones.")
    ] = strawberry.UNSET,
) -> Rows:
    """The projects that the filter lets through."""
    f = filter
    if f and f.search is not None:
        yield entity_rows.name_contains(t, f.search)
    if f and f.statuses is not None:
        yield any_of(t.c.status, f.statuses)
    else:
        yield t.c.status != ProjectStatus.ARCHIVED.value
