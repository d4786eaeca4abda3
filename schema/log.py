"""The event log as a list."""

from datetime import datetime
from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from db import tables
from domain.event import EventType
from domain.roles import Scope
from schema.compiler.declare import Order, column, one
from schema.enums import EventOrder
from schema.nodes import First, Rows, Table
from schema.people import User


@strawberry.type(description="Something that happened in the studio.")
class Event:
    """An entry of the log."""

    __table__ = tables.events

    revision: int = column(description="Its place in the studio's log, from 1, without gaps.")
    type: EventType = column(description="What happened.")
    occurred_at: datetime = column(description="When.")
    actor: User | None = one("actor_id", description="Who did it; null: the studio's clockwork.")
    aggregate_type: str = column(
        description=(
            "To what kind of thing: `artist`, `project`, `phase`, `booking`, `challenge`, `hold` or"
            " `conflict`."
        )
    )
    aggregate_id: strawberry.ID = column(description="To which one.")
    version: int = column(description="That thing's version after it.")
    request_id: strawberry.ID | None = column(description="In which request.")
    data: JSON | None = column(
        scope=Scope.LOG_READ,
        description="The raw entry: `facts` after and `previous` before. Null without `log:read`.",
    )


def whole_log(
    t: Table,
    first: First = 50,
    after: Annotated[
        int | None, strawberry.argument(description="Go on behind this revision.")
    ] = strawberry.UNSET,
    order_by: EventOrder = EventOrder.REVISION_ASC,
) -> Rows:
    """The whole log."""
    yield from ()


ORDERS = {
    EventOrder.REVISION_ASC: Order(tables.events.c.revision, plain=True),
    EventOrder.REVISION_DESC: Order(tables.events.c.revision, plain=True, descending=True),
}
