"""Subscriptions in the protocol graphql-transport-ws."""

from collections.abc import Mapping
from typing import Any

import orjson

from bench.fanout.calls import ID, Handshake

PROTOCOL = "graphql-transport-ws"


def handshake(
    document: str,
    *,
    init: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Handshake:
    """Subscribe, signed in by the payload `init` of the first message."""
    messages = (
        {"type": "connection_init", "payload": init or {}},
        {"id": ID, "type": "subscribe", "payload": {"query": document}},
    )
    return Handshake(
        "/graphql",
        headers={"sec-websocket-protocol": PROTOCOL, **(headers or {})},
        opening=[orjson.dumps(message).decode() for message in messages],
        replies={'{"type":"ping"}': '{"type":"pong"}'},
    )


def event(payload: Any) -> Mapping[str, Any]:
    """The event in an answer."""
    told: Mapping[str, Any] = payload["data"]["bookingEvents"]
    return told
