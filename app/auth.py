"""Who asks: a token says which person of which studio, the database says what they are there."""

from uuid import UUID

from app.tokens import Claims, InvalidToken, TokenVerifier
from db.queries import identity
from db.session import Database
from domain.actor import Actor, Origin
from domain.errors import Unauthenticated
from domain.roles import Role

REMEMBERED = 10_000
"""People whose last known role is kept."""


class Authenticator:
    """Checks tokens, and memberships anew for every request."""

    def __init__(self, db: Database, verifier: TokenVerifier) -> None:
        self._db = db
        self._verifier = verifier
        self._roles: dict[tuple[UUID, UUID], Role] = {}

    async def read(self, authorization: object) -> Claims:
        """Take the token out of `Bearer …` and check it. Raises `InvalidToken`."""
        if not isinstance(authorization, str):
            raise InvalidToken("Sign in first: send a token as `Bearer …` under `authorization`.")
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise InvalidToken("The authorization must be of the form `Bearer …`.")
        return await self._verifier.verify(token.strip())

    async def actor(self, claims: Claims, origin: Origin, request_id: UUID) -> Actor:
        """The member that the token speaks for. Raises `Unauthenticated`."""
        if claims.expired:
            raise InvalidToken("The token has expired.")
        async with self._db.system() as session:
            role = await identity.role_of(
                session, tenant_id=claims.tenant_id, user_id=claims.user_id
            )
        self._remember(claims, role)
        if role is None:
            raise Unauthenticated("You are not a member of this studio.")
        return Actor(claims.tenant_id, claims.user_id, role, request_id, origin)

    def presumed(self, claims: Claims, request_id: UUID) -> Actor | None:
        """The member as last looked up, for who checks the role again; None: never, or expired.

        It has no origin, which only what is written down needs.
        """
        role = self._roles.get((claims.tenant_id, claims.user_id))
        if role is None or claims.expired:
            return None
        return Actor(claims.tenant_id, claims.user_id, role, request_id)

    def _remember(self, claims: Claims, role: Role | None) -> None:
        person = (claims.tenant_id, claims.user_id)
        self._roles.pop(person, None)
        if role is not None:
            self._roles[person] = role
        if len(self._roles) > REMEMBERED:
            del self._roles[next(iter(self._roles))]
