"""What a sign-in token says, in whichever words its issuer says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from domain import checks
from domain.errors import InvalidInput
from domain.introduction import Introduction

LEEWAY = timedelta(seconds=5)
"""How far the provider's clock and ours may be apart."""

LONGEST = 255  # characters of what names somebody or something

ORGANISATION = (("org_id", "id"), ("org_slug", "slg"), ("org_role", "rol"))
"""What Clerk's session tokens say of the active organisation: in version 1, and within `o`."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a good token says. It says nothing of rights: those are looked up.

    `person` is an id of ours, or how the provider introduces them; `studio` an id, a short name or
    nothing. `session` is the same for all tokens of one sign-in, where the provider tells.
    """

    person: UUID | Introduction
    studio: UUID | str | None
    session: str
    valid_until: datetime

    @property
    def expired(self) -> bool:
        return self.valid_until <= datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Under which names an identity provider's tokens say what, and how far to trust them."""

    email: str = "email"
    email_verified: str = "email_verified"
    name: str = "name"
    tenant: str = ""
    session: str = "sid"
    trust_email: bool = False

    def read(self, payload: Mapping[str, Any]) -> Claims:
        """Understand a payload whose signature is good. Raises `ValueError`."""
        if payload.get("sts") == "pending":
            raise ValueError("a sign-in at Clerk that is not complete")
        issuer, subject = payload["iss"], _identifier(payload, "sub")
        if subject is None:
            raise ValueError("nobody")
        email, name = self._verified_email(payload), _text(payload, self.name)
        return Claims(
            person=Introduction(issuer, subject, email, name),
            studio=self._studio(payload),
            session=_identifier(payload, self.session) or token_id(payload),
            valid_until=end_of(payload),
        )

    def _verified_email(self, payload: Mapping[str, Any]) -> str | None:
        email = _identifier(payload, self.email)
        verified = payload.get(self.email_verified, self.trust_email)
        # Beyond ASCII, letters become others in lower case, and not the same ones everywhere: a
        # Kelvin sign or a dotted capital I would make an address somebody else's.
        if email is None or verified is not True or not email.isascii():
            return None
        try:
            return checks.email(email)
        except InvalidInput:
            return None

    def _studio(self, payload: Mapping[str, Any]) -> str | None:
        named = {_clerk_organisation(payload)}
        if self.tenant:
            named.add(_identifier(payload, self.tenant))
        named.discard(None)
        if len(named) > 1:
            raise ValueError("two studios")
        return named.pop() if named else None


def end_of(payload: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp(payload["exp"], UTC) + LEEWAY


def token_id(payload: Mapping[str, Any]) -> str:
    """What tells a person's tokens apart, where no session is named."""
    return _identifier(payload, "jti") or str(payload["iat"])


def _clerk_organisation(payload: Mapping[str, Any]) -> str | None:
    """The short name of the organisation. A token that says it in both forms says the same."""
    if payload.get("v") != 2:
        return _identifier(payload, "org_slug")
    organisation = payload.get("o") or {}
    if not isinstance(organisation, Mapping):
        raise ValueError("an organisation of another form")
    for old, new in ORGANISATION:
        first, second = _identifier(payload, old), _identifier(organisation, new)
        if first and first.removeprefix("org:") != (second or "").removeprefix("org:"):
            raise ValueError("two organisations")
    return _identifier(organisation, "slg")


def _text(payload: Mapping[str, Any], name: str) -> str | None:
    """A text that may be missing. Raises `ValueError` where it is something else."""
    value = payload.get(name)
    if not isinstance(value, str | None):
        raise ValueError(name)
    return value or None


def _identifier(payload: Mapping[str, Any], name: str) -> str | None:
    """The same, fit to be looked up in the database."""
    value = _text(payload, name)
    if value is not None and (len(value) > LONGEST or not value.isprintable()):
        raise ValueError(name)
    return value
