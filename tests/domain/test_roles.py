from itertools import pairwise
from uuid import UUID

import pytest

from domain.actor import Actor
from domain.roles import SCOPES, Role, Scope


def test_every_role_has_its_scopes_and_every_scope_somebody() -> None:
    assert set(SCOPES) == set(Role)
    assert frozenset().union(*SCOPES.values()) == set(Scope)


def test_whoever_ranks_higher_may_all_that_those_below_may() -> None:
    for above, below in pairwise(Role):
        assert SCOPES[above] >= SCOPES[below]


@pytest.mark.parametrize("role", [Role.ARTIST, Role.VIEWER])
def test_artists_and_viewers_only_read_and_see_no_money(role: Role) -> None:
    assert SCOPES[role] == {Scope.SCHEDULE_READ}


def test_managers_plan_but_do_not_read_the_raw_log() -> None:
    assert SCOPES[Role.MANAGER] == set(Scope) - {Scope.LOG_READ}


@pytest.mark.parametrize("role", Role)
def test_an_actor_may_what_the_role_may(role: Role) -> None:
    actor = Actor(UUID(int=1), UUID(int=2), role, request_id=UUID(int=3))
    assert actor.scopes == SCOPES[role]
