"""What stands before a hold, and its rank day by day: relations over all bookings.

Each has the `booking_id` that it is about and that booking's `artist_id`. They are read for given
bookings only, of which PostgreSQL finds the rest by the indexes of the queue and the calendar.
"""

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Interval,
    Subquery,
    case,
    cast,
    func,
    literal_column,
    select,
    true,
    union_all,
)
from sqlalchemy import column as sql_column

from db.queries.booking_rows import (
    Instant,
    ahead,
    blocking,
    in_queue,
    is_live,
    is_live_hold,
    worst_rank,
)
from db.tables import artists, bookings
from domain.booking import BookingStatus

INSTANT = DateTime(timezone=True)


def rivals(now: Instant) -> Subquery:
    """What stands before each live hold and pencil. As `domain.queue.rivals` has it."""
    t, r = bookings.alias(), bookings.alias()
    better_holds = (
        select(r.c.id, r.c.start_time, r.c.end_time, r.c.queued_at)
        .where(*where, r.c.status == BookingStatus.HOLD.value)
        .correlate(t)
        for where in ahead(r, t, t.c.start_time, t.c.end_time, now)
    )
    taken = blocking(t, BookingStatus.PENCIL, BookingStatus.CONFIRMED)
    found = union_all(*better_holds, *taken.selects).lateral()
    return (
        select(
            t.c.id.label("booking_id"),
            t.c.artist_id,
            found.c.id.label("rival_id"),
            func.greatest(found.c.start_time, t.c.start_time, type_=INSTANT).label("start_time"),
            func.least(found.c.end_time, t.c.end_time, type_=INSTANT).label("end_time"),
            found.c.queued_at,
        )
        .select_from(t.join(found, true()))
        .where(in_queue(t), is_live(t, now), found.c.id != t.c.id)
        .subquery()
    )


def day_ranks(now: Instant) -> Subquery:
    """The worst rank of each live hold on each day that it touches, in its artist's zone."""
    t, a = bookings.alias(), artists.alias()
    first, last = (
        cast(func.timezone(a.c.time_zone, instant), Date)
        for instant in (t.c.start_time, t.c.end_time - literal_column("interval '1 us'", Interval))
    )
    bounds = (cast(first, DateTime), cast(last, DateTime))
    days = (
        func.generate_series(*bounds, literal_column("interval '1 day'", Interval))
        .table_valued(sql_column("day", DateTime()))
        .render_derived()
        .lateral()
    )
    day = cast(days.c.day, Date)

    def midnight(ahead: int) -> ColumnElement[DateTime]:
        local = days.c.day + literal_column(f"interval '{ahead} day'", Interval)
        found = func.timezone(a.c.time_zone, local, type_=INSTANT)
        # Some clocks go back an hour at one, and show midnight twice. PostgreSQL means the second.
        earlier = found - literal_column("interval '1 hour'", Interval)
        return case((func.timezone(a.c.time_zone, earlier) == local, earlier), else_=found)

    start = case((day == first, t.c.start_time), else_=midnight(0))
    end = case((day == last, t.c.end_time), else_=midnight(1))
    parts = select(day.label("day"), start.label("start_time"), end.label("end_time"))
    part = parts.select_from(days).correlate(t, a).lateral()
    rank = worst_rank(t, part.c.start_time, part.c.end_time, now, within=part)
    return (
        select(t.c.id.label("booking_id"), t.c.artist_id, part.c.day, rank.label("rank"))
        .select_from(t.join(a, a.c.id == t.c.artist_id).join(part, true()))
        .where(is_live_hold(t, now))
        .subquery()
    )
