"""Sign-in tokens: JWTs that an issuer has signed."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, Protocol

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from app.claims import LEEWAY, Claims
from app.memory import Memory
from domain.errors import Unauthenticated

PublicKey = RSAPublicKey | EllipticCurvePublicKey

LONGEST = 8_192  # characters of a token
REMEMBERED = 1_024  # tokens
REQUIRED = ["iss", "sub", "iat", "exp"]
TYPES = {"JWT", "AT+JWT", "APPLICATION/AT+JWT"}
"""Of tokens that let somebody in. Providers sign others too, such as of a sign-out."""


class InvalidToken(Unauthenticated):
    """The token is missing, not good or not good any more; a fresh one may help."""


class KeySource(Protocol):
    """Where the public keys of an issuer come from."""

    async def find(self, key_id: str) -> PublicKey | None:
        """The key of that name, None for one that the issuer does not have."""


class FixedKeys:
    """Keys that are known from the start."""

    def __init__(self, keys: Mapping[str, PublicKey]) -> None:
        self._keys = keys

    async def find(self, key_id: str) -> PublicKey | None:
        return self._keys.get(key_id)


class Checked(NamedTuple):
    """What a token was found to say, and by which key."""

    claims: Claims
    key_id: str
    key: PublicKey


class TokenVerifier:
    """Tells an issuer's good tokens from bad ones.

    Without an `audience` a token must have none. With `parties` its `azp` must be one of them.
    `read` understands what a signed token says, or raises `ValueError`. A token found good is
    remembered until it expires, or until its key is withdrawn or fetched again.
    """

    def __init__(
        self,
        keys: KeySource,
        read: Callable[[Mapping[str, Any]], Claims],
        *,
        issuer: str,
        audience: str | None,
        parties: Collection[str] = (),
    ) -> None:
        self._keys = keys
        self._read = read
        self._issuer = issuer
        self._audience = audience
        self._parties = parties
        self._known: Memory[str, Checked] = Memory(REMEMBERED)

    def remembers(self, token: str) -> bool:
        """Whether the token was found good before, so that to verify it costs nothing."""
        return token in self._known

    async def verify(self, token: str) -> Claims:
        """Answer what the token says. Raises `InvalidToken`, in words that anyone may read."""
        known = self._known.get(token)
        if known is None or await self._keys.find(known.key_id) is not known.key:
            self._known.pop(token, None)
            known = self._known[token] = await self._check(token)
        if known.claims.expired:
            self._known.pop(token, None)
            raise InvalidToken("The token has expired.")
        return known.claims

    async def _check(self, token: str) -> Checked:
        if len(token) > LONGEST:
            raise InvalidToken("The token is not accepted.")
        try:
            key_id = _key_id_of(jwt.get_unverified_header(token))
            key = await self._keys.find(key_id)
            if key is None:
                raise LookupError(key_id)
            return Checked(self._read(self._decode(token, key)), key_id, key)
        except jwt.ExpiredSignatureError:
            raise InvalidToken("The token has expired.") from None
        except (jwt.PyJWTError, LookupError, OSError, OverflowError, TypeError, ValueError):
            # All that signed or unsigned nonsense raises. Which it was would only help a forger.
            raise InvalidToken("The token is not accepted.") from None

    def _decode(self, token: str, key: PublicKey) -> Mapping[str, Any]:
        decoded: Mapping[str, Any] = jwt.decode(
            token,
            key,
            algorithms=["RS256" if isinstance(key, RSAPublicKey) else "ES256"],
            issuer=self._issuer,
            audience=self._audience,
            leeway=LEEWAY,
            options={
                "require": [*REQUIRED, *(["aud"] if self._audience else [])],
                "enforce_minimum_key_length": True,
            },
        )
        if self._parties and decoded["azp"] not in self._parties:
            raise ValueError("made for another party")
        return decoded


def _key_id_of(header: Mapping[str, Any]) -> str:
    # The name of a key is all we take from the header: where to fetch one (`jku`, `x5u`), or one
    # of its own (`jwk`), is the forger's choice.
    if "crit" in header:
        raise ValueError("an extension that we do not understand")
    if str(header.get("typ", "JWT")).upper() not in TYPES:
        raise ValueError("a token for something else")
    key_id = header["kid"]
    if not isinstance(key_id, str):
        raise TypeError(key_id)
    return key_id
