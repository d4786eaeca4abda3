"""The keys that an identity provider publishes, kept at hand (JSON Web Key Set)."""

import asyncio
import http.client
import math
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Self

import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from app.fetching import PATIENCE, fetch_object
from app.tokens import PublicKey

log = structlog.get_logger(__name__)

COOL_DOWN = 10.0
"""Seconds between two fetches for the sake of keys that we do not have: anybody can name one."""

SMALLEST_RSA = 2048  # bits


class KeysUnavailable(Exception):
    """The provider has not been reached since the start: nobody can tell a good token yet."""


class Jwks:
    """A provider's keys: fetched at the start, every `refresh` seconds, and for an unknown name.

    There is one fetch at a time. Where one fails, the keys of the last that did not still count.
    """

    def __init__(self, issuer: str, url: str | None = None, *, refresh: float) -> None:
        """Without a `url`, OpenID discovery says where they are."""
        self._issuer = issuer
        self._url = url
        self._refresh = refresh
        self._keys: Mapping[str, PublicKey] | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._sought = -math.inf

    async def __aenter__(self) -> Self:
        self._refreshing = asyncio.create_task(self._keep_fresh(), name="identity provider's keys")
        return self

    async def __aexit__(self, *_: object) -> None:
        running = [task for task in (self._refreshing, self._fetching) if task]
        for task in running:
            task.cancel()
        await asyncio.wait(running)

    async def find(self, key_id: str) -> PublicKey | None:
        """The key of that name. Raises `KeysUnavailable`."""
        if self._keys is None or key_id not in self._keys:
            await self._seek()
        if self._keys is None:
            raise KeysUnavailable(self._issuer)
        return self._keys.get(key_id)

    async def _seek(self) -> None:
        now = time.monotonic()
        if self._is_fetching:
            await self._fetched()
        elif now - self._sought >= COOL_DOWN:
            self._sought = now
            await self._fetched()

    async def _keep_fresh(self) -> None:
        while True:
            await self._fetched()
            await asyncio.sleep(self._refresh)

    @property
    def _is_fetching(self) -> bool:
        return self._fetching is not None and not self._fetching.done()

    async def _fetched(self) -> None:
        """Wait for a fetch, a new one unless one is under way, but not for ever."""
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetch())
        await asyncio.wait([self._fetching], timeout=PATIENCE)

    async def _fetch(self) -> None:
        try:
            self._keys = await asyncio.to_thread(self._read)
        except (OSError, ValueError, http.client.HTTPException) as error:
            reason = f"{type(error).__name__}: {error}"
            log.warning("keys not fetched", issuer=self._issuer, reason=reason)

    def _read(self) -> Mapping[str, PublicKey]:
        keys = fetch_object(self._url or self._discovered()).get("keys")
        if not isinstance(keys, list):
            raise ValueError("no set of keys")
        return dict(_usable(keys))

    def _discovered(self) -> str:
        document = fetch_object(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        if document.get("issuer") != self._issuer:
            raise ValueError("the discovery document is another issuer's")
        url = document.get("jwks_uri")
        if not isinstance(url, str):
            raise ValueError("the discovery document names no keys")
        return url


def _usable(keys: list[Any]) -> Iterator[tuple[str, PublicKey]]:
    """Those that sign with RS256 or ES256 and have a name."""
    for jwk in keys:
        key_id = jwk.get("kid") if isinstance(jwk, dict) else None
        with suppress(jwt.InvalidKeyError, ArithmeticError, LookupError, TypeError, ValueError):
            if isinstance(key_id, str) and (key := _key_of(jwk)):
                yield key_id, key


def _key_of(jwk: Mapping[str, Any]) -> PublicKey | None:
    if jwk.get("use", "sig") != "sig":
        return None
    key: object
    match jwk["kty"], jwk.get("alg"):
        case "RSA", "RS256" | None:
            key = RSAAlgorithm.from_jwk(dict(jwk))
            return key if isinstance(key, RSAPublicKey) and key.key_size >= SMALLEST_RSA else None
        case "EC", "ES256" | None:
            key = ECAlgorithm.from_jwk(dict(jwk))
            fits = isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1)
            return key if fits else None  # type: ignore[return-value]
    return None
