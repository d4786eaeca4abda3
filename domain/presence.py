"""Who is present in a studio: which window of the calendar, or which booking, somebody looks at.

Presence is what people see of one another at the moment. It decides nothing and is never stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from domain.errors import InvalidInput
from domain.window import Window, viewed

MOST_OF_A_PERSON = 20
"""Sessions, such as tabs, in which one person may be present at a time."""

MOST_OF_A_STUDIO = 500
"""Sessions that may be present in one studio at a time."""

MOST_ARTISTS = 50
"""Artists that a session may say it looks at; whoever looks at more looks at all."""


@dataclass(frozen=True, slots=True)
class Attention:
    """What somebody has before them. No artists: all of them."""

    window: Window | None = None
    artist_ids: tuple[UUID, ...] = ()
    booking_id: UUID | None = None


NO_ATTENTION = Attention()


@dataclass(frozen=True, slots=True)
class Presence:
    """A person in one of their sessions, and since when it has been there."""

    user_id: UUID
    session: UUID
    since: datetime
    attention: Attention = field(default=NO_ATTENTION)

    @property
    def order(self) -> tuple[datetime, UUID, UUID]:
        """Where it stands in a list: who came first comes first."""
        return self.since, self.user_id, self.session

    def unspecified(self) -> "Presence":
        """The same without what it is that they look at."""
        return replace(self, attention=NO_ATTENTION)


def attention(
    start: datetime | None,
    end: datetime | None,
    artist_ids: Iterable[UUID],
    booking_id: UUID | None,
) -> Attention:
    """What somebody says that they look at.

    Raises `InvalidInput` for half a window or one that is not to be viewed, and for more artists
    than `MOST_ARTISTS`.
    """
    artists = tuple(dict.fromkeys(artist_ids))
    if len(artists) > MOST_ARTISTS:
        message = f"At most {MOST_ARTISTS} artists: leave them out to look at all."
        raise InvalidInput(message, ("artistIds",))
    return Attention(_window(start, end), artists, booking_id)


def _window(start: datetime | None, end: datetime | None) -> Window | None:
    if start is None and end is None:
        return None
    if start is None or end is None:
        missing = "from" if start is None else "to"
        raise InvalidInput("A window has both ends.", (missing,))
    return viewed(start, end)
