"""Which bookings are meant, and what is computed of them: SQL over any alias of the table.

Under row-level security only leakproof operators become index conditions: comparisons of
timestamps, uuids and text do, range overlap (`&&`), enums and ILIKE do not.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    DateTime,
    FromClause,
    Integer,
    Interval,
    and_,
    any_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    values,
)
from sqlalchemy import column as sql_column

from db.tables import bookings
from domain.booking import BookingStatus, EndReason
from domain.window import LONGEST_BOOKING, LONGEST_SHORT_BOOKING

Instant = BindParameter[Any] | ColumnElement[Any] | Any
"""An instant as SQL: a parameter or a column."""


def overlapping(
    t: FromClause, start: Instant, end: Instant, longest: timedelta = LONGEST_BOOKING
) -> list[ColumnElement[bool]]:
    """The bookings of which some part lies in `[start, end)`, none of them over `longest`.

    The last condition follows from the first two and the longest booking; it is what makes the
    index range tight, where the end alone would walk through all history.
    """
    return [
        t.c.start_time < end,
        t.c.end_time > start,
        t.c.start_time > start - literal(longest, Interval),
    ]


def in_window(t: FromClause, start: Instant, end: Instant) -> list[list[ColumnElement[bool]]]:
    """The same as ranges of an index that add up: short bookings, and long ones.

    Together they are a tenth of the one range of `overlapping`, in a studio of some years.
    """
    return [
        [t.c.is_long.is_(False), *overlapping(t, start, end, LONGEST_SHORT_BOOKING)],
        [t.c.is_long, *overlapping(t, start, end)],
    ]


def expired(t: FromClause, now: Instant) -> ColumnElement[bool]:
    """A hold that ran out, whether or not anyone has ended it yet."""
    return and_(t.c.status == BookingStatus.HOLD.value, func.coalesce(t.c.expires_at <= now, False))


def status(t: FromClause, now: Instant) -> ColumnElement[str]:
    """The status as everybody is to see it: an expired hold is over."""
    return case((expired(t, now), BookingStatus.CANCELLED.value), else_=t.c.status)


def end_reason(t: FromClause, now: Instant) -> ColumnElement[str]:
    """Why the booking ended; null while it has not."""
    return case((expired(t, now), EndReason.EXPIRED.value), else_=t.c.end_reason)


def is_live(t: FromClause, now: Instant) -> ColumnElement[bool]:
    """Blocking bookings and live holds: what calendars show by default."""
    return and_(t.c.status != BookingStatus.CANCELLED.value, ~expired(t, now))


def has_status(t: FromClause, statuses: Any, now: Instant) -> ColumnElement[bool]:
    """The bookings with one of `statuses`."""
    return status(t, now) == any_(statuses)


def any_of(column: ColumnElement[Any], values: Any) -> ColumnElement[bool]:
    """The rows whose column is one of an array of values."""
    return column == any_(values)


def hold_rank(t: FromClause, now: Instant) -> ColumnElement[int]:
    """The worst rank of a live hold over its time, null for anything else.

    The same definition as `domain.booking.hold_rank`. Rivals all overlap the hold, so those that
    overlap one another do so within it: the most of them at once is the peak of a running count
    over their starts (+1) and ends (-1), ends first, since windows are half-open.
    """
    r = bookings.alias()
    starts_and_ends = [(r.c.start_time, 1), (r.c.end_time, -1)]
    edge = (
        values(sql_column("at", DateTime(timezone=True)), sql_column("step", Integer), name="edge")
        .data(starts_and_ends)
        .lateral()
    )
    running = (
        select(func.sum(edge.c.step).over(order_by=(edge.c.at, edge.c.step)).label("ahead"))
        .select_from(r.join(edge, true()))
        .where(
            r.c.artist_id == t.c.artist_id,
            *overlapping(r, t.c.start_time, t.c.end_time),
            r.c.status.in_([BookingStatus.HOLD.value, BookingStatus.PENCIL.value]),
            is_live(r, now),
            or_(
                r.c.project_id.is_(None),
                t.c.project_id.is_(None),
                r.c.project_id != t.c.project_id,
            ),
            tuple_(r.c.queued_at, r.c.id) < tuple_(t.c.queued_at, t.c.id),
        )
        .correlate(t)
        .subquery()
    )
    peak = select(func.coalesce(func.max(running.c.ahead), 0)).correlate(t).scalar_subquery()
    held = and_(t.c.status == BookingStatus.HOLD.value, is_live(t, now))
    return case((held, cast(1 + peak, Integer)))
