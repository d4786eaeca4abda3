"""What a studio's log tells live, and to whom."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias
from uuid import UUID

import orjson

from db.events import LogPage, Recorded, read_on
from db.session import Database
from domain.actor import Actor
from domain.errors import Forbidden
from domain.event import EventKind
from domain.visibility import Visibility
from subscriptions.stream import Cursor

TOGETHER: Final = 10
"""Events of a page that are read with what is told of them, lest the first wait for the last."""

Compiled: TypeAlias = tuple[str, Sequence[Any]]
"""A statement of one text, and its parameters."""


class Teller(Protocol):
    """Finds out what is told of events, as JSON text."""

    async def ahead(
        self, revision: int, read: Callable[[Compiled], Awaitable[LogPage]]
    ) -> LogPage | None:
        """`read` a page together with what is probably told of its first event, `revision`.

        None: there is no telling before it is known.
        """

    async def tell(self, event: Recorded) -> Recorded:
        """Read what is told of an event, and answer it with that, or without."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The events of an actor's studio that they see, after a cursor or from now on.

    `kinds` narrows it to what happens to such things; `artists` and `projects` to theirs, as they
    are after an event or were before it, so that a booking that moves away still tells the board
    it leaves. `renew` answers the actor as of now, and ends the reading by raising
    `Unauthenticated`. With a `teller` the first events of a page are read together with what
    is told of them.
    """

    db: Database
    actor: Actor
    renew: Callable[[], Awaitable[Actor]]
    after: Cursor | None
    kinds: Collection[EventKind] | None = None
    artists: Collection[UUID] | None = None
    projects: Collection[UUID] | None = None
    teller: Teller | None = None

    async def read(self, after: int, limit: int) -> LogPage:
        """A page of the log as the actor sees it."""
        rows = Visibility.of(self.actor).sight.rows

        async def read(together: Compiled | None = None) -> LogPage:
            return await read_on(self.db, self.actor, after, limit, rows=rows, together=together)

        if self.teller is None:
            return await read()
        page = (await self.teller.ahead(after + 1, read) if limit else None) or await read()
        for place, event in enumerate(page.events[:TOGETHER]):
            if self.concerns(event):
                page.events[place] = await self.teller.tell(event)
        return page

    async def admit(self) -> None:
        """Look whether the actor is who they were. Raises `Unauthenticated`, `Forbidden`.

        What has been shown is not what another role sees, so this cannot just go on.
        """
        actor = await self.renew()
        if (actor.role, Visibility.of(actor)) != (self.actor.role, Visibility.of(self.actor)):
            raise Forbidden("Your role has changed: connect again to go on with it.")

    def concerns(self, event: Recorded) -> bool:
        """Whether the actor sees the event, and asked for such."""
        if event.data is None:
            return False
        if self.kinds is not None and event.aggregate_type not in self.kinds:
            return False
        if self.artists is None and self.projects is None:
            return True
        data = orjson.loads(event.data)
        states = [data.get(moment) or {} for moment in ("facts", "previous")]
        # A challenge is between two bookings: it concerns the boards of both.
        states += [{"project_id": project_id} for project_id in data.get("projects", ())]

        def named(key: str, wanted: Collection[UUID] | None) -> bool:
            return wanted is None or any(
                state.get(key) is not None and UUID(state[key]) in wanted for state in states
            )

        return named("artist_id", self.artists) and named("project_id", self.projects)
