"""An identity provider on this machine: it signs what it is told to, and publishes its keys."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.serving import config
from app.settings import Settings
from tests.app.server import Quiet

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

KEYS = "/keys.json"
DISCOVERY = "/.well-known/openid-configuration"
PARTY = "https://studio.example"
AUDIENCE = "production-tool"


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def new_rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwk_of(key: Key, key_id: str, **members: Any) -> dict[str, Any]:
    """The public half as providers publish it."""
    if isinstance(key, rsa.RSAPrivateKey):
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    else:
        jwk = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {"kid": key_id, "use": "sig", **jwk, **members}


@dataclass
class Provider:
    """What it publishes may be changed at any time, and so may how it answers."""

    url: str = ""
    keys: dict[str, Key] = field(default_factory=lambda: {"first": new_key()})
    fetches: int = 0
    answer: Callable[[], Awaitable[Response]] | None = None
    discovery: dict[str, Any] | None = None

    @property
    def keys_url(self) -> str:
        return self.url + KEYS

    def sign(
        self, claims: dict[str, Any], key_id: str = "first", header: dict[str, Any] | None = None
    ) -> str:
        key = self.keys[key_id]
        algorithm = "RS256" if isinstance(key, rsa.RSAPrivateKey) else "ES256"
        headers = {"kid": key_id, **(header or {})}
        return jwt.encode(claims, key, algorithm=algorithm, headers=headers)

    def claims(self, email: str | None = None, **more: Any) -> dict[str, Any]:
        """Of somebody whom nobody has seen before, for a minute. None leaves a claim out."""
        now = int(time.time())
        said = {
            "iss": self.url,
            "aud": AUDIENCE,
            "azp": PARTY,
            "sub": f"user_{uuid4().hex}",
            "sid": f"sess_{uuid4().hex}",
            "iat": now,
            "nbf": now,
            "exp": now + 60,
            "email": email,
            "email_verified": email and True,
            **more,
        }
        return {name: value for name, value in said.items() if value is not None}

    def clerk_claims(self, email: str | None = None, **more: Any) -> dict[str, Any]:
        """The same as a session token of Clerk's: it names no audience."""
        return self.claims(email, **{"aud": None, "sts": "active", "fva": [0, -1], **more})

    async def publish(self, _: Request) -> Response:
        self.fetches += 1
        if self.answer:
            return await self.answer()
        return JSONResponse({"keys": [jwk_of(key, name) for name, key in self.keys.items()]})

    async def describe(self, _: Request) -> Response:
        default = {"issuer": self.url, "jwks_uri": self.keys_url}
        return JSONResponse(default if self.discovery is None else self.discovery)


@asynccontextmanager
async def publishing() -> AsyncIterator[Provider]:
    provider = Provider()
    routes = [Route(KEYS, provider.publish), Route(DISCOVERY, provider.describe)]
    async with Quiet(config(Starlette(routes=routes), Settings())) as server:
        provider.url = f"http://{server.address}"
        yield provider
