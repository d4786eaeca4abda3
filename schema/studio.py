"""A studio's settings as the API shows them."""

import strawberry

from db import tables
from schema.compiler.declare import column
from schema.nodes import Node, Rows, Table


@strawberry.type(description="What a studio has settled for all its members.")
class StudioSettings(Node):
    """A studio's settings and policies. The id is the studio's."""

    __table__ = tables.tenants

    slug: str = column(description="Its short name in addresses. It stays.")
    name: str = column(description="Its name.")
    time_zone: str = column(description="Its time zone, an IANA name: that of new artists.")
    currency: str = column(description="The currency of all its money, an ISO 4217 code.")
    hold_expiry_hours: int | None = column(
        description="How long a new hold lives, in hours; null: until it is released."
    )
    business_hours: list[str] = column(
        description="Its weekly hours, such as `mon 09:00-18:00`, in order: those of new artists."
    )
    challenge_hours: int = column(
        description="Within how many business hours a challenge is to be answered."
    )
    artists_see_busy: bool = column(
        description="Whether artists see that others are booked, without seeing for what."
    )
    artists_may_hold: bool = column(description="Whether artists may put holds on their own time.")
    version: int = column(description="Counts the changes; see `expectedVersion`.")


def own_studio(t: Table) -> Rows:
    """The studio of whoever asks: the only one that they see."""
    yield from ()
