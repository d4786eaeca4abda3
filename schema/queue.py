"""What stands before a hold, and where it stands day by day, as the API shows it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from db.queries import queue_rows
from schema.compiler.declare import NOW, column, one
from schema.nodes import Rows, Table

if TYPE_CHECKING:
    from schema.bookings import Booking


@strawberry.type(description="A booking that stands before a hold or pencil.")
class Rival:
    """A rival's face."""

    __table__ = queue_rows.rivals(NOW)

    booking: Annotated["Booking", strawberry.lazy("schema.bookings")] = one(
        "rival_id",
        description=(
            "A better-ranked hold of other work, or a pencil or confirmed booking of any work."
        ),
    )
    start_time: datetime = column(description="The first instant that both want.")
    end_time: datetime = column(description="The first instant after that.")


@strawberry.type(description="Where a hold stands on one day.")
class DayRank:
    """A day's rank."""

    __table__ = queue_rows.day_ranks(NOW)

    day: date = column(description="The day, in the artist's time zone.")
    rank: int = column(description="The hold's worst rank on it, 1 being the first hold.")


def every(t: Table) -> Rows:
    """All that there is of the booking."""
    yield from ()
