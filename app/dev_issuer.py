"""The identity provider of a development server: the server itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from app.refusal import Refusal
from app.tokens import FixedKeys
from db.queries.identity import Member

KEY_ID = "dev"
LIFETIME = timedelta(hours=1)


class DevIssuer:
    """Signs a token for any member it is asked for."""

    def __init__(self, key: EllipticCurvePrivateKey, *, issuer: str, audience: str) -> None:
        self._key = key
        self._issuer = issuer
        self._audience = audience

    @classmethod
    def from_file(cls, path: Path, *, issuer: str, audience: str) -> Self:
        """Read the private key. Raises `Refusal` for anything but an ES256 key in PEM."""
        try:
            key = load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, TypeError, ValueError):
            key = None
        if isinstance(key, EllipticCurvePrivateKey) and isinstance(key.curve, SECP256R1):
            return cls(key, issuer=issuer, audience=audience)
        raise Refusal(
            f"{path} holds no private ES256 key in PEM form: replace the file, or remove it"
        )

    @property
    def keys(self) -> FixedKeys:
        """What verifies its tokens."""
        return FixedKeys({KEY_ID: self._key.public_key()})

    def issue(self, member: Member) -> str:
        """A token that lets the member in."""
        now = datetime.now(UTC)
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(member.user_id),
            "tenant": str(member.tenant_id),
            "email": member.email,
            "iat": now,
            "exp": now + LIFETIME,
        }
        return jwt.encode(claims, self._key, algorithm="ES256", headers={"kid": KEY_ID})
