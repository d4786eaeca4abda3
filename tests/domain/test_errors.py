from collections.abc import Iterator
from uuid import UUID

import pytest

from domain import errors
from domain.errors import DomainError, ErrorCode, Refusal
from tests.domain.calendars import booking


def concrete(family: type[DomainError]) -> Iterator[type[DomainError]]:
    """The errors of a family that are raised: those that this module gives a code."""
    for child in family.__subclasses__():
        if child.__module__ == errors.__name__:
            if hasattr(child, "code"):
                yield child
            yield from concrete(child)


def test_every_code_stands_for_one_error() -> None:
    assert sorted(error.code for error in concrete(DomainError)) == sorted(ErrorCode)


def test_codes_are_named_as_they_read() -> None:
    assert all(code.name == code.value for code in ErrorCode)


def test_what_refuses_a_whole_request_is_no_member_of_a_payload() -> None:
    whole = {error.code for error in concrete(DomainError)} - {e.code for e in concrete(Refusal)}
    assert whole == {
        ErrorCode.UNAUTHENTICATED,
        ErrorCode.STUDIO_REQUIRED,
        ErrorCode.CURSOR_EXPIRED,
        ErrorCode.RATE_LIMITED,
    }


def test_a_refusal_names_the_field_at_fault() -> None:
    refused = errors.InvalidInput("It must not be empty.", ["name"])
    assert (str(refused), refused.message) == ("It must not be empty.", "It must not be empty.")
    assert refused.path == ("name",)
    assert errors.Duplicate("Taken.").path == ()


def test_what_is_not_found_does_not_say_whether_another_studio_has_it() -> None:
    refused = errors.NotFound("artist", ("artistId",))
    assert (refused.message, refused.path) == ("There is no such artist.", ("artistId",))
    assert errors.NotFound("booking").path == ("id",)


def test_a_stale_version_says_which_is_current() -> None:
    refused = errors.StaleVersion("booking", UUID(int=1), current=4, expected=3)
    assert refused.message == "It is at version 4, not 3: somebody changed it meanwhile."
    assert (refused.entity_id, refused.path) == (UUID(int=1), ("expectedVersion",))


@pytest.mark.parametrize(
    ("refused", "found"),
    [
        (errors.BookingConflict([UUID(int=1)], booking(), is_new=True), "conflicts"),
        (errors.HigherHoldExists([UUID(int=1)]), "holds"),
    ],
)
def test_a_refusal_for_the_sake_of_others_names_them(refused: Refusal, found: str) -> None:
    assert getattr(refused, found) == (UUID(int=1),)
    assert refused.path == ()


def test_an_expired_cursor_says_where_to_go_on() -> None:
    refused = errors.CursorExpired(42)
    assert refused.revision == 42
    assert refused.message == "The log cannot be read on from there: reload and go on from 42."
