"""What a project can be, and when it takes bookings."""

from enum import StrEnum


class ProjectStatus(StrEnum):
    """Where a project stands."""

    PLANNING = "planning"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


ENDED = frozenset({ProjectStatus.COMPLETED, ProjectStatus.CANCELLED, ProjectStatus.ARCHIVED})
"""A project in one of these takes no bookings."""


class ConfirmedBookings(StrEnum):
    """What becomes of the confirmed bookings that lie ahead of a project when it ends."""

    CANCEL = "cancel"
    KEEP = "keep"


class Employment(StrEnum):
    """How an artist works for the studio."""

    STAFF = "staff"
    FREELANCE = "freelance"
