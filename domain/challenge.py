"""Challenges: "we are ready to confirm; confirm yours or let it go". Pure rules, no I/O.

A challenge stands between two bookings of one artist. The *challenger* is the lower hold. What it
asks for is the *contested days*: those that both of them touch.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from domain.booking import Booking, BookingStatus, EndReason
from domain.days import Days
from domain.errors import Duplicate, HoldExpired, InvalidTransition
from domain.queue import IN_QUEUE, stands_before
from domain.split import remains, stretch
from domain.window import day_of


class ChallengeStatus(StrEnum):
    """What has become of a challenge."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    TIMED_OUT = "timed_out"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class ChallengeAnswer(StrEnum):
    """What somebody says to a challenge."""

    CONFIRM = "confirm"
    RELEASE = "release"


CLEARED = frozenset({ChallengeStatus.RELEASED, ChallengeStatus.TIMED_OUT})
"""The ends after which what was challenged stands in nobody's way any more."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge's facts."""

    id: UUID
    artist_id: UUID
    challenger_id: UUID
    challenged_id: UUID
    due_at: datetime
    opened_by: UUID | None
    status: ChallengeStatus = ChallengeStatus.OPEN
    ended_at: datetime | None = None
    version: int = 1

    def ended(self, status: ChallengeStatus, *, at: datetime) -> "Challenge":
        """The same at its end."""
        return replace(self, status=status, ended_at=at, version=self.version + 1)


def refuse_challenge(
    challenger: Booking, challenged: Booking, open_ones: Sequence[Challenge], *, at: datetime
) -> None:
    """Let a live hold challenge a hold or pencil of other work that stands before it.

    Raises `HoldExpired`, `InvalidTransition`, `Duplicate` where the pair has one open.
    """
    if challenger.has_expired(at):
        raise HoldExpired("The hold has expired: restore it first.")
    if challenger.status is not BookingStatus.HOLD:
        raise InvalidTransition(
            f"Only a hold challenges another booking; this is a {challenger.status.noun}."
        )
    if challenged.status is BookingStatus.CONFIRMED:
        raise InvalidTransition("A confirmed booking cannot be challenged.", ("challengedId",))
    rival = challenger.rivals(challenged) and challenged.status in IN_QUEUE
    if not rival or not stands_before(challenged, challenger, at=at):
        raise InvalidTransition(
            "Only what stands before the hold, and is for other work, can be challenged.",
            ("challengedId",),
        )
    if any(c.challenged_id == challenged.id for c in open_ones if c.challenger_id == challenger.id):
        raise Duplicate("The hold challenges it already.", ("challengedId",))


def outcome(
    challenge: Challenge,
    challenger: Booking,
    challenged: Booking,
    *,
    challenger_changed: bool,
    at: datetime,
) -> ChallengeStatus | None:
    """How an open challenge ends by what its bookings have become. None: it goes on."""
    if not challenger.is_live(at):
        return ChallengeStatus.WITHDRAWN
    if challenger.status is not BookingStatus.HOLD or challenger.artist_id != challenge.artist_id:
        return ChallengeStatus.LAPSED
    if challenged.status is BookingStatus.CONFIRMED and challenger.rivals(challenged):
        return ChallengeStatus.CONFIRMED
    if challenger.rivals(challenged) and stands_before(challenged, challenger, at=at):
        return None
    return ChallengeStatus.LAPSED if challenger_changed else ChallengeStatus.RELEASED


def contested_days(challenger: Booking, challenged: Booking, zone: str) -> Days:
    """The days of the artist, from midnight to midnight, on which both bookings lie."""
    start = max(challenger.window.start, challenged.window.start)
    end = min(challenger.window.end, challenged.window.end)
    return Days(day_of(start, zone), day_of(end - timedelta.resolution, zone))


def without(booking: Booking, days: Days, zone: str, rest: UUID) -> list[Booking]:
    """What is left of a hold or pencil that gives `days` up, with its place in the queue.

    The first is the booking itself, ended where nothing is left of it. Where the days lie within,
    there is a second one for the time after them, which gets the id `rest`.
    """
    parts = remains(booking, stretch(days, zone), days)
    if not parts:
        ended = BookingStatus.CANCELLED
        return [replace(booking, status=ended, end_reason=EndReason.RELEASED)]
    first, *second = parts
    return [first, *(replace(part, id=rest, version=1) for part in second)]
