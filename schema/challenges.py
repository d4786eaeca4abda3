"""Challenges as the API shows them."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from db import tables
from db.queries import booking_rows
from domain.challenge import ChallengeStatus
from domain.roles import Scope
from schema.compiler.declare import column, one
from schema.nodes import Node, Rows, Table

if TYPE_CHECKING:
    from schema.bookings import Booking
    from schema.people import User


@strawberry.type(
    description=('"We are ready to confirm: confirm yours, or let the days go." Artists see none.')
)
class Challenge(Node):
    """A challenge's face."""

    __table__ = tables.challenges

    challenger: Annotated["Booking", strawberry.lazy("schema.bookings")] = one(
        "challenger_id", description="The hold that wants to be confirmed."
    )
    challenged: Annotated["Booking", strawberry.lazy("schema.bookings")] = one(
        "challenged_id", description="The hold or pencil that stands before it."
    )
    status: ChallengeStatus = column(description="What has become of it.")
    due_at: datetime = column(description="Until when it is to be answered.")
    opened_by: Annotated["User", strawberry.lazy("schema.people")] | None = one(
        "opened_by", description="Who made it; null once that person has left the studio."
    )
    ended_at: datetime | None = column(description="When it ended; null until then.")
    reason: str | None = column(
        scope=Scope.BOOKINGS_WRITE,
        description="What the challenger had to say. Null without `bookings:write`.",
    )
    version: int = column(description="Counts its changes.")
    created_at: datetime = column(description="When it was made.")
    updated_at: datetime = column(description="When it was last changed.")


def challenges_listed(
    t: Table,
    statuses: Annotated[
        list[ChallengeStatus] | None,
        strawberry.argument(description="Only these; without it the open ones."),
    ] = strawberry.UNSET,
) -> Rows:
    """The challenges with one of `statuses`."""
    if statuses is not None:
        yield booking_rows.any_of(t.c.status, statuses)
    else:
        yield t.c.status == ChallengeStatus.OPEN.value
