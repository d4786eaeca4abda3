"""What a use case works with: who asks, when, and the way to the database and the live stream."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from db.session import Database, Session
from domain.actor import Actor
from resolvers.booking_attempts import BookingAttempts

if TYPE_CHECKING:
    from resolvers.change import Saved

Publish = Callable[[UUID, int], None]
"""Tell the live streams of a studio that its log stands at a new revision. Never raises.

The revision `subscriptions.hints.LOOK_AGAIN` says that nothing new is in the log, but who may read
it may have changed.
"""

BeforeCommit = Callable[[Session, "Saved"], Awaitable[None]]
"""Look at what a change has made, in its own transaction. Raising undoes it."""


@dataclass(frozen=True, slots=True)
class Context:
    """One request of one actor. `now` is the request's instant: a use case has one time."""

    db: Database
    actor: Actor
    now: datetime
    publish: Publish
    before_commit: BeforeCommit | None = None
    tells_conflicts: bool = True
    """Whether a clash is an event: not where many are tried and a report has those refused."""
    attempts: BookingAttempts = field(default_factory=BookingAttempts)
