import asyncpg
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from app.dev_issuer import DevIssuer
from app.settings import Settings
from app.tokens import REMEMBERED, InvalidToken, TokenVerifier
from domain.roles import Role
from tests.app.forging import (
    HOSTILE,
    HOSTILE_TO_OURSELVES,
    HOSTILE_TO_PROVIDERS,
    V1,
    V2,
    Forger,
    ago,
    both,
    dev_key,
)
from tests.app.provider import Provider
from tests.app.server import Server
from tests.factories import Studio
from tests.subscriptions.conditions import until

VIEWER = "{ viewer { role } }"


@pytest.fixture
def forger(settings: Settings, manager: str) -> Forger:
    return Forger(dev_key(settings), manager)


@pytest.fixture
def verifier(settings: Settings) -> TokenVerifier:
    assert settings.auth_dev_key_file
    return DevIssuer.from_file(settings.auth_dev_key_file).verifier


def abroad(provider: Provider, studio: Studio) -> Forger:
    """Holds the key of the identity provider, and a token of the manager's, for the first time."""
    key = provider.keys["first"]
    assert isinstance(key, EllipticCurvePrivateKey)
    return Forger(key, provider.sign(provider.claims(studio.email(Role.MANAGER))))


@pytest.mark.parametrize("kind", HOSTILE | HOSTILE_TO_OURSELVES)
async def test_a_hostile_token_is_not_accepted(server: Server, forger: Forger, kind: str) -> None:
    answer = await server.ask(VIEWER, (HOSTILE | HOSTILE_TO_OURSELVES)[kind](forger))
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "UNAUTHENTICATED"}
    known = {"The token is not accepted.", "The token has expired.", "authorization"}
    assert any(words in error["message"] for words in known)


async def test_no_hostile_token_of_an_identity_provider_is_accepted(
    oidc: Server,
    provider: Provider,
    studio: Studio,
    other_studio: Studio,
    superuser: asyncpg.Connection,
) -> None:
    await superuser.execute(
        "update users set email = 'kim@northlight.example' where id = $1",
        other_studio.members[Role.OWNER],
    )
    codes = {}
    for kind, forge in (HOSTILE | HOSTILE_TO_PROVIDERS).items():
        answer = await oidc.ask(VIEWER, forge(abroad(provider, studio)))
        codes[kind] = [error["extensions"]["code"] for error in answer.json().get("errors", ())]
    assert {kind: code for kind, code in codes.items() if code != ["UNAUTHENTICATED"]} == {}
    assert await superuser.fetchval("select count(*) from users") == 2 * len(Role)


async def test_a_good_token_of_an_identity_provider_is_accepted(
    oidc: Server, provider: Provider, studio: Studio
) -> None:
    forger_abroad = abroad(provider, studio)
    in_another_form = {"typ": "at+jwt"}, {"typ": None}
    for token in (
        forger_abroad.good,
        forger_abroad.signed(aud=["another", "production-tool"]),
        forger_abroad.signed(nbf=ago(-3)),
        *(forger_abroad.signed(header) for header in in_another_form),
        *(forger_abroad.signed(**claims) for claims in (V1, V2, both(), both(rol="org:admin"))),
    ):
        answer = await oidc.ask(VIEWER, token)
        assert answer.json() == {"data": {"viewer": {"role": "MANAGER"}}}


async def test_a_good_token_is_accepted(server: Server, forger: Forger) -> None:
    for token in (forger.good, forger.signed(exp=ago(2)), forger.signed(iat=ago(-3))):
        answer = await server.ask(VIEWER, token)
        assert answer.json() == {"data": {"viewer": {"role": "MANAGER"}}}


async def test_other_schemes_than_bearer_are_refused(server: Server, manager: str) -> None:
    for authorization in ("Bearer", manager, f"Basic {manager}", f"Bearer{manager}"):
        headers = {"authorization": authorization}
        answer = await server.http.post("/graphql", json={"query": VIEWER}, headers=headers)
        assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}


async def test_the_role_comes_from_the_database_and_not_from_the_token(
    server: Server, forger: Forger
) -> None:
    answer = await server.ask(VIEWER, forger.signed(role="owner"))
    assert answer.json() == {"data": {"viewer": {"role": "MANAGER"}}}


async def test_a_token_for_another_studio_is_of_no_use_without_a_membership(
    server: Server, forger: Forger, other_studio: Studio
) -> None:
    answer = await server.ask(VIEWER, forger.signed(tenant=str(other_studio.id)))
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    token = await server.token(other_studio.email(Role.OWNER))
    assert (await server.ask(VIEWER, token)).json() == {"data": {"viewer": {"role": "OWNER"}}}


async def test_a_remembered_token_expires_all_the_same(
    verifier: TokenVerifier, forger: Forger
) -> None:
    token = forger.signed(exp=ago(3))
    claims = await verifier.verify(token)
    assert await verifier.verify(token) is claims
    await until(lambda: claims.expired)
    with pytest.raises(InvalidToken, match="expired"):
        await verifier.verify(token)


async def test_no_more_tokens_are_remembered_than_fit(
    verifier: TokenVerifier, forger: Forger
) -> None:
    first = await verifier.verify(forger.good)
    for number in range(REMEMBERED):
        await verifier.verify(forger.signed(number=number))
    assert await verifier.verify(forger.good) is not first
