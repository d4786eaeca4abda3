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
from tests.app.provider import jwk_of

Claims = dict[str, Any]
STRANGER = ec.generate_private_key(ec.SECP256R1())
CURVE_384 = ec.generate_private_key(ec.SECP384R1())
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Forger:
    """Has seen a good token, and even holds the issuer's key where a test gives it to him."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, good: str) -> None:
        self.key = key
        self.good = good
        self.key_id: str = jwt.get_unverified_header(good)["kid"]
        self.claims: Claims = jwt.decode(good, options={"verify_signature": False})

    def signed(self, header: Mapping[str, Any] | None = None, **claims: Any) -> str:
        """Signed by the issuer himself, who must have been out of his mind."""
        merged = {**self.claims, **claims}
        kept = {name: value for name, value in merged.items() if value is not None}
        headers = {"kid": self.key_id, **(header or {})}
        return jwt.encode(kept, self.key, algorithm="ES256", headers=headers)

    def signed_by(self, key: Any, algorithm: str, **header: Any) -> str:
        headers = {"kid": self.key_id, **header}
        return jwt.encode(self.claims, key, algorithm=algorithm, headers=headers)

    def unsigned(self, alg: str, signature: bytes = b"") -> str:
        header = encoded({"alg": alg, "typ": "JWT", "kid": self.key_id})
        return f"{header}.{encoded(self.claims)}.{encoded(signature)}"

    def keyed_with_the_public_key(self) -> str:
        public = self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        message = f"{encoded({'alg': 'HS256', 'kid': self.key_id})}.{encoded(self.claims)}"
        return f"{message}.{encoded(hmac.digest(public, message.encode(), 'sha256'))}"

    def saying(self, payload: bytes) -> str:
        """Signed by the issuer, whatever it is."""
        return jwt.api_jws.encode(payload, self.key, "ES256", headers={"kid": self.key_id})

    def tampered(self, **claims: Any) -> str:
        header, _, signature = self.good.split(".")
        return f"{header}.{encoded({**self.claims, **claims})}.{signature}"


def dev_key(settings: Settings) -> ec.EllipticCurvePrivateKey:
    """The key with which the server signs for itself."""
    assert settings.auth_dev_key_file
    key = load_pem_private_key(settings.auth_dev_key_file.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def encoded(part: bytes | Claims) -> str:
    content = part if isinstance(part, bytes) else orjson.dumps(part)
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


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
    "its own key": lambda forger: forger.signed_by(STRANGER, "ES256", jwk=jwk_of(STRANGER, "own")),
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
    "nobody with a name": lambda forger: forger.signed(sub=""),
    "a person as a number": lambda forger: forger.signed(sub=7),
    "a token of a sign-out": lambda forger: forger.signed({"typ": "logout+jwt"}),
    "a type that is none": lambda forger: forger.signed({"typ": ["JWT"]}),
    "a key without a name": lambda forger: forger.signed({"kid": ""}),
    "several keys": lambda forger: forger.signed_by(STRANGER, "ES256", jwk=[], x5c=["AAAA"]),
    "the audience within a text": lambda forger: forger.signed(aud="production-tool-2"),
    "an audience of another form": lambda forger: forger.signed(aud={"production-tool": True}),
    "a beginning in words": lambda forger: forger.signed(iat="now"),
    "a payload that is a list": lambda forger: forger.saying(b'["production-tool"]'),
    "a payload that is no JSON": lambda forger: forger.saying(b"production-tool"),
    "a header of many levels": lambda forger: encoded(b'{"a":' * 1_200 + b"}" * 1_200) + "..",
    "a payload of many levels": lambda forger: forger.saying(b"[" * 2_000),
    "tampered": lambda forger: forger.tampered(email="owner@northlight.example"),
}

HOSTILE_TO_OURSELVES: dict[str, Callable[[Forger], str]] = {
    "a person without an id": lambda forger: forger.signed(sub="manager"),
    "no studio": lambda forger: forger.signed(tenant=None),
    "many studios": lambda forger: forger.signed(tenant=[forger.claims["tenant"]]),
}

V1: Claims = {"org_id": "org_1", "org_slug": "northlight", "org_role": "org:admin"}
V2: Claims = {"v": 2, "o": {"id": "org_1", "slg": "northlight", "rol": "admin"}}


def both(**in_second: Any) -> Claims:
    """An organisation in both forms of Clerk's, of which the second says something else."""
    return {**V1, **V2, "o": {**V2["o"], **in_second}}


HOSTILE_TO_PROVIDERS: dict[str, Callable[[Forger], str]] = {
    "another party": lambda forger: forger.signed(azp="https://evil.example"),
    "no party": lambda forger: forger.signed(azp=None),
    "an empty party": lambda forger: forger.signed(azp=""),
    "parties": lambda forger: forger.signed(azp=[forger.claims["azp"]]),
    "a party and more": lambda forger: forger.signed(azp=forger.claims["azp"] + ".evil.example"),
    "the name of an RSA key": lambda forger: forger.signed({"kid": "rsa"}),
    "an RSA key in the name of another": lambda forger: forger.signed_by(RSA, "RS256", kid="rsa"),
    "two other organisations": lambda forger: forger.signed(**both(slg="driftwood")),
    "another organisation's id": lambda forger: forger.signed(**both(id="org_2")),
    "two roles": lambda forger: forger.signed(**both(rol="owner")),
    "half an organisation": lambda forger: forger.signed(**both(slg=None)),
    "an organisation in the old form only": lambda forger: forger.signed(**V1, v=2),
    "an organisation as a text": lambda forger: forger.signed(v=2, o="northlight"),
    "an organisation as a list": lambda forger: forger.signed(org_slug=["northlight"]),
    "an organisation with a null": lambda forger: forger.signed(org_slug="north\0light"),
    "a claim and another organisation": lambda forger: forger.signed(studio="driftwood", **V2),
    "a studio as an object": lambda forger: forger.signed(studio={"slug": "northlight"}),
    "another's studio": lambda forger: forger.signed(studio="driftwood"),
    "a studio that does not exist": lambda forger: forger.signed(studio="nowhere"),
    "a sign-in that is not complete": lambda forger: forger.signed(sts="pending"),
    "an e-mail that is not verified": lambda forger: forger.signed(email_verified=False),
    "an e-mail verified in words": lambda forger: forger.signed(email_verified="true"),
    "an e-mail verified by a number": lambda forger: forger.signed(email_verified=1),
    "an e-mail that nobody verifies": lambda forger: forger.signed(email_verified=None),
    "no e-mail": lambda forger: forger.signed(email=None),
    "e-mails": lambda forger: forger.signed(email=["manager@northlight.example"]),
    "a stranger's e-mail": lambda forger: forger.signed(email="stranger@northlight.example"),
    "an e-mail that looks alike": lambda forger: forger.signed(email="\u212aim@northlight.example"),
    "one that does to PostgreSQL": lambda forger: forger.signed(
        email="owner@northl\u0130ght.example"
    ),
    "an e-mail with more": lambda forger: forger.signed(email="manager@northlight.example\n"),
    "a person of 256 characters": lambda forger: forger.signed(sub="x" * 256),
    "a person with a null": lambda forger: forger.signed(sub="user\0"),
    "a name as an object": lambda forger: forger.signed(name={"first": "Maya"}),
    "a session as a number": lambda forger: forger.signed(sid=7),
}
