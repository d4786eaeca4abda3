"""How many WebSockets and subscriptions may be open at a time, and whose they are.

Everything here counts without waiting, so that whatever ends a connection, and however rudely,
cannot come between a count and its end.
"""

from collections.abc import Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager

import structlog
from graphql import GraphQLError

from app.rate_limits import person_of, site_of
from domain.actor import Actor, Origin
from schema.limits import refusal

log = structlog.get_logger(__name__)


class TooManyOpen(Exception):
    """The limit that would be exceeded, as clients are told of it."""

    def __init__(self, error: GraphQLError) -> None:
        super().__init__(error.message)
        self.error = error
        self.message = error.message


class Places:
    """What is open of one sort, `most` for each key; 0: no limit. A refusal names the `limit`."""

    def __init__(self, limit: str, most: int) -> None:
        self.limit = limit
        self.open = 0
        self.refused = 0
        self._most = most
        self._taken: dict[Hashable, int] = {}

    @contextmanager
    def take(self, key: Hashable, actor: Actor | None = None) -> Iterator[None]:
        """Hold a place until the block is left. Raises `TooManyOpen`."""
        taken = self._taken.get(key, 0)
        if self._most and taken >= self._most:
            self.refused += 1
            log.info(
                "too many open",
                limit=self.limit,
                tenant_id=str(actor.tenant_id) if actor else None,
                user_id=str(actor.user_id) if actor else None,
            )
            raise TooManyOpen(refusal(self.limit, "more", self._most))
        self._taken[key] = taken + 1
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1
            self._taken[key] -= 1
            if not self._taken[key]:
                del self._taken[key]


class Caps:
    """The places of one process: of addresses, of people or API keys, and of studios.

    `stalled` counts the connections that were dropped since their clients had stopped reading.
    """

    def __init__(
        self,
        *,
        connections_per_address: int,
        connections_per_user: int,
        connections_per_studio: int,
        subscriptions_per_user: int,
    ) -> None:
        self.strangers = Places("connectionsPerAddress", connections_per_address)
        self.members = Places("connectionsPerUser", connections_per_user)
        self.studios = Places("connectionsPerStudio", connections_per_studio)
        self.subscriptions = Places("subscriptionsPerUser", subscriptions_per_user)
        self.brief = Places("operations", 0)
        self.stalled = 0

    def stranger(self, origin: Origin) -> AbstractContextManager[None]:
        """A connection that has not signed in yet. Raises `TooManyOpen`."""
        return self.strangers.take(site_of(origin))

    @contextmanager
    def member(self, actor: Actor) -> Iterator[None]:
        """A connection that has signed in. Raises `TooManyOpen`."""
        with (
            self.members.take(person_of(actor), actor),
            self.studios.take(actor.tenant_id, actor),
        ):
            yield

    def operation(self, actor: Actor, *, live: bool) -> AbstractContextManager[None]:
        """An operation on a connection; without limit unless it is `live`. Raises `TooManyOpen`."""
        places = self.subscriptions if live else self.brief
        return places.take(person_of(actor), actor)
