"""How the rows of each level of a selection are read."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    FromClause,
    func,
    literal_column,
    select,
    true,
    union_all,
)

from schema.compiler.connection import Statement
from schema.compiler.declare import Column, Embedded, Link, Listed, Many, One, Page, table_of
from schema.compiler.outline import Field
from schema.compiler.shape import columns_in, is_leaf
from schema.compiler.sight import Seen


class Levels:
    """Makes the CTEs of one statement, of the tables as they are `seen`."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._names = iter(range(1_000_000))

    def level(
        self,
        t: FromClause,
        selected: tuple[Field, ...],
        where: Sequence[ColumnElement[bool]],
        also: set[str],
    ) -> tuple[FromClause, Sequence[ColumnElement[bool]]]:
        """A level's rows, and the conditions that its query still has to state.

        Where nothing hangs below, the table itself will do; else the rows are read once, so that
        the levels below can be narrowed to their keys.
        """
        if is_leaf(selected):
            return t, where
        return self.read(t, selected, where, also), []

    def read(
        self,
        t: FromClause,
        selected: Iterable[Field],
        where: Sequence[ColumnElement[bool]],
        also: Iterable[str] = (),
    ) -> CTE:
        """The rows of a level, with the columns that are needed of them and those of `also`."""
        columns = self.columns(selected, t, also)
        return self.materialized(select(*columns).select_from(t).where(*where), "r")

    def read_ranges(
        self,
        field: Field,
        link: Link,
        t: FromClause,
        columns: Sequence[ColumnElement[Any]],
        ranges: Sequence[Sequence[ColumnElement[bool]]],
        parents: FromClause,
    ) -> CTE:
        """Read a level by ranges of an index: of all parents together, or of each by itself.

        Together where the parents are a good part of all there are, which the statement finds out:
        a calendar of everybody is read in one go, a page of a few artists by their own bookings.
        Everything is spelt out so that it is run in this way whatever PostgreSQL expects, for a
        generic plan expects next to nothing: an IN that is compared cannot become a join, so it is
        looked up in a hash; a lateral join is a loop; a condition on a constant guards its branch.
        """
        everybody = self.alias(table_of(field.parent))
        there_are = select(func.count()).select_from(everybody).scalar_subquery()
        guard = self.materialized(
            select((3 * func.count() >= there_are).label("most")).select_from(parents), "g"
        )
        most = select(guard.c.most).scalar_subquery()
        wanted = (
            t.c[link.remote]
            .in_(select(link.of(parents)).select_from(parents))
            .is_not_distinct_from(true())
        )
        together = (select(*columns).where(most, wanted, *where) for where in ranges)
        few = (
            select(link.of(parents).label("k"))
            .select_from(parents)
            .where(~most)
            .subquery(self.name("f"))
        )
        found = union_all(
            *(
                select(*columns).where(t.c[link.remote] == few.c.k, *where).correlate(few)
                for where in ranges
            )
        ).lateral(self.name("u"))
        each = select(*found.c).select_from(few.join(found, true()))
        return self.materialized(union_all(*together, each), "r")

    def columns(
        self, selected: Iterable[Field], t: FromClause, also: Iterable[str]
    ) -> list[ColumnElement[Any]]:
        """The columns of `t` that are needed, and those of `also`; at least one."""
        needed = self.needed(selected, t) | set(also)
        return [t.c[name] for name in sorted(needed)] or [literal_column("1").label("one")]

    def needed(self, selected: Iterable[Field], t: FromClause) -> set[str]:
        """The columns of `t` that the selected fields are made of."""
        needed: set[str] = set()
        for field in selected:
            match field.definition:
                case Column(expression=expression) as column:
                    needed |= columns_in(expression(t), t)
                    shown = self._seen.may_see(column, table_of(field.parent), t)
                    needed |= set() if isinstance(shown, bool) else columns_in(shown, t)
                case Embedded(present=present):
                    needed |= self.needed(field.fields, t)
                    if present is not None and not self._seen.in_full:
                        needed |= columns_in(present(t), t)
                case One(link=Link() as link) | Many(link=link) | Page(link=Link() as link):
                    needed |= columns_in(link.of(t), t)
                case Listed(ids=ids):
                    needed |= columns_in(ids(t), t)
        return needed

    def alias(self, table: FromClause | None) -> FromClause:
        """What stands in the place of `table`, under a name of its own."""
        assert table is not None, "only a type with a __table__ can be compiled"
        return self._seen.relation(table, self.name("t"))

    def materialized(self, query: Statement | CompoundSelect[Any], letter: str) -> CTE:
        """The rows of `query`, read once."""
        # Left to itself PostgreSQL may fold a CTE into its users: ten times slower, measured.
        return query.cte(self.name(letter)).prefix_with("MATERIALIZED")

    def name(self, letter: str) -> str:
        """A name that nothing else in the statement has."""
        return f"{letter}{next(self._names)}"
