"""The identity provider of a development server: the server itself."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from app.claims import Claims, end_of, token_id
from app.refusal import Refusal
from app.tokens import FixedKeys, TokenVerifier
from db.queries.identity import Member

ISSUER = "production-tool-dev"
AUDIENCE = "production-tool"
KEY_ID = "dev"
LIFETIME = timedelta(hours=1)


class DevIssuer:
    """Signs a token for any member it is asked for."""

    def __init__(self, key: EllipticCurvePrivateKey) -> None:
        self._key = key

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read the private key. Raises `Refusal` for anything but an ES256 key in PEM."""
        try:
            key = load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, TypeError, ValueError):
            key = None
        if isinstance(key, EllipticCurvePrivateKey) and isinstance(key.curve, SECP256R1):
            return cls(key)
        raise Refusal(
            f"{path} holds no private ES256 key in PEM form: replace the file, or remove it"
        )

    @property
    def verifier(self) -> TokenVerifier:
        """What verifies its tokens."""
        keys = FixedKeys({KEY_ID: self._key.public_key()})
        return TokenVerifier(keys, _read, issuer=ISSUER, audience=AUDIENCE)

    def issue(self, member: Member) -> str:
        """A token that lets the member in."""
        now = datetime.now(UTC)
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(member.user_id),
            "tenant": str(member.tenant_id),
            "email": member.email,
            "iat": now,
            "exp": now + LIFETIME,
        }
        return jwt.encode(claims, self._key, algorithm="ES256", headers={"kid": KEY_ID})


def _read(payload: Mapping[str, Any]) -> Claims:
    """Person and studio are ids of ours, since we have issued the token ourselves."""
    return Claims(
        person=UUID(str(payload["sub"])),
        studio=UUID(str(payload["tenant"])),
        session=token_id(payload),
        valid_until=end_of(payload),
    )
