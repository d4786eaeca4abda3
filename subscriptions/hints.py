"""Hints: "this tenant's log is at this revision". Identifiers only, never what happened."""

from collections.abc import Mapping
from uuid import UUID

import orjson

LOOK_AGAIN = 0
"""In the place of a revision: nothing new, but who may listen may have changed."""


def encode(hints: Mapping[UUID, int]) -> str:
    """Write the hints as one message."""
    return orjson.dumps({str(tenant): revision for tenant, revision in hints.items()}).decode()


def decode(message: str) -> dict[UUID, int]:
    """Read a message; raises `ValueError` unless it is, to the letter, what `encode` writes."""
    hints = orjson.loads(message)
    if not isinstance(hints, dict):
        raise ValueError("a hint is an object of revisions by tenant")
    return {_tenant(tenant): _revision(revision) for tenant, revision in hints.items()}


def _tenant(text: str) -> UUID:
    tenant = UUID(text)
    if str(tenant) != text:
        raise ValueError(f"not a tenant in canonical form: {text[:50]!r}")
    return tenant


def _revision(value: object) -> int:
    if type(value) is not int or value < LOOK_AGAIN:  # a bool is an int to isinstance
        raise ValueError(f"not a revision: {value!r:.50}")
    return value
