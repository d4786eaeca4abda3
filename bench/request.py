"""HTTP requests as the bytes that go over the wire."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson


def get(path: str, headers: Mapping[str, str]) -> bytes:
    return _head("GET", path, headers)


def post(path: str, content: Any, headers: Mapping[str, str]) -> bytes:
    """A request with a JSON body."""
    body = orjson.dumps(content, default=str)  # asyncpg has a UUID type of its own
    described = {"content-type": "application/json", "content-length": str(len(body))}
    return _head("POST", path, {**described, **headers}) + body


def graphql(query: str, variables: Mapping[str, Any], headers: Mapping[str, str]) -> bytes:
    """An operation over HTTP, its document sent as it is each time."""
    accept = {"accept": "application/json"}
    return post("/graphql", {"query": query, "variables": variables}, {**accept, **headers})


def instant(value: datetime) -> str:
    """An instant as all contestants read it."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def _head(method: str, path: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
