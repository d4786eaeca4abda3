import asyncio
from dataclasses import replace
from typing import Any

import asyncpg
import httpx
import pytest

from app.asgi import create_app
from app.refusal import Refusal
from app.settings import Settings
from domain.roles import Role
from tests.app.forging import V1, V2
from tests.app.provider import PARTY, Provider, new_key, publishing
from tests.app.server import Server, serving
from tests.factories import Studio
from tests.newcomers import add_member, invite

VIEWER = "{ viewer { role user { email } tenant { slug } } }"
STRANGER = "You are not a member of this studio."


async def viewer(server: Server, token: str, studio: str | None = None) -> Any:
    """Who the token is, asked twice: the second time is the short way."""
    answers = [(await server.ask(VIEWER, token, studio=studio)).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert "errors" not in answers[0], answers[0]
    return answers[0]["data"]["viewer"]


async def refusal(server: Server, token: str, studio: str | None = None) -> tuple[str, str]:
    (error,) = (await server.ask(VIEWER, token, studio=studio)).json()["errors"]
    return error["extensions"]["code"], error["message"]


async def studios(server: Server, token: str) -> httpx.Response:
    return await server.http.get("/auth/studios", headers={"authorization": f"Bearer {token}"})


@pytest.fixture
async def of_both(studio: Studio, other_studio: Studio, superuser: asyncpg.Connection) -> str:
    """The address of a manager at northlight who is a viewer at driftwood, too."""
    await add_member(superuser, other_studio, studio.members[Role.MANAGER], Role.VIEWER)
    return studio.email(Role.MANAGER)


# Clerk -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("organisation", [V1, V2, {**V1, **V2}, {}], ids=["1", "2", "both", "none"])
@pytest.mark.parametrize("key", ["first", "rsa"])
async def test_a_session_token_of_clerk_lets_a_member_in(
    clerk: Server, provider: Provider, studio: Studio, organisation: dict[str, Any], key: str
) -> None:
    claims = provider.clerk_claims(studio.email(Role.VIEWER), **organisation)
    assert await viewer(clerk, provider.sign(claims, key)) == {
        "role": "VIEWER",  # whatever the role at Clerk: it is an admin's
        "user": {"email": studio.email(Role.VIEWER)},
        "tenant": {"slug": "northlight"},
    }


async def test_a_token_for_an_audience_is_not_for_a_server_without_one(
    clerk: Server, provider: Provider, studio: Studio
) -> None:
    claims = provider.clerk_claims(studio.email(Role.VIEWER), aud="another-service")
    assert (await refusal(clerk, provider.sign(claims)))[0] == "UNAUTHENTICATED"


async def test_who_is_invited_gets_in_with_their_first_request(
    clerk: Server, provider: Provider, studio: Studio, superuser: asyncpg.Connection
) -> None:
    claims = provider.clerk_claims("ada@example.com", name="Ada Reyes")
    code, message = await refusal(clerk, provider.sign(claims))
    assert (code, message) == ("UNAUTHENTICATED", "No studio has invited your e-mail address.")
    await invite(superuser, studio, "Ada@example.com", Role.MANAGER)
    found = await viewer(clerk, provider.sign(claims))
    assert (found["role"], found["user"]) == ("MANAGER", {"email": "ada@example.com"})


async def test_somebody_known_joins_another_studio_with_their_next_token(
    clerk: Server,
    provider: Provider,
    studio: Studio,
    other_studio: Studio,
    superuser: asyncpg.Connection,
) -> None:
    claims = provider.clerk_claims(studio.email(Role.ARTIST))
    await viewer(clerk, provider.sign(claims))
    await invite(superuser, other_studio, studio.email(Role.ARTIST), Role.VIEWER)
    next_token = provider.sign({**claims, "exp": claims["exp"] + 1})
    found = await viewer(clerk, next_token, "driftwood")
    assert found["role"] == "VIEWER"


async def test_a_session_without_an_e_mail_is_enough_for_who_is_known(
    clerk: Server, provider: Provider, studio: Studio
) -> None:
    claims = provider.clerk_claims(studio.email(Role.OWNER))
    await viewer(clerk, provider.sign(claims))
    del claims["email"], claims["email_verified"]
    assert (await viewer(clerk, provider.sign(claims)))["role"] == "OWNER"


async def test_a_token_is_looked_into_once(
    clerk: Server, provider: Provider, studio: Studio, superuser: asyncpg.Connection
) -> None:
    token = provider.sign(provider.clerk_claims(studio.email(Role.OWNER)))
    await viewer(clerk, token, studio.slug)
    await superuser.execute("revoke select on identities, tenants from production_tool_system")
    try:
        answer = await viewer(clerk, token, studio.slug)
    finally:
        await superuser.execute("grant select on identities, tenants to production_tool_system")
    assert answer["role"] == "OWNER"


# Which studio ------------------------------------------------------------------------------------


async def test_who_belongs_to_several_studios_has_to_say_which(
    oidc: Server, provider: Provider, of_both: str
) -> None:
    token = provider.sign(provider.claims(of_both))
    code, message = await refusal(oidc, token)
    assert code == "STUDIO_REQUIRED"
    assert "northlight" not in message
    assert "driftwood" not in message
    assert (await viewer(oidc, token, "northlight"))["role"] == "MANAGER"
    assert (await viewer(oidc, token, "driftwood"))["role"] == "VIEWER"
    modern = {"accept": "application/graphql-response+json", "authorization": f"Bearer {token}"}
    answer = await oidc.http.post("/graphql", json={"query": VIEWER}, headers=modern)
    assert (answer.status_code, answer.json().keys()) == (400, {"errors"})


async def test_the_token_comes_before_the_header(
    oidc: Server, provider: Provider, of_both: str
) -> None:
    claims = provider.claims(of_both)
    for said in ({"studio": "driftwood"}, {"v": 2, "o": {"slg": "driftwood"}}):
        token = provider.sign({**claims, **said})
        assert (await viewer(oidc, token, "northlight"))["tenant"] == {"slug": "driftwood"}


@pytest.mark.parametrize("slug", ["driftwood", "nowhere", "NORTHLIGHT", "north light", "x" * 300])
async def test_a_studio_of_others_and_one_that_is_none_are_refused_in_the_same_words(
    oidc: Server, provider: Provider, studio: Studio, other_studio: Studio, slug: str
) -> None:
    token = provider.sign(provider.claims(studio.email(Role.OWNER)))
    assert await refusal(oidc, token, slug) == ("UNAUTHENTICATED", STRANGER)


async def test_a_second_membership_makes_the_studio_a_question(
    oidc: Server,
    provider: Provider,
    studio: Studio,
    other_studio: Studio,
    superuser: asyncpg.Connection,
) -> None:
    token = provider.sign(provider.claims(studio.email(Role.OWNER)))
    await viewer(oidc, token)
    await add_member(superuser, other_studio, studio.members[Role.OWNER], Role.VIEWER)
    await oidc.ask("mutation { __typename }", token)
    assert (await refusal(oidc, token))[0] == "STUDIO_REQUIRED"


async def test_who_is_removed_is_out_at_once(
    oidc: Server, provider: Provider, studio: Studio, superuser: asyncpg.Connection
) -> None:
    token = provider.sign(provider.claims(studio.email(Role.VIEWER)))
    await viewer(oidc, token)
    await superuser.execute(
        "delete from memberships where user_id = $1", studio.members[Role.VIEWER]
    )
    assert await refusal(oidc, token) == ("UNAUTHENTICATED", STRANGER)
    assert (await studios(oidc, token)).json() == {"studios": []}


async def test_a_person_can_list_their_studios_and_no_others(
    oidc: Server, server: Server, provider: Provider, of_both: str
) -> None:
    northlight = {"slug": "northlight", "name": "Northlight", "role": "manager"}
    driftwood = {"slug": "driftwood", "name": "Driftwood", "role": "viewer"}
    claims = provider.claims(of_both)
    answer = await studios(oidc, provider.sign(claims))
    assert answer.json() == {"studios": [driftwood, northlight]}
    assert answer.headers["cache-control"] == "no-store"
    bound = provider.sign({**claims, "studio": "northlight"})
    assert (await studios(oidc, bound)).json() == {"studios": [northlight]}
    ours = await server.token(of_both, "driftwood")
    assert (await studios(server, ours)).json() == {"studios": [driftwood]}


async def test_who_has_not_signed_in_gets_no_list(oidc: Server, provider: Provider) -> None:
    stranger = provider.sign(provider.claims("stranger@example.com"))
    for authorization in ("", "Bearer nonsense", f"Bearer {stranger}"):
        headers = {"authorization": authorization}
        answer = await oidc.http.get("/auth/studios", headers=headers)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}


# Over a WebSocket --------------------------------------------------------------------------------


async def opened(server: Server, **payload: Any) -> object:
    """What comes of a connection: its studio, or the code of its close."""
    async with server.connect() as socket:
        await socket.send(type="connection_init", payload=payload)
        try:
            await socket.receive()
        except Exception:  # noqa: BLE001 - whatever the client calls a close
            return await socket.closed()
        await socket.subscribe("{ viewer { tenant { slug } } }")
        return (await socket.receive())["payload"]["data"]["viewer"]["tenant"]["slug"]


async def test_a_connection_names_its_studio_when_it_opens(
    oidc: Server, provider: Provider, of_both: str
) -> None:
    bearer = f"Bearer {provider.sign(provider.claims(of_both))}"
    assert await opened(oidc, authorization=bearer, studio="driftwood") == "driftwood"
    for studio in (None, "", "nowhere", "north\0light", 7, ["driftwood"]):
        assert await opened(oidc, authorization=bearer, studio=studio) == 4401
    assert await opened(oidc, authorization="Bearer nonsense", studio="driftwood") == 4403


async def test_a_connection_stays_in_its_studio_when_its_person_joins_another(
    oidc: Server,
    provider: Provider,
    studio: Studio,
    other_studio: Studio,
    superuser: asyncpg.Connection,
) -> None:
    token = provider.sign(provider.claims(studio.email(Role.OWNER)))
    async with oidc.sign_in(token) as socket:
        await add_member(superuser, other_studio, studio.members[Role.OWNER], Role.VIEWER)
        await socket.subscribe("{ viewer { tenant { slug } } }")
        answer = await socket.receive()
        assert answer["payload"]["data"] == {"viewer": {"tenant": {"slug": "northlight"}}}


# The provider's keys -----------------------------------------------------------------------------


async def test_a_withdrawn_key_opens_nothing_any_more_nor_do_tokens_that_were_good(
    settings: Settings, studio: Studio
) -> None:
    async with publishing() as provider:
        strict = replace(
            settings,
            auth_dev_key_file=None,
            auth_issuer=provider.url,
            auth_authorized_parties=(PARTY,),
            auth_keys_refresh=0.1,
        )
        async with serving(strict) as server:
            claims = provider.clerk_claims(studio.email(Role.OWNER))
            token = provider.sign(claims)
            assert (await viewer(server, token))["role"] == "OWNER"
            provider.keys = {"second": new_key()}
            async with asyncio.timeout(5):
                while "data" in (await server.ask(VIEWER, token)).json():
                    pass
            assert (await refusal(server, token))[0] == "UNAUTHENTICATED"
            assert (await viewer(server, provider.sign(claims, "second")))["role"] == "OWNER"


async def test_while_the_provider_has_never_been_reached_nobody_is_called_a_stranger(
    settings: Settings, studio: Studio, provider: Provider
) -> None:
    claims = provider.clerk_claims(studio.email(Role.OWNER))
    cut_off = replace(
        settings,
        auth_dev_key_file=None,
        auth_issuer=provider.url,
        auth_jwks_url="http://127.0.0.1:9/keys.json",
        auth_authorized_parties=(PARTY,),
    )
    async with serving(cut_off) as server:
        assert (await refusal(server, provider.sign(claims)))[0] == "INTERNAL"
        assert await opened(server, authorization=f"Bearer {provider.sign(claims)}") == 1013


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"auth_dev_key_file": None}, "AUTH_AUDIENCE or AUTH_AUTHORIZED_PARTIES"),
        ({"auth_audience": "studio"}, "AUTH_DEV_KEY_FILE lets in anybody"),
    ],
)
def test_settings_that_let_in_too_many_are_refused(
    settings: Settings, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        create_app(replace(settings, auth_issuer="https://id.example", **changes))
