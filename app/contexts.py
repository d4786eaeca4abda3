"""Makes the context of every request and of every live operation."""

from functools import partial
from uuid import UUID

from uuid_utils.compat import uuid7

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

    async def of_operation(self, claims: Claims) -> RequestContext:
        """For one operation on a connection that is signed in. Raises `Unauthenticated`."""
        request_id = uuid7()
        renew = partial(self._authenticator.actor, claims, request_id)
        return RequestContext(
            self._services, request_id, self._services.clock(), await renew(), renew=renew
        )

    async def sign_in(self, authorization: object) -> Claims:
        """Check the token and membership of a new connection. Raises `Unauthenticated`."""
        claims = await self._authenticator.read(authorization)
        await self._authenticator.actor(claims, uuid7())
        return claims
