from dataclasses import replace
from uuid import UUID

import pytest

from domain.actor import Actor, ApiKey
from domain.roles import SCOPES, Role, Scope
from domain.visibility import Rows, Visibility


def visibility(role: Role, user: int = 1, key: ApiKey | None = None) -> Visibility:
    return Visibility.of(Actor(UUID(int=9), UUID(int=user), role, UUID(int=user), key=key))


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMIN, Role.MANAGER])
def test_whoever_sees_all_shares_with_everybody_who_does(role: Role) -> None:
    assert visibility(role, 1).key == visibility(role, 2).key


def test_owners_and_managers_do_not_share_for_managers_see_less() -> None:
    assert visibility(Role.OWNER).key != visibility(Role.MANAGER).key


@pytest.mark.parametrize("role", [Role.ARTIST, Role.VIEWER])
def test_whoever_is_told_of_themselves_shares_with_nobody_but_the_plan(role: Role) -> None:
    assert visibility(role, 1).key == visibility(role, 1).key
    assert visibility(role, 1).key != visibility(role, 2).key
    assert visibility(role, 1).sight == visibility(role, 2).sight


def test_only_artists_see_only_their_own() -> None:
    assert {role for role in Role if visibility(role).sight.rows is Rows.OWN} == {Role.ARTIST}


def test_a_key_narrows_and_tells_nothing_of_its_maker() -> None:
    reads = ApiKey(UUID(int=5), frozenset({Scope.SCHEDULE_READ}))
    one, other = visibility(Role.MANAGER, 1, reads), visibility(Role.MANAGER, 2, reads)
    assert one.sight.scopes == {Scope.SCHEDULE_READ}
    assert one.sight.of_oneself == frozenset()
    assert one.key == other.key


def test_a_key_of_an_artist_sees_the_artists_own() -> None:
    key = ApiKey(UUID(int=5), SCOPES[Role.ARTIST])
    one = visibility(Role.ARTIST, 1, key)
    assert one.sight.rows is Rows.OWN
    assert one.key != replace(one, user_id=UUID(int=2)).key
