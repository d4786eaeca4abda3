"""Fetching a JSON document of somebody else's, who may be slow, large or gone."""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

import orjson

from app.secure_url import is_loopback, is_secure

LARGEST = 256_000  # bytes
PATIENCE = 5.0  # seconds


class _Direct(HTTPRedirectHandler):
    """Goes nowhere but where it was sent: the redirection is the answer, and an error."""

    def redirect_request(self, *_: Any) -> None:
        return None


def fetch_object(url: str) -> Mapping[str, Any]:
    """The JSON object at `url`. Blocks; neither a step nor the body takes more than `PATIENCE`.

    Raises `OSError`, `http.client.HTTPException`, or `ValueError` for anything but such an object.
    """
    if not is_secure(url):
        raise ValueError("neither https nor on this machine")
    deadline = time.monotonic() + PATIENCE
    own = is_loopback(urlsplit(url).hostname or "")
    opener = build_opener(_Direct, *([ProxyHandler({})] if own else []))
    request = Request(url, headers={"accept": "application/json"})  # noqa: S310 - is_secure has looked
    with opener.open(request, timeout=PATIENCE) as response:
        body = bytearray()
        while chunk := response.read1(65_536):
            body += chunk
            if len(body) > LARGEST:
                raise ValueError(f"larger than {LARGEST:,} bytes")
            if time.monotonic() > deadline:
                raise TimeoutError(f"not complete after {PATIENCE:g} seconds")
    found = orjson.loads(body)
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    return found
