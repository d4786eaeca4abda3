"""Programs that sign in with an API key, and act for the member who made it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from app.tokens import InvalidToken
from db.queries import api_keys
from db.session import AnyRow, Database
from domain.actor import Actor, ApiKey, Origin
from domain.api_key import PREFIX, Key, read_key
from domain.errors import Unauthenticated
from domain.roles import Role, Scope


@dataclass(frozen=True, slots=True)
class KeyClaims:
    """What a key says by itself: nothing of studio, member or rights, which are looked up.

    Unlike a token it does not say when it ends, so it never counts as expired here.
    """

    key: Key
    expired: bool = False


def is_api_key(token: str) -> bool:
    """Whether somebody means to sign in with a key of ours."""
    return token.startswith(PREFIX)


class ApiKeys:
    """Looks keys up, anew for every request. `pepper` is the secret that their digests need."""

    def __init__(self, db: Database, pepper: bytes | None) -> None:
        self._db = db
        self._pepper = pepper

    def read(self, token: str) -> KeyClaims:
        """Check a key by its looks. Raises `InvalidToken`."""
        key = read_key(token)
        if key is None:
            raise InvalidToken("This is no API key: some of it is missing or mistyped.")
        return KeyClaims(key)

    async def actor(self, claims: KeyClaims, origin: Origin, request_id: UUID) -> Actor:
        """The member for whom the key speaks. Raises `Unauthenticated`."""
        if self._pepper is None:
            raise Unauthenticated("This server takes no API keys: API_KEY_PEPPER is not set.")
        now = datetime.now(UTC)
        async with self._db.system() as session:
            kept = await api_keys.with_maker(session, claims.key.id)
            if kept is None or not claims.key.matches(kept.secret_hash, self._pepper):
                raise Unauthenticated("The API key is not accepted.")
            _refuse_ended(kept, now)
            await api_keys.note_use(session, kept, at=now)
        # A scope that went out of use since then is nobody's any more.
        scopes = frozenset(scope for scope in Scope if scope.value in kept.scopes)
        key = ApiKey(kept.id, scopes, kept.expires_at)
        return Actor(kept.tenant_id, kept.created_by, Role(kept.role), request_id, origin, key)


def _refuse_ended(kept: AnyRow, now: datetime) -> None:
    if kept.revoked_at is not None:
        raise Unauthenticated("The API key has been revoked.")
    if kept.expires_at is not None and kept.expires_at <= now:
        raise Unauthenticated("The API key has expired.")
