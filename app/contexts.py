"""Makes the context of every request and of every operation on a WebSocket."""

from functools import partial
from uuid import UUID

from uuid_utils.compat import uuid7

from app.api_keys import KeyClaims
from app.auth import Authenticator
from app.tokens import Claims
from domain.errors import Unauthenticated
from schema.context import RequestContext, Services


class Contexts:
    """Brings together what lives as long as the process and who asks this time."""

    def __init__(self, services: Services, authenticator: Authenticator) -> None:
        self._services = services
        self._authenticator = authenticator

    async def of_request(self, authorization: str | None, request_id: UUID) -> RequestContext:
        """For one HTTP request; without a good token it has no actor and says why."""
        now = self._services.clock()
        if authorization is None:
            return RequestContext(self._services, request_id, now)
        try:
            claims = await self._authenticator.read(authorization)
            actor = await self._authenticator.actor(claims, request_id)
        except Unauthenticated as refused:
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

    async def of_operation(self, claims: Claims | KeyClaims) -> RequestContext:
        """For one operation of somebody whose token has been read. Raises `Unauthenticated`."""
        request_id = uuid7()
        context = RequestContext(
            self._services,
            request_id,
            self._services.clock(),
            look_up=partial(self._authenticator.actor, claims, request_id),
        )
        await context.renew()
        return context

    async def read(self, authorization: object) -> Claims | KeyClaims:
        """Read the token or key that opens a connection. Raises `InvalidToken`."""
        return await self._authenticator.read(authorization)
