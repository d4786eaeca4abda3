"""What the log records: one event per change, with ids and facts only.

Names, e-mails and free text never enter an event: they may have to be erased, and the log is
append-only. `facts` is the whole state after the change and `previous` the state before it, so a
reader needs no other event to understand one, and folding the log gives the tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

Fact = str | int | None | list[str]
Facts = dict[str, Fact]


class EventKind(StrEnum):
    """To what kind of thing it happened: the singular of its table, but for the last two."""

    ARTIST = "artist"
    PROJECT = "project"
    PHASE = "phase"
    BOOKING = "booking"
    CHALLENGE = "challenge"
    HOLD = "hold"
    """What becomes of a hold while nobody changes it. It is a thing of its own, too."""
    CONFLICT = "conflict"
    """An attempt that was refused. It is a thing of its own, and changes none."""


class EventType(StrEnum):
    """What happened."""

    ARTIST_CREATED = "artist_created"
    ARTIST_UPDATED = "artist_updated"
    ARTIST_ARCHIVED = "artist_archived"
    ARTIST_RESTORED = "artist_restored"
    PROJECT_CREATED = "project_created"
    PROJECT_UPDATED = "project_updated"
    PHASE_CREATED = "phase_created"
    PHASE_UPDATED = "phase_updated"
    BOOKING_CREATED = "booking_created"
    BOOKING_UPDATED = "booking_updated"
    BOOKING_PENCILLED = "booking_pencilled"
    BOOKING_CONFIRMED = "booking_confirmed"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKING_RESTORED = "booking_restored"
    BOOKING_CONFLICT_DETECTED = "booking_conflict_detected"
    HOLD_PROMOTED = "hold_promoted"
    HOLD_EXPIRING = "hold_expiring"
    CHALLENGE_OPENED = "challenge_opened"
    CHALLENGE_ENDED = "challenge_ended"

    @property
    def aggregate(self) -> EventKind:
        """The kind of thing it happened to."""
        if self is EventType.BOOKING_CONFLICT_DETECTED:
            return EventKind.CONFLICT
        return next(kind for kind in EventKind if self.startswith(kind))


REMARKS = frozenset({EventKind.HOLD, EventKind.CONFLICT})
"""Kinds that tell something and change nothing: the log folds them into nothing, and they are
nobody's deed."""

# Per kind, the columns that are facts. A test holds them against the tables: whatever is neither
# here nor named as text or bookkeeping there has been forgotten. Remarks have no table.
FACTS: dict[str, tuple[str, ...]] = {
    "artist": (
        "specialties",
        "employment",
        "time_zone",
        "working_hours",
        "hourly_rate",
        "user_id",
        "archived_at",
    ),
    "project": (
        "status",
        "start_date",
        "end_date",
        "budget",
        "budget_hours",
        "manager_id",
        "hold_expiry_hours",
    ),
    "phase": ("project_id", "position", "start_date", "end_date", "budget", "budget_hours"),
    "booking": (
        "artist_id",
        "project_id",
        "phase_id",
        "start_time",
        "end_time",
        "start_date",
        "end_date",
        "status",
        "queued_at",
        "expires_at",
        "end_reason",
    ),
    "conflict": (
        "booking_id",
        "artist_id",
        "project_id",
        "phase_id",
        "start_time",
        "end_time",
        "status",
        "conflicts",
    ),
    "challenge": (
        "artist_id",
        "challenger_id",
        "challenged_id",
        "status",
        "due_at",
        "ended_at",
    ),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A change that is about to be committed."""

    type: EventType
    aggregate_id: UUID
    version: int
    facts: Facts
    previous: Facts | None = None
    overridden: Sequence[UUID] = ()
    projects: Sequence[UUID] = ()

    @property
    def data(self) -> dict[str, Any]:
        """What the log's `data` column holds.

        `overridden`: holds that were passed over. `projects`: whom it concerns beside its facts.
        """
        data: dict[str, Any] = {"facts": self.facts}
        if self.previous:
            data["previous"] = self.previous
        if self.overridden:
            data["overridden"] = [str(hold) for hold in self.overridden]
        if self.projects:
            data["projects"] = [str(project) for project in self.projects]
        return data


def facts_of(kind: str, row: Mapping[str, Any]) -> Facts:
    """The facts of a row in the log's own text."""
    return {column: _text(row[column]) for column in FACTS[kind]}


def instant_text(instant: datetime) -> str:
    """An instant as the API writes it: UTC, `Z`, fraction of a second only where there is one."""
    text = instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    fraction = f".{instant.microsecond:06d}".rstrip("0") if instant.microsecond else ""
    return f"{text}{fraction}Z"


def _text(value: object) -> Fact:
    match value:
        case datetime():
            return instant_text(value)
        case date():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case list() | tuple():
            return [str(item) for item in value]
        case StrEnum():
            return value.value
        case str() | int() | None:
            return value
    message = f"a fact cannot be {type(value).__name__}"
    raise TypeError(message)
