from uuid import uuid4

import pytest

from subscriptions import hints

TENANT = uuid4()


def test_hints_come_back_as_they_were() -> None:
    news = {TENANT: 7, uuid4(): 2**53, uuid4(): hints.LOOK_AGAIN}
    assert hints.decode(hints.encode(news)) == news


@pytest.mark.parametrize(
    "message",
    [
        "",
        "not json",
        "\ufffd\ufffd",
        "null",
        "[]",
        f'["{TENANT}", 1]',
        f'{{"{TENANT}": 1',
        f'{{"{TENANT}": "1"}}',
        f'{{"{TENANT}": 1.0}}',
        f'{{"{TENANT}": true}}',
        f'{{"{TENANT}": -1}}',
        f'{{"{TENANT}": 100000000000000000000000}}',
        f'{{"{TENANT}": [1]}}',
        f'{{"{TENANT.hex}": 1}}',
        f'{{"{{{TENANT}}}": 1}}',
        '{"northlight": 1}',
        "[" * 100_000,
    ],
    ids=lambda message: message[:60],
)
def test_what_is_not_a_hint_to_the_letter_is_refused(message: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever part of it is at fault
        hints.decode(message)
