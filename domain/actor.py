"""Who acts: a member of one studio, within one request."""

from dataclasses import dataclass
from uuid import UUID

from domain.roles import SCOPES, Role, Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of a studio, as checked against the studio's memberships for this request.

    `user_id` is None for the studio's own clockwork, which expires holds.
    """

    tenant_id: UUID
    user_id: UUID | None
    role: Role
    request_id: UUID

    @property
    def scopes(self) -> frozenset[Scope]:
        return SCOPES[self.role]
