import pytest

from app.dev_issuer import DevIssuer
from app.settings import Settings
from app.tokens import REMEMBERED, InvalidToken, TokenVerifier
from domain.roles import Role
from tests.app.forging import HOSTILE, Forger, ago
from tests.app.server import Server
from tests.factories import Studio
from tests.subscriptions.conditions import until

VIEWER = "{ viewer { role } }"


@pytest.fixture
def forger(settings: Settings, manager: str) -> Forger:
    return Forger(settings, manager)


@pytest.fixture
def verifier(settings: Settings) -> TokenVerifier:
    assert settings.auth_dev_key_file
    issuer, audience = settings.auth_issuer, settings.auth_audience
    keys = DevIssuer.from_file(settings.auth_dev_key_file, issuer=issuer, audience=audience).keys
    return TokenVerifier(keys, issuer=issuer, audience=audience)


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_hostile_token_is_not_accepted(server: Server, forger: Forger, kind: str) -> None:
    answer = await server.ask(VIEWER, HOSTILE[kind](forger))
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "UNAUTHENTICATED"}
    known = {"The token is not accepted.", "The token has expired.", "authorization"}
    assert any(words in error["message"] for words in known)


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
