"""What happens around holds, as live events: their rank, their expiry, and challenges."""

from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, Integer, Uuid, cast

from domain.challenge import ChallengeStatus
from domain.event import EventType
from schema.bookings import Booking
from schema.challenges import Challenge
from schema.compiler.declare import Expression, column, one
from schema.live_events import StudioEvent, fact


def _number(moment: str, name: str) -> Expression:
    return lambda t: cast(fact(moment, name)(t), Integer)


def _booking(t: FromClause) -> ColumnElement[Any]:
    return cast(fact("facts", "booking_id")(t), Uuid)


@strawberry.interface(description="Something that happened around a hold, or between two.")
class HoldEvent(StudioEvent):
    """What all of them have."""


@strawberry.type(description="A hold has moved up, since something before it went.")
class HoldPromoted(HoldEvent):
    """The rank is worked out anew whenever it is looked at: this only tells of it."""

    booking_id: strawberry.ID = column(fact("facts", "booking_id"), description="Which hold.")
    booking: Booking | None = one(_booking, description="The hold as it is now.")
    rank: int = column(_number("facts", "rank"), description="Its rank right after.")
    previous_rank: int = column(_number("previous", "rank"), description="Its rank before.")


@strawberry.type(description="A hold is about to run out.")
class HoldExpiring(HoldEvent):
    """Told once four hours and once one hour before."""

    booking_id: strawberry.ID = column(fact("facts", "booking_id"), description="Which hold.")
    booking: Booking | None = one(_booking, description="The hold as it is now.")
    expires_at: datetime = column(fact("facts", "expires_at"), description="When it ends.")
    hours: int = column(_number("facts", "hours"), description="Within how many hours: 4 or 1.")


@strawberry.type(description="A hold was challenged.")
class HoldChallenged(HoldEvent):
    """See `challengeHold`."""

    challenge_id: strawberry.ID = column(lambda t: t.c.aggregate_id, description="Which challenge.")
    challenge: Challenge | None = one("aggregate_id", description="The challenge as it is now.")


@strawberry.type(description="A challenge has ended.")
class ChallengeEnded(HoldEvent):
    """See `answerChallenge` and `withdrawChallenge`, and `ChallengeStatus` for all ends."""

    challenge_id: strawberry.ID = column(lambda t: t.c.aggregate_id, description="Which challenge.")
    challenge: Challenge | None = one("aggregate_id", description="The challenge as it is now.")
    outcome: ChallengeStatus = column(fact("facts", "status"), description="How it ended.")


HOLD_EVENTS = {
    EventType.HOLD_PROMOTED: HoldPromoted,
    EventType.HOLD_EXPIRING: HoldExpiring,
    EventType.CHALLENGE_OPENED: HoldChallenged,
    EventType.CHALLENGE_ENDED: ChallengeEnded,
}
