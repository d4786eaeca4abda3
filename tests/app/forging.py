"""Tokens that nobody should accept, and the means to make them."""

import base64
import hmac
import time
from collections.abc import Callable, Mapping
from typing import Any

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from app.settings import Settings

Claims = dict[str, Any]
STRANGER = ec.generate_private_key(ec.SECP256R1())
CURVE_384 = ec.generate_private_key(ec.SECP384R1())
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Forger:
    """Has seen a good token, and even holds the issuer's key where a test gives it to him."""

    def __init__(self, settings: Settings, good: str) -> None:
        assert settings.auth_dev_key_file
        self.key = load_pem_private_key(settings.auth_dev_key_file.read_bytes(), None)
        self.good = good
        self.claims: Claims = jwt.decode(good, options={"verify_signature": False})

    def signed(self, header: Mapping[str, Any] | None = None, **claims: Any) -> str:
        """Signed by the issuer himself, who must have been out of his mind."""
        merged = {**self.claims, **claims}
        kept = {name: value for name, value in merged.items() if value is not None}
        headers = {"kid": "dev", **(header or {})}
        return jwt.encode(kept, self.key, algorithm="ES256", headers=headers)  # type: ignore[arg-type]

    def signed_by(self, key: Any, algorithm: str, **header: Any) -> str:
        headers = {"kid": "dev", **header}
        return jwt.encode(self.claims, key, algorithm=algorithm, headers=headers)

    def unsigned(self, alg: str, signature: bytes = b"") -> str:
        header = encoded({"alg": alg, "typ": "JWT", "kid": "dev"})
        return f"{header}.{encoded(self.claims)}.{encoded(signature)}"

    def keyed_with_the_public_key(self) -> str:
        public = self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        message = f"{encoded({'alg': 'HS256', 'kid': 'dev'})}.{encoded(self.claims)}"
        return f"{message}.{encoded(hmac.digest(public, message.encode(), 'sha256'))}"

    def tampered(self, **claims: Any) -> str:
        header, _, signature = self.good.split(".")
        return f"{header}.{encoded({**self.claims, **claims})}.{signature}"


def encoded(part: bytes | Claims) -> str:
    content = part if isinstance(part, bytes) else orjson.dumps(part)
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def public_jwk(key: ec.EllipticCurvePrivateKey) -> Claims:
    jwk: Claims = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return jwk


def ago(seconds: float) -> int:
    return int(time.time() - seconds)


HOSTILE: dict[str, Callable[[Forger], str]] = {
    "no token": lambda forger: "nonsense",
    "only dots": lambda forger: "..",
    "no signature": lambda forger: forger.good.rpartition(".")[0] + ".",
    "a cut signature": lambda forger: forger.good[:-8],
    "a zero signature": lambda forger: forger.unsigned("ES256", bytes(64)),
    "a signature in DER": lambda forger: forger.unsigned("ES256", b"\x30\x06\x02\x01\x00\x02\x01"),
    "one that is too long": lambda forger: forger.signed(padding="x" * 9_000),
    "algorithm none": lambda forger: forger.unsigned("none"),
    "algorithm None": lambda forger: forger.unsigned("None", b"x"),
    "keyed with the public key": lambda forger: forger.keyed_with_the_public_key(),
    "a shared secret": lambda forger: forger.signed_by("s" * 32, "HS256"),
    "a stranger's key": lambda forger: forger.signed_by(STRANGER, "ES256"),
    "another algorithm's key": lambda forger: forger.signed_by(RSA, "RS256"),
    "another curve": lambda forger: forger.signed_by(CURVE_384, "ES384"),
    "its own key": lambda forger: forger.signed_by(STRANGER, "ES256", jwk=public_jwk(STRANGER)),
    "an address of keys": lambda forger: forger.signed_by(
        STRANGER, "ES256", kid="theirs", jku="https://evil.example/keys.json"
    ),
    "a certificate's address": lambda forger: forger.signed_by(
        STRANGER, "ES256", x5u="https://evil.example/cert.pem"
    ),
    "an unknown key": lambda forger: forger.signed({"kid": "unknown"}),
    "a key by path": lambda forger: forger.signed({"kid": "../../dev/null"}),
    "an unknown extension": lambda forger: forger.signed({"crit": ["exp"], "exp": 1}),
    "a detached payload": lambda forger: forger.signed({"crit": ["b64"], "b64": False}),
    "another issuer": lambda forger: forger.signed(iss="somebody"),
    "no issuer": lambda forger: forger.signed(iss=None),
    "another audience": lambda forger: forger.signed(aud="another-product"),
    "no audience": lambda forger: forger.signed(aud=None),
    "expired": lambda forger: forger.signed(exp=ago(6)),
    "without end": lambda forger: forger.signed(exp=None),
    "an end beyond all calendars": lambda forger: forger.signed(exp=10**30),
    "an end in words": lambda forger: forger.signed(exp="9999999999"),
    "not yet valid": lambda forger: forger.signed(nbf=ago(-60)),
    "of the future": lambda forger: forger.signed(iat=ago(-60)),
    "without a beginning": lambda forger: forger.signed(iat=None),
    "nobody": lambda forger: forger.signed(sub=None),
    "a person without an id": lambda forger: forger.signed(sub="manager"),
    "no studio": lambda forger: forger.signed(tenant=None),
    "many studios": lambda forger: forger.signed(tenant=[forger.claims["tenant"]]),
    "tampered": lambda forger: forger.tampered(email="owner@northlight.example"),
}
