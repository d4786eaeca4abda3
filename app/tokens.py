"""Sign-in tokens: JWTs that an identity provider has signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from domain.errors import Unauthenticated

PublicKey = RSAPublicKey | EllipticCurvePublicKey

LEEWAY = timedelta(seconds=5)
"""How far the provider's clock and ours may be apart."""

LONGEST = 8_192  # characters of a token
REMEMBERED = 1_024  # tokens
REQUIRED = ["iss", "aud", "sub", "iat", "exp"]


class InvalidToken(Unauthenticated):
    """The token is missing, not good or not good any more; a fresh one may help."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a good token says. It says nothing of rights: those are looked up."""

    user_id: UUID
    tenant_id: UUID
    valid_until: datetime

    @property
    def remaining(self) -> timedelta:
        """How long the token is good for yet; negative once it has expired."""
        return self.valid_until - datetime.now(UTC)

    @property
    def expired(self) -> bool:
        return self.remaining <= timedelta(0)


class KeySource(Protocol):
    """Where the public keys of a provider come from."""

    async def find(self, key_id: str) -> PublicKey | None:
        """The key of that name, None for one that the provider does not have."""


class FixedKeys:
    """Keys that are known from the start."""

    def __init__(self, keys: Mapping[str, PublicKey]) -> None:
        self._keys = keys

    async def find(self, key_id: str) -> PublicKey | None:
        return self._keys.get(key_id)


class TokenVerifier:
    """Tells good tokens from bad ones.

    A token found good is remembered until it expires, also when its key is withdrawn meanwhile.
    """

    def __init__(self, keys: KeySource, *, issuer: str, audience: str) -> None:
        self._keys = keys
        self._issuer = issuer
        self._audience = audience
        self._known: dict[str, Claims] = {}

    async def verify(self, token: str) -> Claims:
        """Answer what the token says. Raises `InvalidToken`, in words that anyone may read."""
        claims = self._known.get(token)
        if claims is None:
            claims = await self._check(token)
            if len(self._known) >= REMEMBERED:
                del self._known[next(iter(self._known))]
            self._known[token] = claims
        if claims.expired:
            self._known.pop(token, None)
            raise InvalidToken("The token has expired.")
        return claims

    async def _check(self, token: str) -> Claims:
        if len(token) > LONGEST:
            raise InvalidToken("The token is not accepted.")
        try:
            return _claims_of(await self._decode(token))
        except jwt.ExpiredSignatureError:
            raise InvalidToken("The token has expired.") from None
        except (jwt.PyJWTError, LookupError, OSError, OverflowError, TypeError, ValueError):
            # All that signed or unsigned nonsense raises. Which it was would only help a forger.
            raise InvalidToken("The token is not accepted.") from None

    async def _decode(self, token: str) -> Mapping[str, Any]:
        header = jwt.get_unverified_header(token)
        if "crit" in header:
            raise ValueError("an extension that we do not understand")
        # The name of a key is all we take from the header: where to fetch one (`jku`, `x5u`), or
        # one of its own (`jwk`), is the forger's choice.
        key = await self._keys.find(header["kid"])
        if key is None:
            raise LookupError(header["kid"])
        decoded: Mapping[str, Any] = jwt.decode(
            token,
            key,
            algorithms=["RS256" if isinstance(key, RSAPublicKey) else "ES256"],
            issuer=self._issuer,
            audience=self._audience,
            leeway=LEEWAY,
            options={"require": REQUIRED, "enforce_minimum_key_length": True},
        )
        return decoded


def _claims_of(payload: Mapping[str, Any]) -> Claims:
    return Claims(
        user_id=UUID(str(payload["sub"])),
        tenant_id=UUID(str(payload["tenant"])),
        valid_until=datetime.fromtimestamp(payload["exp"], UTC) + LEEWAY,
    )
