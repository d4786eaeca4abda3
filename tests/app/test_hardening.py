"""What browsers, proxies and the network see: headers, host names, TLS, rate limits."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

import httpx
import pytest
import websockets
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from starlette.routing import Route
from websockets.exceptions import InvalidStatus

from app.asgi import create_app
from app.embedded.redis import RedisServer
from app.hosts import LOOPBACK, hosts
from app.middleware import SECURITY
from app.refusal import Refusal
from app.serving import config
from app.settings import Settings
from domain.roles import Role
from tests.app.server import Server, serving
from tests.app.test_logging import Process
from tests.factories import Studio

MODERN = {"accept": "application/graphql-response+json"}
SUBPROTOCOL = [websockets.Subprotocol("graphql-transport-ws")]


def assert_stamped(headers: httpx.Headers | websockets.Headers) -> None:
    assert {name: headers.get(name) for name in SECURITY} == dict(SECURITY)


# Headers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        *(("GET", "/bookings/", 307), ("GET", "/health", 200), ("GET", "/schema.graphql", 200)),
        *(("GET", "/nowhere", 404), ("POST", "/health", 405), ("DELETE", "/graphql", 405)),
        *(("GET", "/graphql", 400), ("POST", "/graphql", 415), ("GET", "/assets/none.js", 404)),
        *(("POST", "/uploads/bookings", 401), ("GET", "/uploads/bookings", 405)),
        *(("POST", "/auth/dev/token", 400), ("TRACE", "/", 405)),
    ],
)
async def test_every_answer_is_stamped(server: Server, method: str, path: str, status: int) -> None:
    answer = await server.http.request(method, path)
    assert answer.status_code == status
    assert_stamped(answer.headers)
    assert answer.headers["x-request-id"]


async def test_so_is_the_answer_to_a_fault_of_ours_which_says_nothing_else(
    settings: Settings,
) -> None:
    async def broken(_: object) -> None:
        raise RuntimeError("secret inside")

    app = create_app(settings)
    app.router.routes.append(Route("/broken", broken))
    async with serving(settings, app) as server:
        answer = await server.http.get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert_stamped(answer.headers)


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/graphql", {"origin": "https://evil.example"}), ("/nowhere", {}), ("/health", {})],
)
async def test_so_is_a_websocket_that_is_refused(
    server: Server, path: str, headers: dict[str, str]
) -> None:
    url = f"ws://{server.address}{path}"
    with pytest.raises(InvalidStatus) as refused:
        await websockets.connect(url, additional_headers=headers, subprotocols=SUBPROTOCOL)
    assert refused.value.response.status_code == 403
    assert_stamped(refused.value.response.headers)


async def test_pages_of_other_origins_connect_only_where_allowed(
    settings: Settings, studio: Studio
) -> None:
    allowed = replace(settings, allowed_origins=("https://board.example",))
    async with serving(allowed) as server:
        token = await server.token(studio.email(Role.MANAGER))
        async with server.sign_in(token, origin="https://board.example"):
            pass
        async with server.sign_in(token, origin=f"http://{server.address}"):
            pass
        for stranger in ("https://evil.example", "http://board.example", "null"):
            with pytest.raises(InvalidStatus):
                async with server.sign_in(token, origin=stranger):
                    pass


def test_the_policy_lets_no_script_in_but_ours() -> None:
    policy = dict(part.split(" ", 1) for part in SECURITY["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["object-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in str(policy)


async def test_browsers_are_told_to_come_by_tls_alone_only_where_set(
    settings: Settings, server: Server
) -> None:
    assert "strict-transport-security" not in (await server.http.get("/health")).headers
    async with serving(replace(settings, hsts_seconds=600)) as strict:
        answer = await strict.http.get("/health")
    assert answer.headers["strict-transport-security"] == "max-age=600"


# Host names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example"),
        *("", "127.0.0.1:8000.evil.example", "[::1", "localhost:", "127.0.0.2", "x" * 10_000),
    ],
)
async def test_a_development_server_answers_to_no_foreign_name(server: Server, host: str) -> None:
    answer = await server.http.get("/health", headers={"host": host})
    assert (answer.status_code, "ALLOWED_HOSTS" in answer.text) == (400, True)
    assert_stamped(answer.headers)


async def test_a_websocket_of_a_page_that_has_renamed_us_is_refused(server: Server) -> None:
    """Its origin is the same as the host that it asks for, which only we can tell to be wrong."""
    _, _, port = server.address.partition(":")
    renamed = f"evil.example:{port}"
    with pytest.raises(InvalidStatus) as refused:
        await websockets.connect(
            f"ws://{renamed}/graphql",
            host="127.0.0.1",
            port=int(port),
            origin=websockets.Origin(f"http://{renamed}"),
            subprotocols=SUBPROTOCOL,
        )
    assert refused.value.response.status_code == 400
    assert_stamped(refused.value.response.headers)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8000"])
async def test_it_answers_to_the_names_of_loopback(server: Server, host: str) -> None:
    assert (await server.http.get("/health", headers={"host": host})).status_code == 200


async def test_a_server_answers_to_the_names_that_it_is_given(settings: Settings) -> None:
    async with serving(replace(settings, allowed_hosts=("studio.example",))) as server:
        good = await server.http.get("/health", headers={"host": "Studio.example:443"})
        bad = await server.http.get("/health")
    assert (good.status_code, bad.status_code) == (200, 400)


@pytest.mark.parametrize("bound", ["127.0.0.1", "localhost", "::1"])
def test_on_loopback_the_names_of_loopback_are_the_default(bound: str) -> None:
    assert hosts((), bound) == LOOPBACK
    assert hosts(("a.example",), bound) == ("a.example",)
    assert hosts((), "0.0.0.0") == hosts((), "::") == hosts((), "10.0.0.1") == ("*",)


# TLS ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1, signed by itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "cert.pem", folder / "key.pem"


async def test_a_server_with_a_certificate_speaks_tls_and_nothing_else(
    settings: Settings, studio: Studio, certificate: tuple[Path, Path]
) -> None:
    cert, key = certificate
    process = Process(settings, TLS_CERT_FILE=str(cert), TLS_KEY_FILE=str(key), HSTS_SECONDS="60")
    trusting = ssl.create_default_context(cafile=cert)
    async with process.serving():
        assert f'"address":"https://{process.address}"' in process.written
        async with httpx.AsyncClient(
            base_url=f"https://{process.address}", verify=trusting
        ) as http:
            answer = await http.post("/auth/dev/token", json={"email": studio.email(Role.MANAGER)})
            assert answer.headers["strict-transport-security"] == "max-age=60"
            token = answer.json()["token"]
        async with websockets.connect(
            f"wss://{process.address}/graphql", ssl=trusting, subprotocols=SUBPROTOCOL
        ) as socket:
            await socket.send(
                f'{{"type":"connection_init","payload":{{"authorization":"Bearer {token}"}}}}'
            )
            assert await socket.recv() == '{"type":"connection_ack"}'
        async with httpx.AsyncClient(base_url=f"http://{process.address}") as http:
            with pytest.raises(httpx.TransportError):
                await http.get("/health")
        old = ssl.create_default_context(cafile=cert)
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        old.minimum_version = ssl.TLSVersion.TLSv1_2
        async with httpx.AsyncClient(base_url=f"https://{process.address}", verify=old) as http:
            assert (await http.get("/health")).status_code == 200


def test_a_certificate_without_its_key_is_refused_in_one_line(
    settings: Settings, certificate: tuple[Path, Path], tmp_path: Path
) -> None:
    cert, _ = certificate
    other = tmp_path / "other.pem"
    made = ec.generate_private_key(ec.SECP256R1())
    other.write_bytes(
        made.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"pass phrase"),
        )
    )
    for key in (cert, other):
        with pytest.raises(Refusal, match=r"^TLS_CERT_FILE and TLS_KEY_FILE do not serve: ") as no:
            config("app", replace(settings, tls_cert_file=cert, tls_key_file=key))
        assert "\n" not in str(no.value)


# Rate limits -------------------------------------------------------------------------------------


@pytest.fixture
async def strict(settings: Settings, studio: Studio) -> AsyncIterator[Server]:
    """A server that lets a person ask four times, and an address fail three times."""
    limited = replace(
        settings,
        rate_limit_actor=4,
        rate_limit_failures=3,
        trusted_proxies=(ip_network("127.0.0.1"),),
    )
    async with serving(limited) as server:
        yield server


@pytest.mark.parametrize("accept", ["application/json", *MODERN.values()])
async def test_who_asks_too_often_is_told_when_to_come_back(
    strict: Server, studio: Studio, accept: str
) -> None:
    token = await strict.token(studio.email(Role.MANAGER))
    headers = {"authorization": f"Bearer {token}", "accept": accept}

    async def ask(query: str) -> httpx.Response:
        return await strict.http.post("/graphql", json={"query": query}, headers=headers)

    # The first takes the ordinary way, the others the short one; each counts once.
    answers = [await ask("{ viewer { role } }") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200] * 4
    for query in ("{ viewer { role } }", "{ viewer { role user { name } } }"):
        refused = await ask(query)
        assert refused.status_code == 429
        assert refused.headers["content-type"] == f"{accept}; charset=utf-8"
        body = refused.json()
        assert "data" not in body
        [error] = body["errors"]
        assert error["extensions"]["code"] == "RATE_LIMITED"
        assert 0 < error["extensions"]["retryAfter"] <= 15
        assert refused.headers["retry-after"] == str(error["extensions"]["retryAfter"])
    upload = await strict.http.post("/uploads/bookings", headers=headers)
    assert upload.status_code == 429
    other = await strict.token(studio.email(Role.VIEWER))
    assert (await strict.ask("{ viewer { role } }", other)).status_code == 200


async def test_operations_on_a_websocket_count_too(strict: Server, studio: Studio) -> None:
    token = await strict.token(studio.email(Role.MANAGER))
    async with strict.sign_in(token) as socket:
        for name in ("1", "2", "3", "4"):
            await socket.subscribe("{ viewer { role } }", name)
            assert (await socket.receive())["type"] == "next"
            assert (await socket.receive())["type"] == "complete"
        await socket.subscribe("subscription { bookingEvents { revision } }", "5")
        refused = await socket.receive()
        assert (refused["type"], refused["id"]) == ("error", "5")
        extensions = refused["payload"][0]["extensions"]
        assert extensions["code"] == "RATE_LIMITED"
        assert extensions["retryAfter"] > 0
        await socket.send(type="ping")
        assert await socket.receive() == {"type": "pong"}


async def test_what_needs_no_sign_in_is_not_counted(strict: Server) -> None:
    for _ in range(10):
        assert (await strict.ask("{ __typename }")).status_code == 200


async def test_an_address_whose_tokens_are_never_good_is_told_to_wait(
    strict: Server, studio: Studio
) -> None:
    good = await strict.token(studio.email(Role.MANAGER))
    assert (await strict.ask("{ viewer { role } }", good)).status_code == 200

    async def ask(token: str, address: str) -> httpx.Response:
        headers = {**MODERN, "authorization": f"Bearer {token}", "x-forwarded-for": address}
        query = {"query": "{ viewer { role } }"}
        return await strict.http.post("/graphql", json=query, headers=headers)

    statuses = [(await ask("bad", "203.0.113.9")).status_code for _ in range(5)]
    assert statuses == [401, 401, 401, 429, 429]
    assert (await ask("bad", "203.0.113.10")).status_code == 401
    assert (await ask(good, "203.0.113.9")).status_code == 200, "who is known comes through"
    hidden = {"x-forwarded-for": "203.0.113.9"}
    sign_in = await strict.http.post("/auth/dev/token", json={"email": "x"}, headers=hidden)
    assert (sign_in.status_code, sign_in.headers["retry-after"]) == (429, "20")
    async with strict.connect(additional_headers=hidden) as socket:
        await socket.send(type="connection_init", payload={"authorization": "Bearer bad"})
        assert await socket.closed() == 1013


async def test_names_that_nobody_has_count_as_failures(strict: Server) -> None:
    async def sign_in() -> int:
        answer = await strict.http.post("/auth/dev/token", json={"email": "nobody@x.example"})
        return answer.status_code

    assert [await sign_in() for _ in range(4)] == [404, 404, 404, 429]


async def test_two_servers_share_a_limit_through_redis(settings: Settings, studio: Studio) -> None:
    with RedisServer() as redis:
        limited = replace(settings, rate_limit_actor=6, redis_url=redis.url)
        async with serving(limited) as one, serving(limited) as other:
            token = await one.token(studio.email(Role.MANAGER))
            for _ in range(6):
                assert (await one.ask("{ viewer { role } }", token)).status_code == 200
            async with asyncio.timeout(10):
                while (await other.ask("{ viewer { role } }", token)).status_code == 200:
                    pass
