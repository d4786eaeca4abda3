"""What all live events have in common."""

from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, FromClause

from db import tables
from domain.event import EventType
from schema.compiler.declare import Expression, column, one
from schema.people import User

REVISION = "Its place in the studio's log: resume `after` the last."


@strawberry.interface(description="What a subscription brings: an event, or how far it has come.")
class LiveEvent:
    """What clients keep of everything that they get."""

    revision: int = strawberry.field(description=REVISION)


@strawberry.type(
    description=(
        "How far the log has been read where nothing of it was for you: go on `after` it, as if"
        " it were an event."
    )
)
class StreamPosition(LiveEvent):
    """A place in the log, and in which history."""

    epoch: strawberry.ID = strawberry.field(description="The history it counts in, `tenant.epoch`.")


@strawberry.interface(description="Something that happened in the studio.")
class StudioEvent(LiveEvent):
    """What all events have."""

    __table__ = tables.events

    revision: int = column(description=REVISION)
    type: EventType = column(description="What happened.")
    occurred_at: datetime = column(description="When.")
    actor: User | None = one("actor_id", description="Who did it; null: the studio's clockwork.")


def fact(moment: str, name: str) -> Expression:
    """One of the `facts` of an event, or of those `previous` to it, in the log's own text."""

    def found(t: FromClause) -> ColumnElement[Any]:
        value: ColumnElement[Any] = t.c.data[moment][name].astext
        return value

    return found
