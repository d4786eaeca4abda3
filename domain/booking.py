"""A booking's facts, and its place in the queue of holds. Pure rules, no I/O.

Sources: the trade's terms as `docs/booking-rules.md` explains them. A *hold* is a ranked option
that blocks nobody; a *pencil* is exclusive but tentative; *confirmed* is firm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import accumulate
from uuid import UUID

from domain.days import Days
from domain.window import Window


class BookingStatus(StrEnum):
    """How firm a booking is."""

    HOLD = "hold"
    PENCIL = "pencil"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"

    @property
    def noun(self) -> str:
        """What a booking of this status is called."""
        is_noun = self in (BookingStatus.HOLD, BookingStatus.PENCIL)
        return self.value if is_noun else f"{self.value} booking"


BLOCKING = frozenset({BookingStatus.PENCIL, BookingStatus.CONFIRMED})
"""The statuses of which an artist can have only one at a time."""


class EndReason(StrEnum):
    """Why a booking ended."""

    RELEASED = "released"
    EXPIRED = "expired"
    DECLINED = "declined"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    LATE_CANCELLED = "late_cancelled"


@dataclass(frozen=True, slots=True)
class Booking:
    """A booking's facts. Texts that people wrote stay out: no rule depends on them.

    `days` are the artist's whole days that `window` was made of, None where it was given itself.
    """

    id: UUID
    artist_id: UUID
    project_id: UUID | None
    phase_id: UUID | None
    window: Window
    status: BookingStatus
    queued_at: datetime
    expires_at: datetime | None
    end_reason: EndReason | None = None
    version: int = 1
    days: Days | None = None

    def is_live(self, at: datetime) -> bool:
        """Whether it still counts: a hold past its expiry is dead before anyone has ended it."""
        if self.status is BookingStatus.HOLD:
            return self.expires_at is None or self.expires_at > at
        return self.status is not BookingStatus.CANCELLED

    def has_expired(self, at: datetime) -> bool:
        """Whether it was a hold that ran out, ended for that or not yet."""
        ran_out = self.status is BookingStatus.HOLD and not self.is_live(at)
        return ran_out or self.end_reason is EndReason.EXPIRED

    def rivals(self, other: "Booking") -> bool:
        """Whether both want the artist at the same time for different work."""
        same_work = self.project_id is not None and self.project_id == other.project_id
        return (
            self.id != other.id
            and self.artist_id == other.artist_id
            and not same_work
            and self.window.overlaps(other.window)
        )

    @property
    def place(self) -> tuple[datetime, int]:
        """The place in the artist's queue; ties are broken by id."""
        return self.queued_at, self.id.int


def hold_rank(hold: Booking, others: Sequence[Booking], *, at: datetime) -> int:
    """The worst rank of `hold` over its time: 1 is the first hold.

    At an instant the rank is one more than the live holds and pencils of other work that cover
    the instant and were queued earlier. All of those overlap the hold, so those that overlap one
    another do so within it: the most at once is the peak of a running count over their starts
    and ends, ends first, since windows are half-open.
    """
    ahead = [
        other.window
        for other in others
        if other.status in (BookingStatus.HOLD, BookingStatus.PENCIL)
        and other.is_live(at)
        and hold.rivals(other)
        and other.place < hold.place
    ]
    steps = sorted(step for window in ahead for step in ((window.start, 1), (window.end, -1)))
    return 1 + max(accumulate(step for _, step in steps), default=0)
