from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from domain.errors import InvalidInput
from domain.presence import MOST_ARTISTS, NO_ATTENTION, Attention, Presence, attention
from domain.window import LONGEST_VIEW, Window

NOW = datetime(2027, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_whoever_says_nothing_looks_at_nothing_in_particular() -> None:
    assert attention(None, None, [], None) == NO_ATTENTION


def test_artists_are_named_once_in_their_order() -> None:
    one, other = uuid4(), uuid4()
    assert attention(None, None, [one, other, one], None).artist_ids == (one, other)


def test_a_window_may_be_as_long_as_a_calendars() -> None:
    assert attention(NOW, NOW + LONGEST_VIEW, [], None).window == Window(NOW, NOW + LONGEST_VIEW)


@pytest.mark.parametrize(
    ("start", "end", "artists", "path"),
    [
        (NOW, None, [], "to"),
        (None, NOW, [], "from"),
        (NOW, NOW, [], "to"),
        (NOW, NOW - HOUR, [], "to"),
        (NOW, NOW + LONGEST_VIEW + HOUR, [], "to"),
        (None, None, [UUID(int=number) for number in range(MOST_ARTISTS + 1)], "artistIds"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    start: datetime | None, end: datetime | None, artists: list[UUID], path: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        attention(start, end, artists, None)
    assert refused.value.path == (path,)


def test_of_what_somebody_looks_at_nothing_need_be_said() -> None:
    present = Presence(uuid4(), uuid4(), NOW, Attention(Window(NOW, NOW + HOUR), (), uuid4()))
    told = present.unspecified()
    assert told == Presence(present.user_id, present.session, NOW)
    assert told.order == present.order
