"""Makes the context of every request and of every operation on a WebSocket."""

from functools import partial
from uuid import UUID

from uuid_utils.compat import uuid7

from app.auth import Authenticator
from app.rate_limits import FailureLimit
from app.tokens import Claims
from domain.actor import Origin
from domain.errors import Unauthenticated
from schema.context import RequestContext, Services


class Contexts:
    """Brings together what lives as long as the process and who asks this time."""

    def __init__(
        self, services: Services, authenticator: Authenticator, failures: FailureLimit
    ) -> None:
        self._services = services
        self._authenticator = authenticator
        self._failures = failures

    async def of_request(
        self, authorization: str | None, origin: Origin, request_id: UUID, *, known: bool = False
    ) -> RequestContext:
        """For one HTTP request; without a good token it has no actor and says why.

        Raises `RateLimited` where too many tokens from there were not good, unless this one is
        `known` to be.
        """
        now = self._services.clock()
        if authorization is None:
            return RequestContext(self._services, request_id, now)
        if not known:
            self._failures.check(origin)
        try:
            claims = await self._authenticator.read(authorization)
            actor = await self._authenticator.actor(claims, origin, request_id)
        except Unauthenticated as refused:
            self._failures.count(origin)
            return RequestContext(self._services, request_id, now, refused=refused.message)
        return RequestContext(self._services, request_id, now, actor)

    async def presumed(self, authorization: str | None, request_id: UUID) -> RequestContext | None:
        """The same without asking the database, for who checks the role again. None: not known."""
        if authorization is None:
            return None
        try:
            claims = await self._authenticator.read(authorization)
        except Unauthenticated:
            return None
        actor = self._authenticator.presumed(claims, request_id)
        if actor is None:
            return None
        return RequestContext(self._services, request_id, self._services.clock(), actor)

    async def of_operation(self, claims: Claims, origin: Origin) -> RequestContext:
        """For one operation of somebody whose token has been read. Raises `Unauthenticated`."""
        request_id = uuid7()
        context = RequestContext(
            self._services,
            request_id,
            self._services.clock(),
            look_up=partial(self._authenticator.actor, claims, origin, request_id),
        )
        await context.renew()
        return context

    async def read(self, authorization: object, origin: Origin) -> Claims:
        """Read the token that opens a connection. Raises `InvalidToken`, `RateLimited`."""
        self._failures.check(origin)
        try:
            return await self._authenticator.read(authorization)
        except Unauthenticated:
            self._failures.count(origin)
            raise
