"""Connections as text: a page of rows, numbered, with what lies around it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import get_named_type
from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    Text,
    cast,
    exists,
    false,
    func,
    not_,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from schema.compiler.declare import Order
from schema.compiler.outline import Field
from schema.compiler.paging import sort_keys
from schema.compiler.text import Part, joined, literal, object_text

Statement = Select[*tuple[Any, ...]]

Joined = tuple[ColumnElement[str], FromClause]
"""An object's text, and the rows joined to all that the text mentions."""

Render = Callable[[Iterable[Field], FromClause, FromClause], Joined]
"""Renders objects of rows, given what is selected, the rows, and the rows joined so far."""


@dataclass(frozen=True)
class Connection:
    """A page of `rows` that `numbered` has numbered: one more than `first`, if there are so many.

    `before` tells whether rows come before the page, `total` how many there are on all pages.
    """

    rows: FromClause
    first: ColumnElement[int]
    cursor: ColumnElement[str]
    before: ColumnElement[bool]
    total: ColumnElement[int]
    render: Render

    def text(self, selected: Iterable[Field], source: FromClause) -> Joined:
        """What is selected of the connection, aggregated over the rows of `source`."""
        members: dict[str, Sequence[Part]] = {}
        for field in selected:
            match field.name:
                case "__typename":
                    members[field.key] = [f'"{field.parent.name}"']
                case "totalCount":
                    members[field.key] = [cast(self.total, Text)]
                case "nodes":
                    text, source = self.render(field.fields, self.rows, source)
                    members[field.key] = [self._listed(text)]
                case "edges":
                    text, source = self._edge(field.fields, source)
                    members[field.key] = [self._listed(text)]
                case "pageInfo":
                    members[field.key] = [self._page_info(field.fields)]
        return object_text(members), source

    def _edge(self, selected: Iterable[Field], source: FromClause) -> Joined:
        members: dict[str, Sequence[Part]] = {}
        for field in selected:
            match field.name:
                case "__typename":
                    members[field.key] = [f'"{field.parent.name}"']
                case "cursor":
                    members[field.key] = ['"', self.cursor, '"']
                case "node":
                    text, source = self.render(field.fields, self.rows, source)
                    members[field.key] = [text]
        return object_text(members), source

    def _page_info(self, selected: Iterable[Field]) -> ColumnElement[str]:
        rows, first = self.rows, self.first
        quoted = joined(['"', self.cursor, '"'])
        members: dict[str, Sequence[Part]] = {}
        for field in selected:
            match field.name:
                case "__typename":
                    members[field.key] = [f'"{field.parent.name}"']
                case "hasNextPage":
                    members[field.key] = [
                        cast(func.coalesce(func.bool_or(rows.c.m > first), False), Text)
                    ]
                case "hasPreviousPage":
                    members[field.key] = [cast(self.before, Text)]
                case "startCursor":
                    start = func.max(quoted).filter(rows.c.n == 1)
                    members[field.key] = [func.coalesce(start, literal("null"))]
                case "endCursor":
                    end = func.max(quoted).filter(rows.c.n == func.least(first, rows.c.m))
                    members[field.key] = [func.coalesce(end, literal("null"))]
        return object_text(members)

    def _listed(self, text: ColumnElement[str]) -> ColumnElement[str]:
        texts = func.string_agg(text, aggregate_order_by(literal(","), self.rows.c.n))
        return array_text(texts.filter(self.rows.c.n <= self.first))


def numbered(
    query: Statement, page: FromClause, order: Order, parent: ColumnElement[Any] | None = None
) -> Statement:
    """Number the rows of each parent's page, `n`, and count them, `m`: one more than are shown."""
    number = func.row_number().over(partition_by=parent, order_by=sort_keys(page, order))
    return query.add_columns(number.label("n"), func.count().over(partition_by=parent).label("m"))


def any_before(
    t: FromClause,
    where: Iterable[ColumnElement[bool]],
    after: Sequence[ColumnElement[bool]],
    *parents: FromClause,
) -> ScalarSelect[bool]:
    """Whether there are rows that a page leaves out for not being `after` its cursor.

    `where` may speak of a row of `parents`, the one whose page it is.
    """
    if not after:
        return select(false()).scalar_subquery()
    found = exists().select_from(t).where(*where, *(not_(c) for c in after))
    # Both, or the inner one would look among all parents' rows.
    return select(found.correlate(*parents)).correlate(*parents).scalar_subquery()


def node_type(field: Field) -> Any:
    connection: Any = get_named_type(field.type)
    return get_named_type(connection.fields["nodes"].type)


def node_fields(connection: Field) -> list[Field]:
    """All that a connection selects of its nodes, below `nodes` and below `edges { node }`."""
    fields: list[Field] = []
    for part in connection.fields:
        if part.name == "nodes":
            fields += part.fields
        elif part.name == "edges":
            fields += (f for node in part.fields if node.name == "node" for f in node.fields)
    return fields


def array_text(texts: ColumnElement[str]) -> ColumnElement[str]:
    return joined(["[", func.coalesce(texts, literal("")), "]"])
