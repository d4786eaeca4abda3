import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from starlette.responses import JSONResponse, RedirectResponse, Response
from structlog.testing import capture_logs

from app import fetching, jwks
from app.jwks import Jwks, KeysUnavailable
from tests.app.provider import Provider, jwk_of, new_key, publishing
from tests.subscriptions.conditions import until


@pytest.fixture(scope="module")
async def publisher() -> AsyncIterator[Provider]:
    async with publishing() as provider:
        yield provider


@pytest.fixture
def provider(publisher: Provider) -> Provider:
    """A provider as on its first day."""
    publisher.keys = {"first": new_key()}
    publisher.fetches, publisher.answer, publisher.discovery = 0, None, None
    return publisher


@asynccontextmanager
async def fetched(provider: Provider, refresh: float = 600) -> AsyncIterator[Jwks]:
    """The provider's keys, after the first fetch, whatever came of it."""
    async with Jwks(provider.url, provider.keys_url, refresh=refresh) as keys:
        await until(lambda: not keys._is_fetching and keys._fetching is not None)
        yield keys


async def test_keys_are_found_where_discovery_says(provider: Provider) -> None:
    async with Jwks(provider.url, refresh=600) as keys:
        assert await keys.find("first") == provider.keys["first"].public_key()
        assert await keys.find("second") is None


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"issuer": "https://somebody.example", "jwks_uri": "https://somebody.example/keys"},
        {"issuer": "same", "jwks_uri": None},
        {"issuer": "same", "jwks_uri": ["https://somebody.example/keys"]},
        {"issuer": "same", "jwks_uri": "http://somebody.example/keys"},
        {"issuer": "same", "jwks_uri": "file:///etc/passwd"},
        {"issuer": "same", "jwks_uri": "data:application/json,{}"},
    ],
)
async def test_a_discovery_document_that_is_not_the_issuers_or_leads_astray_gives_no_keys(
    provider: Provider, document: dict[str, Any]
) -> None:
    if document.get("issuer") == "same":
        document = {**document, "issuer": provider.url}
    provider.discovery = document
    with capture_logs() as logs:
        async with Jwks(provider.url, refresh=600) as keys:
            with pytest.raises(KeysUnavailable):
                await keys.find("first")
    assert [line["event"] for line in logs] == ["keys not fetched"]


async def test_many_who_need_a_key_at_once_share_one_fetch(provider: Provider) -> None:
    async with Jwks(provider.url, provider.keys_url, refresh=600) as keys:
        found = await asyncio.gather(*(keys.find("first") for _ in range(100)))
    assert len(set(map(id, found))) == 1
    assert provider.fetches == 1


async def test_a_new_key_is_fetched_at_once(provider: Provider) -> None:
    async with fetched(provider) as keys:
        provider.keys["second"] = new_key()
        assert await keys.find("second") == provider.keys["second"].public_key()


async def test_a_flood_of_unknown_keys_makes_one_fetch_until_the_cool_down_is_over(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with fetched(provider) as keys:
        found = await asyncio.gather(*(keys.find(f"made up {n}") for n in range(1000)))
        for n in range(1000):
            found.append(await keys.find(f"made up too {n}"))
        assert set(found) == {None}
        assert provider.fetches == 2
        monkeypatch.setattr(jwks, "COOL_DOWN", 0.05)
        await asyncio.sleep(0.05)
        await keys.find("made up")
        assert provider.fetches == 3


async def test_a_withdrawn_key_is_gone_with_the_next_refresh(provider: Provider) -> None:
    async with fetched(provider, refresh=0.05) as keys:
        provider.keys = {"second": new_key()}
        await until(lambda: "first" not in (keys._keys or ()))
        assert await keys.find("second")


def answering(response: Response) -> Any:
    async def answer() -> Response:
        return response

    return answer


KEYS_OF_ANOTHER_FORM = {
    "an error": Response(status_code=500),
    "no JSON": Response("<html>"),
    "a list": JSONResponse([]),
    "no list of keys": JSONResponse({"keys": {"first": {}}}),
    "too much": JSONResponse({"keys": [], "padding": "x" * 300_000}),
    "another place": RedirectResponse("/keys.json?moved"),
    "not UTF-8": Response(b'{"keys": "\xff"}'),
}


@pytest.mark.parametrize("kind", KEYS_OF_ANOTHER_FORM)
async def test_while_a_fetch_fails_the_last_keys_count(provider: Provider, kind: str) -> None:
    async with fetched(provider) as keys:
        provider.answer = answering(KEYS_OF_ANOTHER_FORM[kind])
        with capture_logs() as logs:
            assert await keys.find("unknown") is None
        assert [line["event"] for line in logs] == ["keys not fetched"]
        assert provider.fetches == 2
        assert await keys.find("first") == provider.keys["first"].public_key()


async def test_a_provider_that_is_gone_or_hangs_keeps_nobody_waiting_for_long(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = asyncio.Event()

    async def hang() -> Response:
        await hanging.wait()
        return Response()

    monkeypatch.setattr(fetching, "PATIENCE", 0.3)
    monkeypatch.setattr(jwks, "PATIENCE", 0.2)
    async with fetched(provider) as keys:
        provider.answer = hang
        began = time.monotonic()
        assert await keys.find("unknown") is None
        assert await keys.find("first") is not None
        assert time.monotonic() - began < 1
        await until(lambda: not keys._is_fetching)
        hanging.set()
    async with Jwks("http://127.0.0.1:9", refresh=600) as gone:
        with pytest.raises(KeysUnavailable):
            await gone.find("first")


async def test_what_was_never_fetched_is_fetched_when_the_provider_is_back(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.answer = answering(Response(status_code=503))
    async with fetched(provider) as keys:
        with pytest.raises(KeysUnavailable):
            await keys.find("first")
        provider.answer = None
        monkeypatch.setattr(jwks, "COOL_DOWN", 0)
        assert await keys.find("first")


async def test_only_keys_that_sign_with_rs256_or_es256_count(provider: Provider) -> None:
    good, strong = new_key(), rsa.generate_private_key(public_exponent=65537, key_size=2048)
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    private = jwk_of(good, "private", d="AAAA")
    other_curve = ec.generate_private_key(ec.SECP384R1())
    published: list[Any] = [
        jwk_of(good, "good"),
        jwk_of(strong, "strong", alg="RS256"),
        {name: part for name, part in jwk_of(good, "plain").items() if name != "use"},
        jwk_of(strong, "other algorithm", alg="RS512"),
        jwk_of(strong, "probabilistic", alg="PS256"),
        jwk_of(weak, "weak"),
        jwk_of(good, "for encryption", use="enc"),
        jwk_of(other_curve, "other curve"),
        jwk_of(good, "not on the curve", y=jwk_of(new_key(), "")["y"]),
        jwk_of(good, "unreadable", x="%%%"),
        jwk_of(good, "number", x=7),
        {"kid": "shared", "kty": "oct", "k": "c2VjcmV0"},
        {**jwk_of(good, ""), "kid": 7},
        {name: part for name, part in jwk_of(good, "").items() if name != "kid"},
        private,
        {"kid": "nothing"},
        None,
        "good",
    ]
    provider.answer = answering(JSONResponse({"keys": published}))
    async with fetched(provider) as keys:
        assert sorted(keys._keys or ()) == ["good", "plain", "strong"]
