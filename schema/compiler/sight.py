"""What a plan shows of each table and field, for the kind of visibility that it is made for."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import BinaryExpression, ColumnElement, FromClause
from sqlalchemy.sql import operators

from db.queries.own_sight import OwnSight, hidden_columns
from domain.visibility import Rows, Sight
from schema.compiler.declare import NOW, USER_ID, Column, Conditions
from schema.compiler.outline import Field


class Seen:
    """The tables as somebody of this `sight` sees them. In full sight they are the tables."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._own = OwnSight(USER_ID, NOW)

    @property
    def in_full(self) -> bool:
        return self._sight.rows is Rows.IN_FULL

    def relation(self, table: FromClause, name: str) -> FromClause:
        """What stands in the place of `table`, with its columns."""
        if self.in_full:
            return table.alias(name)
        return self._own.relation(table).subquery(name)

    def may_see(
        self, column: Column, table: FromClause | None, t: FromClause
    ) -> bool | ColumnElement[bool]:
        """Whether a field of a row of `t` is shown: always, never, or where this is true."""
        granted = column.scope is None or column.scope in self._sight.scopes
        if granted and (self.in_full or not column.own):
            return True
        if not column.own or not (granted or column.scope in self._sight.of_oneself):
            return False
        assert table is not None, "only a row of a table can be one's own"
        return self._own.is_own(table, t)

    def picked(
        self, table: FromClause | None, name: str, pick: Callable[[FromClause], Conditions]
    ) -> tuple[FromClause, list[ColumnElement[bool]]]:
        """What stands in the place of `table`, and the conditions that `pick` puts on it.

        Where a hidden column is to equal something, only one's own rows can: then these alone
        stand there, of which nothing is hidden, so that PostgreSQL can use its indexes.
        """
        assert table is not None, "only a type with a __table__ can be compiled"
        t = self.relation(table, name)
        where = [*pick(t)]
        if self.in_full or not _compares(where, (t.c[column] for column in hidden_columns(table))):
            return t, where
        own = self._own.own_rows(table).subquery(name)
        return own, [*pick(own)]


def depends_on_person(fields: Iterable[Field], sight: Sight) -> bool:
    """Whether two people of this sight may be shown different things in these fields."""
    if sight.rows is Rows.OWN:
        return True
    of_oneself = sight.of_oneself - sight.scopes
    return any(
        (isinstance(field.definition, Column) and field.definition.scope in of_oneself)
        or any(depends_on_person(below, sight) for below in field.selections.values())
        for field in fields
    )


def _compares(where: Iterable[ColumnElement[bool]], columns: Iterable[ColumnElement[Any]]) -> bool:
    compared = {
        side
        for condition in where
        if isinstance(condition, BinaryExpression) and condition.operator is operators.eq
        for side in (condition.left, condition.right)
    }
    return any(column in compared for column in columns)
