"""API keys: how they look, and what is kept of them.

A key is `pt_live_<id>_<secret><checksum>`, all in lower-case hex. The checksum tells slips of the
pen and strangers' strings from keys without asking anybody.
"""

import hmac
import re
import secrets
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from domain.errors import BeyondYourRole, InvalidInput
from domain.roles import KEY_SCOPES, Scope

PREFIX = "pt_live_"
SECRET_BYTES = 32
LEAST_PEPPER = 32
"""Bytes."""

_FORM = re.compile(rf"{PREFIX}([0-9a-f]{{32}})_[0-9a-f]{{{2 * SECRET_BYTES}}}([0-9a-f]{{8}})")


@dataclass(frozen=True, slots=True)
class Key:
    """A key as its holder has it. Only its digest is ever kept."""

    id: UUID
    text: str = field(repr=False)

    def digest(self, pepper: bytes) -> bytes:
        """What is kept: of no use to a thief without the server's pepper."""
        return hmac.digest(pepper, self.text.encode(), "sha256")

    def matches(self, digest: bytes, pepper: bytes) -> bool:
        """Whether this is the key of which `digest` was kept."""
        return hmac.compare_digest(self.digest(pepper), digest)


def make_key(key_id: UUID) -> Key:
    """A new key."""
    body = f"{PREFIX}{key_id.hex}_{secrets.token_hex(SECRET_BYTES)}"
    return Key(key_id, body + _checksum(body))


def read_key(text: str) -> Key | None:
    """A key as somebody presents it, None for what cannot be one."""
    found = _FORM.fullmatch(text)
    if found is None or _checksum(text[: -len(found[2])]) != found[2]:
        return None
    return Key(UUID(found[1]), text)


def grant(wanted: Iterable[str], own: frozenset[Scope]) -> list[Scope]:
    """The scopes that a new key gets of a member with the scopes `own`, each once.

    Raises `InvalidInput` for none or unknown ones, and for those that no key may have, and
    `BeyondYourRole` for those that the member lacks.
    """
    names = {scope.value: scope for scope in KEY_SCOPES}
    asked = list(dict.fromkeys(wanted))
    if not asked:
        raise InvalidInput("A key needs at least one scope.", ("scopes",))
    if not names.keys() >= set(asked):
        allowed = ", ".join(sorted(names))
        raise InvalidInput(f"The scopes of a key are among {allowed}.", ("scopes",))
    scopes = [names[name] for name in asked]
    # What both logs tell has money in it.
    if {Scope.LOG_READ, Scope.AUDIT_READ} & {*scopes} and Scope.RATES_READ not in scopes:
        message = "A key that reads a log reads rates and budgets there: give it rates:read too."
        raise InvalidInput(message, ("scopes",))
    if lacking := [scope.value for scope in scopes if scope not in own]:
        raise BeyondYourRole(f"You lack {', '.join(lacking)} yourself.", ("scopes",))
    return scopes


def _checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08x}"
