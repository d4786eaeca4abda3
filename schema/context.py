"""What resolvers and the compiler find in `info.context`: one request, or one live operation."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

import strawberry

from db.session import Database
from domain.actor import Actor
from domain.audit import Deed
from domain.errors import DomainError, Unauthenticated
from domain.roles import Scope
from domain.visibility import Visibility
from resolvers.booking_attempts import BookingAttempts
from resolvers.context import BeforeCommit, Context
from schema.compiler.plan import PlanCache
from subscriptions.hub import Hub
from subscriptions.presence import Desk


def _no_token() -> DomainError:
    return Unauthenticated("Sign in first: send a token as `Authorization: Bearer …`.")


def wall_clock() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


class Noting(Protocol):
    """Has a deed recorded in the audit log soon. Neither waits nor raises."""

    def __call__(self, actor: Actor, deed: Deed, *, at: datetime) -> None: ...


def not_noted(actor: Actor, deed: Deed, *, at: datetime) -> None:
    """Keep no audit log, as is fit for who only reads."""


@dataclass(frozen=True, slots=True)
class Services:
    """What lives as long as the process. `clock` tells the instant of a request.

    `pepper` is the secret of API keys, None where there are none; `anyone_founds` says whether
    whoever is signed in may found a studio.
    """

    db: Database
    hub: Hub
    desk: Desk
    plans: PlanCache = field(default_factory=PlanCache)
    clock: Callable[[], datetime] = wall_clock
    note: Noting = not_noted
    pepper: bytes | None = field(default=None, repr=False)
    anyone_founds: bool = False
    attempts: BookingAttempts = field(default_factory=BookingAttempts)


@dataclass(slots=True)
class RequestContext:
    """A request: who asks, when, and what it works with.

    `actor` is None without a good token, `refused` then says why. A live operation outlasts
    memberships, roles and the hour: `look_up` finds its actor anew, see `renew`.
    """

    services: Services
    request_id: UUID
    now: datetime
    actor: Actor | None = None
    refused: DomainError = field(default_factory=_no_token)
    look_up: Callable[[], Awaitable[Actor]] | None = None
    before_commit: BeforeCommit | None = None

    @property
    def signed_in(self) -> Actor:
        """The actor. Raises `refused`, which the guard has done before it gets that far."""
        if self.actor is None:
            raise self.refused
        return self.actor

    async def renew(self) -> Actor:
        """Bring actor and time of a live operation up to date. Raises `Unauthenticated`."""
        assert self.look_up is not None, "a transport that streams tells how to look the actor up"
        self.actor, self.now = await self.look_up(), self.services.clock()
        return self.actor

    @property
    def scopes(self) -> frozenset[Scope]:
        return self.actor.scopes if self.actor else frozenset()

    @property
    def visibility(self) -> Visibility:
        """What the actor is shown, as answers depend on it."""
        return Visibility.of(self.signed_in)

    @property
    def plans(self) -> PlanCache:
        return self.services.plans

    @property
    def binds(self) -> Mapping[str, Any]:
        """The parameters that every compiled statement may use."""
        actor = self.signed_in
        return {"now": self.now, "user_id": actor.user_id, "scopes": sorted(actor.scopes)}

    @property
    def use_case(self) -> Context:
        """The same request as the use cases want it."""
        services = self.services
        return Context(
            services.db,
            self.signed_in,
            self.now,
            services.hub.publish,
            self.before_commit,
            attempts=services.attempts,
        )

    def note(self, deed: Deed) -> None:
        """Have the audit log say what was tried. Without an actor there is no studio to tell.

        Of what the short way tries in vain, the ordinary one is going to tell.
        """
        if self.actor is not None and self.before_commit is None:
            self.services.note(self.actor, deed, at=self.now)

    async def read(self, sql: str, parameters: Sequence[Any]) -> Sequence[Any]:
        """Run a compiled statement in a transaction of the actor's studio: one row of texts."""
        return await self.services.db.read(self.signed_in, sql, parameters)


Info = strawberry.Info[RequestContext, None]
"""What resolvers are handed beside their arguments."""
