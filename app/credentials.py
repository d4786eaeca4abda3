"""What a request brings to say who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Credentials:
    """A token, and the studio that is meant where the token names none: unchecked, of any type."""

    authorization: object = None
    studio: object = None

    @classmethod
    def of_request(cls, headers: Mapping[str, str]) -> Self:
        return cls(headers.get("authorization"), headers.get("x-studio"))

    @classmethod
    def of_connection(cls, payload: Mapping[str, object]) -> Self:
        """Those of a WebSocket, from the payload of its `connection_init`."""
        return cls(payload.get("authorization"), payload.get("studio"))
