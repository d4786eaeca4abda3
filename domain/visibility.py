"""What of a studio somebody is shown: which fields, which rows, and what of their own besides."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from domain.actor import Actor
from domain.roles import Role, Scope


class Rows(StrEnum):
    """How much of the schedule somebody sees."""

    IN_FULL = "in_full"
    OWN = "own"
    """One's own bookings in full, and of the others at most when somebody is busy."""


ROWS: dict[Role, Rows] = {role: Rows.OWN if role is Role.ARTIST else Rows.IN_FULL for role in Role}

OF_ONESELF: dict[Role, frozenset[Scope]] = {
    role: frozenset({Scope.CONTACTS_READ})
    | ({Scope.RATES_READ, Scope.BOOKINGS_WRITE} if role is Role.ARTIST else set())
    for role in Role
}
"""What everybody of a role may read of themselves, whether or not they may of others.

Nobody does anything by it: `bookings:write` lets artists read what was said of their own bookings.
"""


@dataclass(frozen=True, slots=True)
class Sight:
    """The kind of a visibility: all of it that is not about a certain person.

    It decides what a statement looks like; who asks is a parameter of the statement. `of_oneself`
    are the scopes that count in one's own rows only.
    """

    scopes: frozenset[Scope]
    rows: Rows = Rows.IN_FULL
    of_oneself: frozenset[Scope] = frozenset()

    @property
    def is_personal(self) -> bool:
        """Whether two people of this sight may be shown different things."""
        return self.rows is Rows.OWN or not self.of_oneself <= self.scopes


@dataclass(frozen=True, slots=True)
class Visibility:
    """What one actor is shown of their studio."""

    sight: Sight
    user_id: UUID | None

    @classmethod
    def of(cls, actor: Actor) -> Self:
        """An API key sees what its scopes say, and nothing more for being its maker's."""
        of_oneself = frozenset[Scope]() if actor.key else OF_ONESELF[actor.role]
        return cls(Sight(actor.scopes, ROWS[actor.role], of_oneself), actor.user_id)

    @property
    def key(self) -> Hashable:
        """What answers may be shared by.

        Two actors of one studio with equal keys are answered alike, to the byte, when they send
        the same operation with the same variables at the same time. The one exception is the root
        field `viewer`, which is about whoever asks.
        """
        return self.sight, self.user_id if self.sight.is_personal else None
