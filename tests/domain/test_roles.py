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
        # Whoever books for everybody needs no right to their own time.
        assert SCOPES[above] >= SCOPES[below] - {Scope.BOOKINGS_OWN}


def test_viewers_only_read() -> None:
    assert SCOPES[Role.VIEWER] == {Scope.SCHEDULE_READ}


def test_artists_read_and_act_for_themselves() -> None:
    assert SCOPES[Role.ARTIST] == {Scope.SCHEDULE_READ, Scope.BOOKINGS_OWN}


@pytest.mark.parametrize("role", [Role.ARTIST, Role.VIEWER])
def test_artists_and_viewers_see_no_money_and_no_addresses(role: Role) -> None:
    assert not SCOPES[role] & {Scope.RATES_READ, Scope.CONTACTS_READ}


def test_managers_plan_and_administer_nothing() -> None:
    plans = {"rates", "contacts", "schedule", "bookings", "artists", "projects"}
    assert {scope.split(":")[0] for scope in SCOPES[Role.MANAGER]} == plans


@pytest.mark.parametrize("role", Role)
def test_an_actor_may_what_the_role_may(role: Role) -> None:
    actor = Actor(UUID(int=1), UUID(int=2), role, request_id=UUID(int=3))
    assert actor.scopes == SCOPES[role]
