"""A certified OpenID provider in a process of its own, and people who sign in there."""

import asyncio
import base64
import hashlib
import re
import secrets
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx

from tests.npm import NPM

FOLDER = Path(__file__).parent / "openid_provider"
CLIENT = "board"
PAGE = "http://127.0.0.1/signed-in"
API = "https://api.studio.example"
FORM = re.compile(r'action="([^"]+)".*?name="prompt" value="(\w+)"', re.DOTALL)


@asynccontextmanager
async def openid_provider(port: int, *, lifetime: int = 300) -> AsyncIterator[str]:
    """Start it, with new keys each time, and answer its issuer. Tokens last for so many seconds."""
    arguments = (str(port), CLIENT, PAGE, API, str(lifetime))
    command = (NPM, "run", "--silent", "start", "--", *arguments)
    process = await asyncio.create_subprocess_exec(
        *command, cwd=FOLDER, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    assert process.stdin
    assert process.stdout
    try:
        async with asyncio.timeout(30):
            while (line := await process.stdout.readline()) != b"ready\n":
                assert line, "the provider ended while starting"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.stdin.close()
        await process.communicate()


async def sign_in(issuer: str, login: str) -> Mapping[str, str]:
    """What a browser does: follow, fill in, agree, and change the code for tokens (PKCE)."""
    secret = secrets.token_urlsafe(48)
    digest = hashlib.sha256(secret.encode()).digest()
    async with httpx.AsyncClient(timeout=10) as browser:
        found = (await browser.get(f"{issuer}/.well-known/openid-configuration")).json()
        asked = {
            "client_id": CLIENT,
            "redirect_uri": PAGE,
            "response_type": "code",
            "scope": "openid email profile",
            "state": secrets.token_urlsafe(),
            "nonce": secrets.token_urlsafe(),
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        answer = await browser.get(found["authorization_endpoint"], params=asked)
        arrived = await _through_its_pages(browser, answer, login)
        assert arrived["state"] == [asked["state"]], arrived
        exchange = {
            "grant_type": "authorization_code",
            "client_id": CLIENT,
            "redirect_uri": PAGE,
            "code": arrived["code"][0],
            "code_verifier": secret,
        }
        answer = await browser.post(found["token_endpoint"], data=exchange)
        assert answer.status_code == 200, answer.text
        tokens: Mapping[str, str] = answer.json()
        return tokens


async def _through_its_pages(
    browser: httpx.AsyncClient, answer: httpx.Response, login: str
) -> dict[str, Any]:
    """Sign in and agree to everything, until it sends us back."""
    while True:
        if answer.is_redirect:
            place = urljoin(str(answer.url), answer.headers["location"])
            if place.startswith(PAGE):
                return parse_qs(urlsplit(place).query)
            answer = await browser.get(place)
        else:
            form = re.search(
                r'action="([^"]+)".*?name="prompt" value="(\w+)"', answer.text, re.DOTALL
            )
            assert form, answer.text
            filled = {"prompt": form[2], "login": login, "password": "any"}
            answer = await browser.post(urljoin(str(answer.url), form[1]), data=filled)
