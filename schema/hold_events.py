"""What happens around holds, as live events: their rank, their expiry, and challenges."""

from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, Integer, Uuid, cast

from db import tables
from domain.challenge import ChallengeStatus
from domain.event import EventType
from schema.bookings import Booking
from schema.challenges import Challenge
from schema.compiler.declare import Expression, column, one
from schema.people import User


def _text(moment: str, name: str) -> Expression:
    def found(t: FromClause) -> ColumnElement[Any]:
        value: ColumnElement[Any] = t.c.data[moment][name].astext
        return value

    return found


def _number(moment: str, name: str) -> Expression:
    return lambda t: cast(_text(moment, name)(t), Integer)


def _booking(t: FromClause) -> ColumnElement[Any]:
    return cast(_text("facts", "booking_id")(t), Uuid)


@strawberry.interface(description="Something that happened around a hold, or between two.")
class HoldEvent:
    """What all of them have."""

    __table__ = tables.events

    revision: int = column(description="Its place in the studio's log: resume `after` the last.")
    type: EventType = column(description="What happened.")
    occurred_at: datetime = column(description="When.")
    actor: User | None = one("actor_id", description="Who did it; null: the studio's clockwork.")


@strawberry.type(description="A hold has moved up, since something before it went.")
class HoldPromoted(HoldEvent):
    """The rank is worked out anew whenever it is looked at: this only tells of it."""

    booking_id: strawberry.ID = column(_text("facts", "booking_id"), description="Which hold.")
    booking: Booking | None = one(_booking, description="The hold as it is now.")
    rank: int = column(_number("facts", "rank"), description="Its rank right after.")
    previous_rank: int = column(_number("previous", "rank"), description="Its rank before.")


@strawberry.type(description="A hold is about to run out.")
class HoldExpiring(HoldEvent):
    """Told once four hours and once one hour before."""

    booking_id: strawberry.ID = column(_text("facts", "booking_id"), description="Which hold.")
    booking: Booking | None = one(_booking, description="The hold as it is now.")
    expires_at: datetime = column(_text("facts", "expires_at"), description="When it ends.")
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
    outcome: ChallengeStatus = column(_text("facts", "status"), description="How it ended.")


HOLD_EVENTS = {
    EventType.HOLD_PROMOTED: HoldPromoted,
    EventType.HOLD_EXPIRING: HoldExpiring,
    EventType.CHALLENGE_OPENED: HoldChallenged,
    EventType.CHALLENGE_ENDED: ChallengeEnded,
}
