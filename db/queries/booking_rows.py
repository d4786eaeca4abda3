"""Which bookings are meant, and what is computed of them: SQL over any alias of the table.

Under row-level security only leakproof operators become index conditions: comparisons of
timestamps, uuids and text do, range overlap (`&&`), enums and ILIKE do not.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
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
    literal_column,
    or_,
    select,
    true,
    tuple_,
    union_all,
    values,
)
from sqlalchemy import column as sql_column

from db.tables import bookings, projects
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

    The same definition as `domain.booking.hold_rank`.
    """
    return case((is_live_hold(t, now), worst_rank(t, t.c.start_time, t.c.end_time, now)))


def is_backup(t: FromClause, now: Instant) -> ColumnElement[bool]:
    """Whether a live hold lies over a confirmed booking, null for anything else."""
    over = blocking(t, BookingStatus.CONFIRMED).lateral()
    return case((is_live_hold(t, now), select(over).correlate(t).exists()))


def blocking(t: FromClause, *statuses: BookingStatus) -> CompoundSelect[Any]:
    """The id, times and place of the blocking bookings over those of `t`, of some status.

    They do not overlap one another. So they begin within its time, or are the last to have begun
    before it: two look-ups, however long bookings are.
    """
    b = bookings.alias()
    wanted = (b.c.id, b.c.start_time, b.c.end_time, b.c.queued_at, b.c.status)
    calendar = select(*wanted).where(
        b.c.artist_id == t.c.artist_id, in_words(b, BookingStatus.PENCIL, BookingStatus.CONFIRMED)
    )
    within = calendar.where(b.c.start_time > t.c.start_time, b.c.start_time < t.c.end_time)
    last = calendar.where(b.c.start_time <= t.c.start_time).order_by(b.c.start_time.desc()).limit(1)
    begun = last.correlate(t).subquery()
    return union_all(
        *(
            select(found.c.id, found.c.start_time, found.c.end_time, found.c.queued_at)
            .where(found.c.end_time > t.c.start_time, found.c.status.in_(statuses))
            .correlate(t)
            for found in (within.correlate(t).subquery(), begun)
        )
    )


def owner_id(t: FromClause) -> ColumnElement[Any]:
    """Who answers for a booking: the manager of its project, else who made it."""
    p = projects.alias()
    manager = select(p.c.manager_id).where(p.c.id == t.c.project_id).correlate(t).scalar_subquery()
    return func.coalesce(manager, t.c.created_by)


def owner_of(booking_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Who answers for the booking with an id."""
    b = bookings.alias()
    return select(owner_id(b)).where(b.c.id == booking_id).scalar_subquery()


def is_live_hold(t: FromClause, now: Instant) -> ColumnElement[bool]:
    """Holds that have not run out: what has a rank."""
    return and_(t.c.status == BookingStatus.HOLD.value, is_live(t, now))


def in_queue(t: FromClause) -> ColumnElement[bool]:
    """Holds and pencils: what has others behind it."""
    return in_words(t, BookingStatus.HOLD, BookingStatus.PENCIL)


def in_words(t: FromClause, *statuses: BookingStatus) -> ColumnElement[bool]:
    """The bookings of some status, in the very words of an index, so that it can be used."""
    return t.c.status.in_([literal_column(f"'{status}'") for status in statuses])


def ahead(
    r: FromClause, t: FromClause, start: Instant, end: Instant, now: Instant
) -> list[list[ColumnElement[bool]]]:
    """What of `r` comes before the hold `t` within a time, as ranges of the queue's index."""
    conditions = [
        r.c.artist_id == t.c.artist_id,
        in_queue(r),
        is_live(r, now),
        or_(r.c.project_id.is_(None), t.c.project_id.is_(None), r.c.project_id != t.c.project_id),
        tuple_(r.c.queued_at, r.c.id) < tuple_(t.c.queued_at, t.c.id),
    ]
    return [[*conditions, *bounds] for bounds in in_window(r, start, end)]


def worst_rank(
    t: FromClause, start: Instant, end: Instant, now: Instant, *, within: FromClause | None = None
) -> ColumnElement[int]:
    """One more than the most of those `ahead` at once, between two instants of `within` or `t`.

    The peak of a running count over their starts (+1) and ends (-1), as in the domain.
    """
    r = bookings.alias()
    around = [t] if within is None else [t, within]
    found = union_all(
        *(
            select(r.c.start_time, r.c.end_time).where(*where).correlate(*around)
            for where in ahead(r, t, start, end, now)
        )
    ).subquery()
    starts_and_ends = [(found.c.start_time, 1), (found.c.end_time, -1)]
    edge = (
        values(sql_column("at", DateTime(timezone=True)), sql_column("step", Integer), name="edge")
        .data(starts_and_ends)
        .lateral()
    )
    running = (
        select(func.sum(edge.c.step).over(order_by=(edge.c.at, edge.c.step)).label("ahead"))
        .select_from(found.join(edge, true()))
        .correlate(*around)
        .subquery()
    )
    peak = select(func.coalesce(func.max(running.c.ahead), 0)).correlate(*around).scalar_subquery()
    return cast(1 + peak, Integer)
