"""The shape of what clients send over a WebSocket, as far as the protocol prescribes it."""

from typing import Any

MEMBERS: dict[str, dict[str, type | Any]] = {
    "connection_init": {},
    "ping": {},
    "pong": {},
    "subscribe": {"id": str, "payload": dict},
    "complete": {"id": str},
}

PAYLOAD = {
    "query": str,
    "variables": dict | None,
    "operationName": str | None,
    "extensions": dict | None,
}


LONGEST_ID = 256
"""Characters of an operation's id, which goes with every message of it."""


def fault_of(message: object) -> str | None:
    """What is wrong with a message, None for a good one."""
    if not isinstance(message, dict):
        return "A message has to be a JSON object."
    kind = message.get("type")
    if not isinstance(kind, str) or kind not in MEMBERS:
        return "A message has to have a type of graphql-transport-ws."
    members = MEMBERS[kind]
    fault = _misfit(message, members)
    if fault is None and kind == "subscribe":
        fault = _misfit(message["payload"], PAYLOAD)
        if len(message["id"]) > LONGEST_ID:
            return f"The id of an operation has at most {LONGEST_ID} characters."
    return fault and f"`{fault}` of a {kind} message is missing or of a wrong type."


def _misfit(found: dict[str, Any], members: dict[str, Any]) -> str | None:
    return next(
        (name for name, wanted in members.items() if not isinstance(found.get(name), wanted)), None
    )
