import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.naming import name_key

FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Änne Berg", "anne berg"),
        ("ÉLODIE", "elodie"),
        ("Straße", "strasse"),
        ("  two   words \n", "two words"),
        ("Acme™", "acmetm"),
        ("№ 5", "no 5"),
        ("\uff26\uff38", "fx"),  # full-width
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("山田", "山田"),
    ],
)
def test_names_lose_case_accents_and_spare_spaces(name: str, key: str) -> None:
    assert name_key(name) == key


def test_names_sort_as_people_expect() -> None:
    names = ["Zoe", "anna", "Bob", "Änne", "Ånders"]
    assert sorted(names, key=name_key) == ["Ånders", "anna", "Änne", "Bob", "Zoe"]


@given(st.text())
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(st.text())
def test_a_name_is_found_however_its_accents_are_written(name: str) -> None:
    for form in FORMS:
        assert name_key(unicodedata.normalize(form, name)) == name_key(name)
