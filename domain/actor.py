"""Who acts: a member of one studio, within one request."""

from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address
from uuid import UUID

from domain.roles import SCOPES, Role, Scope


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, as far as it is known: for the audit log."""

    ip: IPv4Address | IPv6Address | None = None
    user_agent: str | None = None


@dataclass(frozen=True, slots=True)
class ApiKey:
    """The key that a partner's request came with: it narrows its maker's rights.

    One without `expires_at` is good until it is revoked.
    """

    id: UUID
    scopes: frozenset[Scope]
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of a studio, as checked against the studio's memberships for this request.

    `user_id` is None for the studio's own clockwork, which expires holds. With a `key` a program
    acts for the person who made it.
    """

    tenant_id: UUID
    user_id: UUID | None
    role: Role
    request_id: UUID
    origin: Origin = field(default_factory=Origin)
    key: ApiKey | None = None

    @property
    def scopes(self) -> frozenset[Scope]:
        granted = SCOPES[self.role]
        return granted & self.key.scopes if self.key else granted
