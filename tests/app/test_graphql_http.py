import asyncio
import json
import time
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
import structlog
from structlog.testing import capture_logs

from app.settings import Settings
from tests import npm
from tests.app.server import Server, serving

AUDIT = Path(__file__).parent / "graphql_http_audit"
MODERN = {"accept": "application/graphql-response+json"}
LEGACY = {"accept": "application/json"}


async def test_all_audits_of_graphql_over_http_pass(server: Server) -> None:
    npm.install(AUDIT)
    audit = await asyncio.create_subprocess_exec(
        npm.NPM,
        *("run", "--silent", "audit", f"http://{server.address}/graphql"),
        cwd=AUDIT,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await audit.communicate()
    results = json.loads(output)
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == 61


@pytest.mark.parametrize(
    ("method", "headers", "body", "status", "code"),
    [
        ("POST", {"content-type": "text/plain"}, b'{"query":"{__typename}"}', 415, "BAD_REQUEST"),
        (
            "POST",
            {"content-type": "application/json; charset=latin-1"},
            b'{"query":"{__typename}"}',
            415,
            "BAD_REQUEST",
        ),
        ("POST", {"content-type": "multipart/form-data"}, b"", 415, "BAD_REQUEST"),
        ("POST", {}, b"{", 400, "BAD_REQUEST"),
        ("POST", {}, b"", 400, "BAD_REQUEST"),
        ("POST", {}, b"null", 400, "BAD_REQUEST"),
        ("POST", {}, b'[{"query":"{__typename}"}]', 400, "BAD_REQUEST"),
        ("POST", {}, b'{"query":""}', 400, "BAD_REQUEST"),
        ("POST", {}, b'{"query":7}', 400, "BAD_REQUEST"),
        ("POST", {}, b'{"query":"{__typename}","variables":[]}', 400, "BAD_REQUEST"),
        ("POST", {}, b'{"query":"{__typename}","operationName":1}', 400, "BAD_REQUEST"),
        ("POST", {}, b'{"query":"{__typename}","extensions":""}', 400, "BAD_REQUEST"),
        ("POST", {}, b'{"query":"\\ud800"}', 400, "BAD_REQUEST"),
        ("POST", {"accept": "image/png"}, b'{"query":"{__typename}"}', 406, "BAD_REQUEST"),
        ("PUT", {}, b'{"query":"{__typename}"}', 405, "BAD_REQUEST"),
        ("DELETE", {}, b"", 405, "BAD_REQUEST"),
        ("POST", {}, b'{"query":"' + b" " * 100_000 + b'"}', 413, "LIMIT_EXCEEDED"),
    ],
)
async def test_what_is_no_graphql_request_is_refused_in_json(
    server: Server, method: str, headers: dict[str, str], body: bytes, status: int, code: str
) -> None:
    headers = {"content-type": "application/json", **headers}
    answer = await server.http.request(method, "/graphql", content=body, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == code
    assert answer.json().keys() == {"errors"}


async def test_a_refused_method_is_told_the_right_ones(server: Server) -> None:
    answer = await server.http.put("/graphql")
    assert answer.headers["allow"] == "GET, POST"


async def test_a_body_of_30_megabytes_is_refused_before_it_has_arrived(server: Server) -> None:
    reader, writer = await asyncio.open_connection(*server.address.split(":"))
    head = (
        "POST /graphql HTTP/1.1",
        "host: localhost",
        "content-type: application/json",
        "content-length: 30000000",
    )
    writer.write("\r\n".join([*head, "", ""]).encode() + b" " * 200_000)
    async with asyncio.timeout(1):
        assert (await reader.readline()).startswith(b"HTTP/1.1 413 ")
    writer.close()
    await writer.wait_closed()


async def test_a_body_of_30_megabytes_is_refused_in_under_a_second(server: Server) -> None:
    began = time.monotonic()
    answer = await server.http.post(
        "/graphql", content=b" " * 30_000_000, headers={"content-type": "application/json"}
    )
    assert time.monotonic() - began < 1
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["limit"] == "bodyBytes"


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        ("application/graphql-response+json, application/json", "graphql-response+json"),
        ("application/json, application/graphql-response+json", "json"),
        ("application/json;q=0.5, application/graphql-response+json", "graphql-response+json"),
        ("application/graphql-response+json;q=0, application/json", "json"),
        ("text/html;q=0.9, */*;q=0.1", "json"),
    ],
)
async def test_the_client_chooses_the_media_type(
    server: Server, accept: str, answered: str
) -> None:
    query = {"query": "{ __typename }"}
    answer = await server.http.post("/graphql", json=query, headers={"accept": accept})
    assert answer.headers["content-type"] == f"application/{answered}; charset=utf-8"


@pytest.mark.parametrize("query", ["{ nope }", "{", "query ($n: Int!) { __typename }"])
async def test_a_request_error_is_400_without_data_or_200_for_older_clients(
    server: Server, query: str
) -> None:
    modern, legacy = [
        await server.http.post("/graphql", json={"query": query}, headers=accept)
        for accept in (MODERN, LEGACY)
    ]
    assert (modern.status_code, legacy.status_code) == (400, 200)
    assert modern.json() == legacy.json()
    assert modern.json().keys() == {"errors"}


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer nonsense"}])
async def test_without_a_good_token_only_the_schema_can_be_read(
    server: Server, headers: dict[str, str]
) -> None:
    open_query = {"query": "{ __typename __schema { queryType { name } } }"}
    answer = await server.http.post("/graphql", json=open_query, headers=headers)
    assert answer.json() == {
        "data": {"__typename": "Query", "__schema": {"queryType": {"name": "Query"}}}
    }
    closed = {"query": "{ viewer { role } }"}
    answer = await server.http.post("/graphql", json=closed, headers={**MODERN, **headers})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    assert "data" not in answer.json()


async def test_a_member_reads_over_get_and_post(server: Server, manager: str) -> None:
    headers = {"authorization": f"Bearer {manager}"}
    parameters = {"query": "query ($n: Boolean!) { viewer { role @include(if: $n) } }"}
    variables = {"n": True}
    got = await server.http.get(
        "/graphql", params={**parameters, "variables": json.dumps(variables)}, headers=headers
    )
    posted = await server.http.post(
        "/graphql", json={**parameters, "variables": variables}, headers=headers
    )
    assert got.json() == posted.json() == {"data": {"viewer": {"role": "MANAGER"}}}


async def test_get_runs_no_mutation(server: Server, manager: str) -> None:
    mutation = 'mutation { createProject(input: {name: "x"}) { __typename } }'
    headers = {"authorization": f"Bearer {manager}"}
    answer = await server.http.get("/graphql", params={"query": mutation}, headers=headers)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    listed = await server.ask("{ projects { nodes { name } } }", manager)
    assert listed.json() == {"data": {"projects": {"nodes": []}}}


async def test_a_subscription_is_sent_to_the_websocket(server: Server, manager: str) -> None:
    answer = await server.ask("subscription { bookingEvents { revision } }", manager)
    assert answer.status_code == 400
    assert "WebSocket" in answer.json()["errors"][0]["message"]


async def test_every_answer_has_a_request_id_of_its_own(server: Server) -> None:
    answers = [await server.ask("{ __typename }") for _ in range(2)]
    ids = [UUID(answer.headers["x-request-id"]) for answer in answers]
    assert ids[0] != ids[1]
    assert {found.version for found in ids} == {7}


async def test_an_operation_that_takes_too_long_is_given_up(
    settings: Settings, manager: str, superuser: asyncpg.Connection
) -> None:
    query = {"query": "{ artists { nodes { id } } }"}
    async with serving(replace(settings, operation_timeout=0.3)) as server, superuser.transaction():
        await superuser.execute("lock table artists in access exclusive mode")
        for accept, status in ((MODERN, 500), (LEGACY, 200)):
            headers = {"authorization": f"Bearer {manager}", **accept}
            answer = await server.http.post("/graphql", json=query, headers=headers)
            assert answer.status_code == status
            (error,) = answer.json()["errors"]
            assert error["extensions"] == {"code": "TIMEOUT"}
            assert "0.3 seconds" in error["message"]


async def test_a_failure_before_execution_is_masked_and_logged_with_its_request_id(
    server: Server, manager: str, superuser: asyncpg.Connection
) -> None:
    query = {"query": "{ viewer { role } }"}
    headers = {"authorization": f"Bearer {manager}", **MODERN}
    await superuser.execute("revoke select on memberships from production_tool_system")
    try:
        with capture_logs() as logs:
            answer = await server.http.post("/graphql", json=query, headers=headers)
    finally:
        await superuser.execute("grant select on memberships to production_tool_system")
    assert answer.status_code == 500
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["requestId"] == answer.headers["x-request-id"]
    assert "memberships" not in answer.text
    (logged,) = [entry for entry in logs if entry["log_level"] == "error"]
    assert logged["request_id"] == answer.headers["x-request-id"]


async def test_the_log_has_one_line_per_request_and_no_secrets(
    server: Server, manager: str
) -> None:
    query = "query Search($s: String) { projects(filter: {search: $s}) { nodes { name } } }"
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        answer = await server.ask(query, manager, s="the client's secret")
    assert answer.status_code == 200
    (line,) = logs
    assert line["event"] == "graphql"
    assert (line["kind"], line["operation"], line["status"]) == ("query", "Search", 200)
    assert (line["codes"], line["log_level"]) == ([], "info")
    assert line["request_id"] == answer.headers["x-request-id"]
    assert line["tenant_id"]
    assert line["user_id"]
    assert line["ms"] > 0
    assert "secret" not in str(line)
    assert manager not in str(line)


async def test_the_log_names_the_codes_of_refusals(server: Server, manager: str) -> None:
    with capture_logs() as logs:
        await server.ask("{ nope }", manager)
        await server.http.post("/graphql", content=b"{")
    assert [line["event"] for line in logs] == ["graphql", "graphql refused"]
    assert logs[0]["codes"] == ["GRAPHQL_VALIDATION_FAILED"]
    assert logs[1]["status"] == 415
