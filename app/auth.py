"""Who asks: a token says which person, and perhaps which studio; the database says the rest.

An API key says neither: the database says for whom it stands.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.api_keys import ApiKeys, KeyClaims, is_api_key
from app.claims import Claims
from app.credentials import Credentials
from app.memory import Memory
from app.tokens import InvalidToken, TokenVerifier
from db.queries import identity
from db.queries.identity import Place
from db.session import Database
from domain.actor import Actor, Origin
from domain.audit import signed_in
from domain.errors import StudioRequired, Unauthenticated
from resolvers.joining import admit
from schema.context import Noting

REMEMBERED = 10_000
"""People who are kept in mind, and their last known roles."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person whose token is good, and the studio they mean: by id, by short name, or not said."""

    user_id: UUID
    studio: UUID | str | None
    session: str
    valid_until: datetime

    @property
    def remaining(self) -> timedelta:
        """How long the token is good for yet; negative once it has expired."""
        return self.valid_until - datetime.now(UTC)

    @property
    def expired(self) -> bool:
        return self.remaining <= timedelta(0)


class Authenticator:
    """Checks tokens, and memberships anew for every request."""

    def __init__(
        self, db: Database, verifier: TokenVerifier, keys: ApiKeys, *, note: Noting
    ) -> None:
        self._db = db
        self._note = note
        self._keys = keys
        self._verifier = verifier
        self._people: Memory[Claims, UUID] = Memory(REMEMBERED)
        self._places: Memory[tuple[UUID, UUID | str | None], Place] = Memory(REMEMBERED)
        self._sessions: Memory[tuple[UUID, UUID, str], None] = Memory(REMEMBERED)

    async def read(self, credentials: Credentials) -> SignIn | KeyClaims:
        """Take the token or key out of `Bearer …`, check it, and find out whose a token is.

        Somebody new joins where they are invited. Raises `Unauthenticated`; `InvalidToken` where
        a fresh token may help.
        """
        authorization, studio = credentials.authorization, credentials.studio
        if not isinstance(authorization, str):
            raise InvalidToken("Sign in first: send a token as `Bearer …` under `authorization`.")
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise InvalidToken("The authorization must be of the form `Bearer …`.")
        if is_api_key(token.strip()):
            return self._keys.read(token.strip())
        claims = await self._verifier.verify(token.strip())
        user_id = await self._person(claims)
        if claims.studio is not None:
            studio = claims.studio
        elif not isinstance(studio, str | None) or not (studio or "").isprintable():
            raise _stranger()
        return SignIn(user_id, studio or None, claims.session, claims.valid_until)

    async def actor(self, sign_in: SignIn | KeyClaims, origin: Origin, request_id: UUID) -> Actor:
        """The member that the token or key speaks for.

        Raises `Unauthenticated`, `StudioRequired`.
        """
        if isinstance(sign_in, KeyClaims):
            return await self._keys.actor(sign_in, origin, request_id)
        if sign_in.expired:
            raise InvalidToken("The token has expired.")
        place = await self._look_up(sign_in)
        actor = Actor(place.tenant_id, sign_in.user_id, place.role, request_id, origin)
        self._take_down(sign_in, actor)
        return actor

    def presumed(
        self, sign_in: SignIn | KeyClaims, origin: Origin, request_id: UUID
    ) -> Actor | None:
        """The member as last looked up, for who checks the role again; None: never, or expired.

        Of a key nothing is presumed: more than a role may have ended it.
        """
        if isinstance(sign_in, KeyClaims):
            return None
        place = self._places.get((sign_in.user_id, sign_in.studio))
        if place is None or sign_in.expired:
            return None
        return Actor(place.tenant_id, sign_in.user_id, place.role, request_id, origin)

    async def _person(self, claims: Claims) -> UUID:
        if isinstance(claims.person, UUID):
            return claims.person
        known = self._people.get(claims)
        if known is None:
            known = await admit(self._db, claims.person, now=datetime.now(UTC))
            self._people[claims] = known
        return known

    async def _look_up(self, sign_in: SignIn) -> Place:
        asked = (sign_in.user_id, sign_in.studio)
        self._places.pop(asked, None)
        async with self._db.system() as session:
            found = await identity.places(session, user_id=sign_in.user_id, studio=sign_in.studio)
        if not found:
            raise _stranger()
        if len(found) > 1:
            raise StudioRequired
        self._places[asked] = found[0]
        return found[0]

    def _take_down(self, sign_in: SignIn, actor: Actor) -> None:
        """Have a sign-in recorded: once per session here, and only once by the log itself."""
        seen = (actor.tenant_id, sign_in.user_id, sign_in.session)
        if seen not in self._sessions:
            self._sessions[seen] = None
            deed = signed_in(sign_in.user_id, sign_in.session)
            self._note(actor, deed, at=datetime.now(UTC))


def _stranger() -> Unauthenticated:
    # The same for a studio that does not exist as for one that is somebody else's.
    return Unauthenticated("You are not a member of this studio.")
