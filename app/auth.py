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
        token = _bearer(credentials.authorization)
        if is_api_key(token):
            return self._keys.read(token)
        claims = await self._verifier.verify(token)
        return _sign_in(claims, await self._person(claims), credentials.studio)

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

    async def presumed(
        self, credentials: Credentials, origin: Origin, request_id: UUID
    ) -> Actor | None:
        """The member as last looked up, for who checks the role again; None: look them up.

        Nothing is presumed of a key, which more than a role may have ended; of a token, a person or
        a session that is new here; nor of who means their only studio, which a second one ends.
        Raises `InvalidToken`.
        """
        token = _bearer(credentials.authorization)
        if is_api_key(token) or not self._verifier.remembers(token):
            return None
        claims = await self._verifier.verify(token)
        user_id = self._known_person(claims)
        if user_id is None:
            return None
        sign_in = _sign_in(claims, user_id, credentials.studio)
        place = self._places.get((user_id, sign_in.studio))
        if place is None or sign_in.studio is None:
            return None
        if (place.tenant_id, user_id, sign_in.session) not in self._sessions:
            return None
        return Actor(place.tenant_id, user_id, place.role, request_id, origin)

    def _known_person(self, claims: Claims) -> UUID | None:
        return claims.person if isinstance(claims.person, UUID) else self._people.get(claims)

    async def _person(self, claims: Claims) -> UUID:
        known = self._known_person(claims)
        if known is None:
            assert not isinstance(claims.person, UUID), "that would be known"
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


def _bearer(authorization: object) -> str:
    if not isinstance(authorization, str):
        raise InvalidToken("Sign in first: send a token as `Bearer …` under `authorization`.")
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise InvalidToken("The authorization must be of the form `Bearer …`.")
    return token.strip()


def _sign_in(claims: Claims, user_id: UUID, named: object) -> SignIn:
    """What the token says of the studio comes before what is `named` beside it."""
    studio = named if claims.studio is None else claims.studio
    if not isinstance(studio, UUID | str | None):
        raise _stranger()
    if isinstance(studio, str) and not studio.isprintable():
        raise _stranger()
    return SignIn(user_id, studio or None, claims.session, claims.valid_until)


def _stranger() -> Unauthenticated:
    # The same for a studio that does not exist as for one that is somebody else's.
    return Unauthenticated("You are not a member of this studio.")
