"""Which challenges are meant: SQL over any alias of the table."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, or_, select, true

from db.queries.booking_rows import owner_of
from db.tables import memberships
from domain.challenge import ChallengeStatus
from domain.roles import ADMINISTRATORS, SCOPES, Role, Scope

PLANNERS = frozenset(role for role in Role if Scope.BOOKINGS_WRITE in SCOPES[role])
"""The roles that may answer at all."""


def waiting_for(t: FromClause, user_id: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """The open challenges that somebody is to answer.

    Those are the ones of what they own; and for owners and admins of the studio, also those whose
    owner may not answer. Nobody answers for the challengers.
    """
    owner, challenger = owner_of(t.c.challenged_id), owner_of(t.c.challenger_id)
    owner_may = and_(
        owner.in_(_who_are(PLANNERS)),
        owner.is_distinct_from(t.c.opened_by),
        owner.is_distinct_from(challenger),
    )
    return [
        t.c.status == ChallengeStatus.OPEN.value,
        t.c.opened_by.is_distinct_from(user_id),
        challenger.is_distinct_from(user_id),
        or_(
            owner == user_id,
            and_(user_id.in_(_who_are(ADMINISTRATORS)), owner_may.is_not(true())),
        ),
    ]


def _who_are(roles: Iterable[Role]) -> Select[Any]:
    m = memberships.alias()
    return select(m.c.user_id).where(m.c.role.in_([role.value for role in roles]))
