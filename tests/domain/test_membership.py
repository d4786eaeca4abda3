from itertools import product
from uuid import UUID

import pytest

from domain import membership
from domain.errors import BeyondYourRole, InvalidInput, LastOwner
from domain.roles import SCOPES, Role, Scope

ADMINISTRATORS = [role for role in Role if Scope.MEMBERS_WRITE in SCOPES[role]]


def test_anybody_may_be_invited_but_as_an_owner() -> None:
    for role in set(Role) - {Role.OWNER}:
        membership.invite(role)
    with pytest.raises(InvalidInput):
        membership.invite(Role.OWNER)


@pytest.mark.parametrize(("current", "role"), list(product(Role, Role)))
def test_only_an_owner_decides_who_is_an_owner(current: Role, role: Role) -> None:
    membership.change_role(Role.OWNER, current, role)
    if Role.OWNER not in (current, role):
        membership.change_role(Role.ADMIN, current, role)
    else:
        with pytest.raises(BeyondYourRole):
            membership.change_role(Role.ADMIN, current, role)


@pytest.mark.parametrize("own", ADMINISTRATORS)
def test_the_last_owner_is_not_removed_and_no_owner_by_others(own: Role) -> None:
    membership.remove(own, Role.ADMIN, owners=1)
    if own is Role.OWNER:
        membership.remove(own, Role.OWNER, owners=2)
        with pytest.raises(LastOwner):
            membership.remove(own, Role.OWNER, owners=1)
    else:
        with pytest.raises(BeyondYourRole):
            membership.remove(own, Role.OWNER, owners=2)


def test_nobody_decides_about_themself() -> None:
    membership.not_oneself(UUID(int=1), UUID(int=2))
    with pytest.raises(InvalidInput):
        membership.not_oneself(UUID(int=1), UUID(int=1))
