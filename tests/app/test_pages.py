"""The pages as browsers get them."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from app import pages
from app.middleware import SECURITY
from app.settings import Settings
from tests.app.server import Server, serving

WEB = Path(__file__).parents[2] / "web"
HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SCHEDULE = '<meta property="csp-nonce" nonce="__NONCE__"><title>Schedule</title>'
SCRIPT = "/assets/app-1a2b.js"

everywhere = pytest.mark.parametrize("path", [*pages.PATHS, pages.CALLBACK])


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a build leaves."""
    (tmp_path / "index.html").write_text(SCHEDULE)
    (tmp_path / "graphiql.html").write_text("<title>GraphiQL</title>")
    (tmp_path / "assets").mkdir()
    for ending in ("", ".br", ".gz"):
        (tmp_path / "assets" / f"app-1a2b.js{ending}").write_text(f"start(){ending}")
    (tmp_path / "assets" / "font-3c4d.woff2").write_text("letters")
    monkeypatch.setattr(pages, "DIST", tmp_path)
    return tmp_path


@pytest.fixture
async def site(settings: Settings, dist: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with serving(settings) as server:
        yield server.http


def policy(answer: httpx.Response) -> dict[str, str]:
    (header,) = answer.headers.get_list("content-security-policy")
    return dict(part.split(" ", 1) for part in header.split("; "))


def title(answer: httpx.Response) -> str:
    return answer.text.partition("<title>")[2]


# Where it is served ------------------------------------------------------------------------------


def test_the_server_has_the_page_at_each_path_that_the_page_has_a_route_for() -> None:
    router = (WEB / "src" / "app" / "router.tsx").read_text()
    found = re.findall(r'(?:below\(|path: )"(/[^"]*)"', router)
    assert sorted(re.sub(r"\$\w+", "{id}", path) for path in found) == sorted(
        [*pages.PATHS, pages.CALLBACK]
    )


@everywhere
async def test_every_place_of_the_page_can_be_opened_and_reloaded(
    site: httpx.AsyncClient, path: str
) -> None:
    answer = await site.get(path.replace("{id}", "0198c0de"), headers=HTML)
    assert (answer.status_code, title(answer)) == (200, "Schedule</title>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


async def test_the_way_of_the_api_shows_graphiql_to_browsers(site: httpx.AsyncClient) -> None:
    answer = await site.get("/graphql", headers=HTML)
    assert (answer.status_code, title(answer)) == (200, "GraphiQL</title>")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/nowhere", "/bookings/1", "/artists/1/2", "/assets/none.js"])
async def test_what_is_nowhere_is_said_to_people_by_the_page_and_to_programs_in_a_line(
    site: httpx.AsyncClient, path: str
) -> None:
    answer = await site.get(path, headers=HTML)
    assert (answer.status_code, title(answer)) == (404, "Schedule</title>")
    for answer in (await site.get(path), await site.post(path, headers=HTML)):
        assert answer.headers["content-type"].startswith("text/plain")
    answer = await site.get(path, headers={"accept": "application/json"})
    assert (answer.status_code, answer.text) == (404, "Not Found")


@pytest.mark.parametrize("path", ["/", "/artists/1", "/graphql"])
async def test_a_page_that_is_not_built_says_how_to_build_it(
    site: httpx.AsyncClient, dist: Path, path: str
) -> None:
    for name in ("index.html", "graphiql.html"):
        (dist / name).unlink()
    answer = await site.get(path, headers=HTML)
    assert answer.status_code == 503
    assert answer.text == "The page has not been built yet: run `make web`.\n"


# What it may load --------------------------------------------------------------------------------


@everywhere
async def test_only_style_elements_of_this_very_answer_count(
    site: httpx.AsyncClient, path: str
) -> None:
    nonces = set()
    for _ in range(3):
        answer = await site.get(path, headers=HTML)
        found = re.search('nonce="(.{20,})"', answer.text)
        assert found
        assert policy(answer)["style-src"] == f"'self' 'nonce-{found[1]}'"
        assert policy(answer)["script-src"] == policy(answer)["connect-src"] == "'self'"
        assert "unsafe" not in answer.headers["content-security-policy"]
        nonces.add(found[1])
    assert len(nonces) == 3


async def test_graphiql_alone_writes_styles_as_it_likes(site: httpx.AsyncClient) -> None:
    found = policy(await site.get("/graphql", headers=HTML))
    assert found["style-src"] == "'self' 'unsafe-inline'"
    assert found["script-src"] == "'self'"
    assert policy(await site.post("/graphql"))["style-src"] == "'self'"


@everywhere
async def test_a_page_has_all_other_headers_too_and_none_twice(
    site: httpx.AsyncClient, path: str
) -> None:
    headers = (await site.get(path, headers=HTML)).headers
    assert all(len(headers.get_list(name)) == 1 for name in headers)
    own = {"content-security-policy", "x-frame-options"}
    assert {name: headers.get(name) for name in SECURITY if name not in own} == {
        name: value for name, value in SECURITY.items() if name not in own
    }


async def test_nobody_frames_the_page_but_the_page_itself_to_renew_a_sign_in(
    site: httpx.AsyncClient,
) -> None:
    for path, ancestors, older in (
        ("/", "'none'", "DENY"),
        ("/graphql", "'none'", "DENY"),
        ("/nowhere", "'none'", "DENY"),
        (pages.CALLBACK, "'self'", "SAMEORIGIN"),
    ):
        answer = await site.get(path, headers=HTML)
        assert policy(answer)["frame-ancestors"] == ancestors
        assert answer.headers["x-frame-options"] == older
        assert policy(answer)["frame-src"] == "'none'"


async def test_pages_reach_the_identity_provider_and_nobody_else(
    settings: Settings, dist: Path
) -> None:
    signing_in = replace(
        settings,
        auth_dev_key_file=None,
        auth_issuer="http://127.0.0.1:9/realms/studio",
        auth_audience="board",
        auth_client_id="page",
        auth_origins=("https://tokens.example",),
    )
    reached = "'self' http://127.0.0.1:9 https://tokens.example"
    async with serving(signing_in) as server:
        for path in ("/", "/graphql", pages.CALLBACK):
            found = policy(await server.http.get(path, headers=HTML))
            assert found["connect-src"] == found["frame-src"] == reached
            assert found["script-src"] == "'self'"


# Its files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "encoding", "ending"),
    [
        ("gzip, deflate, br, zstd", "br", ".br"),
        ("gzip", "gzip", ".gz"),
        ("GZIP;q=0.5", "gzip", ".gz"),
        ("br;q=0, gzip;q=1", "gzip", ".gz"),
        ("br; q=0.0", None, ""),
        ("identity", None, ""),
        ("", None, ""),
    ],
)
async def test_files_are_sent_as_small_as_the_browser_takes_them_and_kept_for_good(
    site: httpx.AsyncClient, accepted: str, encoding: str | None, ending: str
) -> None:
    async with site.stream("GET", SCRIPT, headers={"accept-encoding": accepted}) as answer:
        sent = b"".join([part async for part in answer.aiter_raw()])
    assert sent.decode() == f"start(){ending}"
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "accept-encoding"


async def test_files_that_do_not_get_smaller_are_sent_as_they_are(site: httpx.AsyncClient) -> None:
    answer = await site.get("/assets/font-3c4d.woff2", headers={"accept-encoding": "br, gzip"})
    assert answer.text == "letters"
    assert "content-encoding" not in answer.headers


async def test_what_is_no_file_of_ours_is_not_there_and_may_be_tomorrow(
    site: httpx.AsyncClient,
) -> None:
    for path in (
        "/assets/app-9z9z.js",
        "/assets/..%2findex.html",
        "/assets/..%2f..%2fetc%2fpasswd",
    ):
        answer = await site.get(path)
        assert answer.status_code == 404
        assert "cache-control" not in answer.headers


async def test_files_that_are_built_after_the_start_are_served(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "DIST", tmp_path / "later")
    async with serving(settings) as server:
        assert (await server.http.get(SCRIPT)).status_code == 404
        (tmp_path / "later" / "assets").mkdir(parents=True)
        (tmp_path / "later" / SCRIPT[1:]).write_text("start()")
        assert (await server.http.get(SCRIPT)).text == "start()"


async def test_what_the_build_has_left_fits(server: Server) -> None:
    """Held against the real thing: the nonce has its place, and nothing is written inline."""
    html = (WEB / "dist" / "index.html").read_text()
    assert html.count(pages.NONCE) == 1
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", html)
    (script,) = re.findall(r'<script[^>]* src="([^"]+)"', html)
    answer = await server.http.get(script, headers={"accept-encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
