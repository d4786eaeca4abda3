"""What an artist sees of a studio, as relations that stand in the place of its tables.

Rows that an artist is not to see are not in such a relation, and what is hidden of the others is
null there. So whatever is asked of it, by filters, orders, counts, cursors and joins, can find out
no more than it shows. PostgreSQL dissolves them into the query around, indexes included.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB

from db import tables
from db.queries.booking_rows import is_live
from domain.booking import BookingStatus
from domain.visibility import Rows

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Rule:
    """What is shown of a table. `hidden` columns are null but in rows that are one's own."""

    rows: str
    others: str = "everything"
    hidden: frozenset[str] = frozenset()


NOTHING = Rule("none", "nothing")

RULES: Mapping[Table, Rule] = {
    tables.tenants: Rule("the studio"),
    tables.memberships: Rule("one's own"),
    tables.users: Rule("all members", "the name", frozenset({"email"})),
    tables.artists: Rule(
        "all",
        "all but e-mail, user and rate",
        frozenset({"email", "user_id", "hourly_rate"}),
    ),
    tables.projects: Rule("those with a booking of one's own, whatever has become of it"),
    tables.phases: Rule("those with a booking of one's own, whatever has become of it"),
    tables.bookings: Rule(
        "one's own; the live ones of others unless the studio hides them",
        "whose, when and how firm",
        frozenset(tables.bookings.c.keys())
        - {"tenant_id", "id", "artist_id", "start_time", "end_time", "status"}
        - {"is_long", "version", "created_at", "updated_at"},
    ),
    tables.events: Rule(
        "those of one's own artist, of projects and phases that one sees, of bookings that were"
        " one's own before or after; those of other bookings unless the studio hides them; what"
        " becomes of one's own holds; never a challenge or an attempt that clashed",
        "that it happened to which booking, and whose it was then, when and how firm",
        frozenset({"actor_id", "request_id"}),
    ),
}
"""A table that is not here shows nothing."""


class OwnSight:
    """The sight of the user `user_id` at the instant `now`, both as SQL."""

    def __init__(self, user_id: ColumnElement[Any], now: ColumnElement[Any]) -> None:
        self._user_id = user_id
        self._now = now
        a, t = tables.artists.alias(), tables.tenants.alias()
        own = select(a.c.id).where(a.c.user_id == user_id).scalar_subquery()
        me = select(own.label("artist_id"), t.c.artists_see_busy).cte("me")
        # As subselects, which PostgreSQL evaluates once per statement and then takes for values.
        self._artist_id = select(me.c.artist_id).scalar_subquery()
        self._sees_busy = select(me.c.artists_see_busy).scalar_subquery()

    def relation(self, table: FromClause) -> Select[*tuple[Any, ...]]:
        """The rows of `table` that are seen, with the columns of `table`."""
        t = table.alias()
        return self._masked(table, t).where(self._shown(table, t))

    def own_rows(self, table: FromClause) -> Select[*tuple[Any, ...]]:
        """One's own rows of `table` alone."""
        t = table.alias()
        return select(t).where(self.is_own(table, t), self._shown(table, t))

    def log(self) -> Select[*tuple[Any, ...]]:
        """The log without gaps: an event that is not seen is there, but its data are null."""
        t = tables.events.alias()
        data = case((self._shown(tables.events, t), self._event_data(t)))
        return select(
            t.c.revision, t.c.aggregate_type, t.c.type, t.c.occurred_at, data.label("data")
        )

    def is_own(self, table: FromClause, t: FromClause) -> Condition:
        """Whether a row of `t`, which has the columns of `table`, is one's own."""
        if table is tables.bookings:
            return t.c.artist_id == self._artist_id
        if table is tables.artists or table is tables.memberships:
            return t.c.user_id == self._user_id
        if table is tables.users:
            return t.c.id == self._user_id
        if table is tables.events:
            before, after = self._were_mine(t)
            return or_(t.c.aggregate_type != "booking", before, after)
        return true()

    def _masked(self, table: FromClause, t: FromClause) -> Select[*tuple[Any, ...]]:
        hidden, own = hidden_columns(table), self.is_own(table, t)
        columns = [case((own, c)).label(c.name) if c.name in hidden else c for c in t.c]
        if table is tables.events:
            columns = [
                self._event_data(t).label("data") if c.name == "data" else c for c in columns
            ]
        return select(*columns)

    def _shown(self, table: FromClause, t: FromClause) -> Condition:
        if not isinstance(table, Table):  # what is worked out of an artist's bookings
            return t.c.artist_id == self._artist_id
        if table not in RULES:
            return false()
        if table is tables.memberships:
            return self.is_own(table, t)
        if table is tables.projects:
            return self._is_own_work(t.c.id, "project_id")
        if table is tables.phases:
            return self._is_own_work(t.c.id, "phase_id")
        if table is tables.bookings:
            return or_(self.is_own(table, t), and_(self._sees_busy, is_live(t, self._now)))
        if table is tables.events:
            return self._shown_event(t)
        return true()

    def _is_own_work(self, work: ColumnElement[Any], column: str) -> Condition:
        b = tables.bookings.alias()
        own = select(b.c[column]).where(b.c.artist_id == self._artist_id)
        # Compared, it cannot become a join, which a generic plan would loop over one's bookings.
        return work.in_(own).is_not_distinct_from(true())

    def _shown_event(self, t: FromClause) -> Condition:
        kind, cancelled = t.c.aggregate_type, BookingStatus.CANCELLED.value
        # What ends or begins again is told; what others did to an ended booking is not.
        live = or_(
            *(t.c.data[moment]["status"].astext != cancelled for moment in ("facts", "previous"))
        )
        return or_(
            and_(kind == "booking", or_(*self._were_mine(t), and_(self._sees_busy, live))),
            and_(kind == "hold", self._were_mine(t)[1]),
            and_(kind == "artist", t.c.aggregate_id == self._artist_id),
            and_(kind == "project", self._is_own_work(t.c.aggregate_id, "project_id")),
            and_(kind == "phase", self._is_own_work(t.c.aggregate_id, "phase_id")),
        )

    def _were_mine(self, t: FromClause) -> tuple[Condition, Condition]:
        """Whether a booking was one's own before its event, and whether it was after it."""
        mine = cast(self._artist_id, Text)
        before, after = (t.c.data[moment]["artist_id"].astext for moment in ("previous", "facts"))
        return before == mine, after == mine

    def _event_data(self, t: FromClause) -> ColumnElement[Any]:
        """The facts that are one's own in full, those of others as busy: each moment by itself.

        So of a booking that went from one artist to another each sees their own side.
        """
        before, after = self._were_mine(t)
        facts, previous = t.c.data["facts"], t.c.data["previous"]
        names = ("artist_id", "start_time", "end_time", "status")
        busy = func.jsonb_build_object(*(part for n in names for part in (literal(n), facts[n])))
        masked = func.jsonb_build_object(
            literal("facts"),
            case((after, facts), (self._sees_busy, busy)),
            literal("previous"),
            case((before, previous)),
            type_=JSONB,
        )
        return case((t.c.aggregate_type != "booking", t.c.data), else_=masked)


def log_of(rows: Rows) -> FromClause:
    """The log as the user `user_id` sees it, without gaps: what is not for them has no data."""
    if rows is Rows.IN_FULL:
        return tables.events
    # The log tells what happened at its time, whatever the hour is now.
    own = OwnSight(bindparam("user_id", None, type_=Uuid()), null())
    return own.log().subquery()


def hidden_columns(table: FromClause) -> frozenset[str]:
    """The columns that are null but in one's own rows."""
    rule = RULES.get(table, NOTHING) if isinstance(table, Table) else NOTHING
    return rule.hidden
