"""Makes the context of every request and of every operation on a WebSocket."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from uuid import UUID

from uuid_utils.compat import uuid7

from app.api_keys import KeyClaims
from app.auth import Authenticator, SignIn
from app.credentials import Credentials
from app.rate_limits import FailureLimit
from domain.actor import Actor, Origin
from domain.errors import StudioRequired, Unauthenticated
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
        self, credentials: Credentials, origin: Origin, request_id: UUID, *, known: bool = False
    ) -> RequestContext:
        """For one HTTP request; without a good token it has no actor and says why.

        Raises `RateLimited` where too many tokens from there were not good, unless this one is
        `known` to be.
        """
        now = self._services.clock()
        if credentials.authorization is None:
            return RequestContext(self._services, request_id, now)
        if not known:
            self._failures.check(origin)
        try:
            with self._counted(origin):
                sign_in = await self._authenticator.read(credentials)
                actor = await self._authenticator.actor(sign_in, origin, request_id)
        except (Unauthenticated, StudioRequired) as refused:
            return RequestContext(self._services, request_id, now, refused=refused)
        return RequestContext(self._services, request_id, now, actor)

    async def presumed(
        self, credentials: Credentials, origin: Origin, request_id: UUID
    ) -> RequestContext | None:
        """The same without asking the database, for who checks the role again. None: not known."""
        if credentials.authorization is None:
            return None
        try:
            actor = await self._authenticator.presumed(credentials, origin, request_id)
        except Unauthenticated:
            return None
        if actor is None:
            return None
        return RequestContext(self._services, request_id, self._services.clock(), actor)

    async def of_operation(self, sign_in: SignIn | KeyClaims, origin: Origin) -> RequestContext:
        """For one operation of somebody who has signed in.

        Raises `Unauthenticated`, `StudioRequired`.
        """
        request_id = uuid7()
        context = RequestContext(
            self._services,
            request_id,
            self._services.clock(),
            look_up=partial(self._authenticator.actor, sign_in, origin, request_id),
        )
        await context.renew()
        return context

    async def sign_in(
        self, credentials: Credentials, origin: Origin
    ) -> tuple[SignIn | KeyClaims, Actor]:
        """Who opens a connection. Raises `Unauthenticated`, `StudioRequired`, `RateLimited`."""
        self._failures.check(origin)
        with self._counted(origin):
            found = await self._authenticator.read(credentials)
            return found, await self._authenticator.actor(found, origin, uuid7())

    async def read(self, credentials: Credentials, origin: Origin) -> SignIn | KeyClaims:
        """Who asks, whatever studio they mean. Raises `Unauthenticated`, `RateLimited`."""
        self._failures.check(origin)
        with self._counted(origin):
            return await self._authenticator.read(credentials)

    @contextmanager
    def _counted(self, origin: Origin) -> Iterator[None]:
        try:
            yield
        except Unauthenticated:
            self._failures.count(origin)
            raise
