import re
from uuid import UUID

import pytest

from domain.api_key import grant, make_key, read_key
from domain.errors import BeyondYourRole, InvalidInput
from domain.roles import KEY_SCOPES, SCOPES, Role, Scope

ID = UUID(int=7)
PEPPER = b"p" * 32


def test_a_key_is_read_as_it_was_made() -> None:
    key = make_key(ID)
    assert re.fullmatch(r"pt_live_[0-9a-f]{32}_[0-9a-f]{72}", key.text)
    assert read_key(key.text) == key


def test_no_two_keys_are_alike() -> None:
    assert len({make_key(ID).text for _ in range(100)}) == 100


def test_every_slip_is_found_without_asking_anybody() -> None:
    text = make_key(ID).text
    for place, character in enumerate(text):
        slip = "x" if character != "x" else "y"
        assert read_key(text[:place] + slip + text[place + 1 :]) is None
        assert read_key(text[:place] + text[place + 1 :]) is None
        digit = "0" if character != "0" else "1"
        assert read_key(text[:place] + digit + text[place + 1 :]) is None
    assert read_key(text.upper()) is None
    assert read_key(text + "\n") is None


def test_a_digest_fits_its_key_and_pepper_only() -> None:
    key, other = make_key(ID), make_key(ID)
    digest = key.digest(PEPPER)
    assert len(digest) == 32
    assert key.matches(digest, PEPPER)
    assert not other.matches(digest, PEPPER)
    assert not key.matches(digest, b"q" * 32)


def test_a_key_does_not_show_in_a_log() -> None:
    key = make_key(ID)
    assert key.text not in f"{key} {key!r}"


def test_a_key_gets_scopes_that_its_maker_has() -> None:
    own = SCOPES[Role.ADMIN]
    assert grant(["rates:read", "schedule:read", "rates:read"], own) == [
        Scope.RATES_READ,
        Scope.SCHEDULE_READ,
    ]
    with pytest.raises(BeyondYourRole):
        grant(["rates:read"], SCOPES[Role.VIEWER])
    for scope in set(Scope) - KEY_SCOPES:
        with pytest.raises(InvalidInput):
            grant([scope.value], SCOPES[Role.OWNER])
    for wanted in ([], ["nonsense"]):
        with pytest.raises(InvalidInput):
            grant(wanted, own)


@pytest.mark.parametrize("log", ["log:read", "audit:read"])
def test_a_key_that_reads_a_log_reads_the_money_in_it(log: str) -> None:
    own = SCOPES[Role.ADMIN]
    with pytest.raises(InvalidInput):
        grant([log], own)
    assert Scope(log) in grant([log, "rates:read"], own)
