from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.asgi import create_app
from app.refusal import Refusal
from app.settings import Settings
from domain.roles import Role
from tests.app.server import Server, serving
from tests.factories import Studio
from tests.newcomers import invite

VIEWER = "{ viewer { role user { email } tenant { slug } } }"


async def test_the_users_of_all_studios_are_offered_by_rank(
    server: Server, studio: Studio, other_studio: Studio
) -> None:
    answer = await server.http.get("/auth/dev/users")
    users = answer.json()["users"]
    assert users[0] == {
        "email": "owner@driftwood.example",
        "name": "Owner of driftwood",
        "role": "owner",
        "tenant": {"slug": "driftwood", "name": "Driftwood"},
    }
    assert [user["role"] for user in users] == [role.value for role in Role] * 2


async def test_anyone_gets_the_token_of_any_user(server: Server, studio: Studio) -> None:
    for email in ("viewer@northlight.example", "Viewer@Northlight.Example"):
        answer = await server.ask(VIEWER, await server.token(email))
        assert answer.json()["data"]["viewer"] == {
            "role": "VIEWER",
            "user": {"email": "viewer@northlight.example"},
            "tenant": {"slug": "northlight"},
        }


async def test_a_user_of_several_studios_has_to_say_which(
    server: Server, studio: Studio, other_studio: Studio, superuser: asyncpg.Connection
) -> None:
    await superuser.execute(
        "insert into memberships (tenant_id, user_id, role) values ($1, $2, 'viewer')",
        other_studio.id,
        studio.members[Role.MANAGER],
    )
    email = studio.email(Role.MANAGER)
    answer = await server.http.post("/auth/dev/token", json={"email": email})
    assert answer.status_code == 400
    assert "driftwood, northlight" in answer.json()["error"]
    roles = {}
    for slug in ("northlight", "driftwood"):
        viewer = await server.ask(VIEWER, await server.token(email, slug))
        roles[slug] = viewer.json()["data"]["viewer"]["role"]
    assert roles == {"northlight": "MANAGER", "driftwood": "VIEWER"}


async def test_who_is_invited_is_offered_and_joins_by_signing_in(
    server: Server, studio: Studio, other_studio: Studio, superuser: asyncpg.Connection
) -> None:
    await invite(superuser, studio, "Ada@example.com", Role.MANAGER)
    past = studio.now - timedelta(days=1)
    await invite(superuser, other_studio, "ada@example.com", expires_at=past)
    members = 2 * len(Role)
    users = (await server.http.get("/auth/dev/users")).json()["users"]
    assert users[members:] == [
        {
            "email": "Ada@example.com",
            "name": "Ada@example.com",
            "role": "manager",
            "tenant": {"slug": "northlight", "name": "Northlight"},
        }
    ]
    refused = await server.http.post(
        "/auth/dev/token", json={"email": "ada@example.com", "tenant": "driftwood"}
    )
    assert refused.status_code == 404
    for _ in range(2):
        answer = await server.ask(VIEWER, await server.token("ada@example.com", "northlight"))
        assert answer.json()["data"]["viewer"]["role"] == "MANAGER"
    users = (await server.http.get("/auth/dev/users")).json()["users"]
    assert [user["name"] for user in users if "ada" in user["name"].lower()] == ["ada"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"email":"nobody@northlight.example"}', 404),
        (b'{"email":"manager@northlight.example","tenant":"driftwood"}', 404),
        (b"{", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"email":7}', 400),
        (b'{"email":"manager@northlight.example","tenant":7}', 400),
        (b'{"email":"nul\\u0000"}', 400),
        (b" " * 200_000, 413),
    ],
)
async def test_who_asks_wrongly_is_told(server: Server, body: bytes, status: int) -> None:
    answer = await server.http.post("/auth/dev/token", content=body)
    assert answer.status_code == status
    assert answer.json().keys() == {"error"}


async def test_without_a_development_key_there_is_no_such_route_and_no_way_in(
    settings: Settings, server: Server, manager: str
) -> None:
    async with serving(replace(settings, auth_dev_key_file=None)) as real:
        assert (await real.http.get("/auth/dev/users")).status_code == 404
        assert (await real.http.post("/auth/dev/token", json={})).status_code == 404
        answer = await real.ask(VIEWER, manager)
        assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}


@pytest.mark.parametrize("content", ["", "public", "P-384"])
def test_a_file_without_such_a_key_is_refused(
    settings: Settings, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "key.pem"
    file.write_text(content)
    if content == "P-384":
        key = ec.generate_private_key(ec.SECP384R1())
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(pem)
    with pytest.raises(Refusal, match=r"key\.pem holds no private ES256 key"):
        create_app(replace(settings, auth_dev_key_file=file))
