"""From an outline to one SQL statement that answers finished JSON text.

Every level of the selection is a materialised CTE of its rows, read once and narrowed to the keys
of the level above. Below it each relation is a CTE of two columns, `k` (the key by which the level
above finds it) and `j` (its JSON text), rendered once per key and joined by hash: PostgreSQL does
the work once per row instead of once per reference. A single row's to-one relations are plain
joins instead, for there the set-up of a CTE would be the larger part.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from graphql import get_named_type, is_abstract_type, is_non_null_type
from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    any_,
    case,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from db import tables
from domain.visibility import Sight
from schema.compiler.arguments import Values
from schema.compiler.connection import (
    Connection,
    Joined,
    Statement,
    any_before,
    array_text,
    node_fields,
    node_type,
    numbered,
)
from schema.compiler.declare import (
    USER_ID,
    Column,
    Either,
    Embedded,
    Expression,
    Link,
    Listed,
    Many,
    One,
    Page,
    table_of,
)
from schema.compiler.levels import Levels
from schema.compiler.outline import Field, Outline
from schema.compiler.paging import after_cursor, cursor_text, order_of, sort_columns, sort_keys
from schema.compiler.shape import is_row, only_to_one
from schema.compiler.sight import Seen
from schema.compiler.text import MISSING, Part, joined, leaf_text, literal, object_text


class StatementCompiler:
    """Compiles one outline, for one kind of visibility and one shape of arguments."""

    def __init__(self, outline: Outline, values: Sequence[Values], sight: Sight) -> None:
        self._outline = outline
        self._values = values
        self._seen = Seen(sight)
        self._levels = Levels(self._seen)

    def of_root_fields(self) -> Statement:
        """One row, with a column of JSON text per field of the outline. Null: no such row.

        The last column is the role of whoever asks, null for a stranger: read in the same
        snapshot, it tells whether the actor still is what they were taken for.
        """
        return _with_role(self._root(field) for field in self._outline.fields)

    def of_payload(self, key: str, value: ColumnElement[Any]) -> Statement:
        """One row, with a column per field of the outline that is the row whose `key` is `value`.

        The last column is the role, as in `of_root_fields`.
        """
        rows = (
            (self._levels.alias(table_of(get_named_type(field.type))), field)
            for field in self._outline.fields
            if is_row(field)
        )
        return _with_role(self._single(t, f.fields, [t.c[key] == value]) for t, f in rows)

    def of_object(self, table: FromClause, key: str, value: ColumnElement[Any]) -> Statement:
        """One row with one column: the object whose `key` is `value`. Null: no such row."""
        t = self._levels.alias(table)
        return select(self._single(t, self._outline.fields, [t.c[key] == value]).label("r0"))

    def of_list(self, table: FromClause, key: str, values: ColumnElement[Any]) -> Statement:
        """One row with one column: the objects whose `key` is in `values`, in that order."""
        t = self._levels.alias(table)
        rows = self._levels.read(t, self._outline.fields, [t.c[key] == any_(values)], {key})
        text, source = self._object(self._outline.fields, rows, rows)
        order = aggregate_order_by(literal(","), func.array_position(values, rows.c[key]))
        return select(array_text(func.string_agg(text, order)).label("r0")).select_from(source)

    # Root fields ---------------------------------------------------------------------------------

    def _root(self, field: Field) -> ColumnElement[str]:
        if isinstance(field.definition, Page):
            return self._page_of_root(field, field.definition)
        assert isinstance(field.definition, One)
        possible = {
            object_type.name: self._single(t, selected, list(rows(t, **self._arguments(field))))
            for rows in (field.definition.rows,)
            for object_type, selected in field.selections.items()
            for t in (self._levels.alias(table_of(object_type)),)
        }
        if not is_abstract_type(get_named_type(field.type)):
            return possible.popitem()[1]
        # The name of the type goes in front, for whoever needs to know which of them it is.
        return func.coalesce(*(joined([name, text]) for name, text in possible.items()))

    def _single(
        self, t: FromClause, selected: Sequence[Field], where: Sequence[ColumnElement[bool]]
    ) -> ColumnElement[str]:
        if only_to_one(selected):
            text, source = self._object(selected, t, t, single=True)
            return select(text).select_from(source).where(*where).scalar_subquery()
        rows = self._levels.read(t, selected, where)
        text, source = self._object(selected, rows, rows)
        return select(text).select_from(source).scalar_subquery()

    def _page_of_root(self, field: Field, definition: Page) -> ColumnElement[str]:
        arguments = self._arguments(field)
        t, where = self._seen.picked(
            table_of(node_type(field)),
            self._levels.name("t"),
            lambda t: definition.rows(t, **arguments),
        )
        name, order = order_of(definition, arguments)
        after = self._after(field, t, arguments, order)
        needed = self._levels.needed(node_fields(field), t) | sort_columns(order)
        page = (
            select(*(t.c[c] for c in sorted(needed)))
            .where(*where, *after)
            .order_by(*sort_keys(t, order))
            .limit(arguments["first"] + 1)
            .subquery(self._levels.name("p"))
        )
        rows = self._levels.materialized(numbered(select(*page.c), page, order), "r")
        connection = Connection(
            rows=rows,
            first=arguments["first"],
            cursor=cursor_text(rows, name, order),
            before=any_before(t, where, after),
            total=select(func.count()).select_from(t).where(*where).scalar_subquery(),
            render=self._object,
        )
        text, source = connection.text(field.fields, rows)
        # One connection, whatever the number of rows, even where nothing of them is selected.
        return select(text).select_from(source).having(literal_column("true")).scalar_subquery()

    # Objects -------------------------------------------------------------------------------------

    def _object(
        self,
        selected: Iterable[Field],
        rows: FromClause,
        source: FromClause,
        *,
        single: bool = False,
    ) -> Joined:
        members: dict[str, Sequence[Part]] = {}
        for field in selected:
            match field.definition:
                case None:
                    members[field.key] = [f'"{field.parent.name}"']
                case Column() as column:
                    members[field.key] = self._leaf(field, column, rows)
                case Embedded() as definition:
                    text, source = self._object(field.fields, rows, source, single=single)
                    if definition.present is not None and not self._seen.in_full:
                        text = case((definition.present(rows), text))
                    members[field.key] = [func.coalesce(text, literal(_null(field)))]
                case One(link=Link() as link) if single:
                    text, source = self._inlined(field, link, rows, source)
                    members[field.key] = [func.coalesce(text, literal(_null(field)))]
                case One(link=Link() as link):
                    kid = self._one(field, link, rows)
                    source = _with(source, kid, kid.c.k == link.of(rows))
                    members[field.key] = [func.coalesce(kid.c.j, literal(_null(field)))]
                case Many() as definition:
                    kid = self._many(field, definition, rows)
                    source = _with(source, kid, kid.c.k == definition.link.of(rows))
                    members[field.key] = ["[", func.coalesce(kid.c.j, literal("")), "]"]
                case Listed(ids=ids):
                    members[field.key] = ["[", self._listed(field, ids, rows), "]"]
                case Page(link=Link() as link) as definition:
                    kid = self._page(field, definition, link, rows)
                    source = _with(source, kid, kid.c.k == link.of(rows))
                    members[field.key] = [kid.c.j]
                case _:
                    message = f"{field.parent.name}.{field.name} needs a link to its parent"
                    raise TypeError(message)
        return object_text(members), source

    def _leaf(self, field: Field, column: Column, rows: FromClause) -> list[Part]:
        shown = self._seen.may_see(column, table_of(field.parent), rows)
        if shown is False:
            return ["null"]
        parts = leaf_text(column.expression(rows), field.type)
        if is_non_null_type(field.type):
            return parts
        text = joined(parts) if shown is True else case((shown, joined(parts)))
        return [func.coalesce(text, literal("null"))]

    # Relations -----------------------------------------------------------------------------------

    def _inlined(self, field: Field, link: Link, rows: FromClause, source: FromClause) -> Joined:
        t = self._levels.alias(table_of(get_named_type(field.type)))
        source = source.outerjoin(t, t.c[link.remote] == link.of(rows))
        text, source = self._object(field.fields, t, source, single=True)
        return case((t.c[link.remote].is_not(None), text)), source

    def _one(self, field: Field, link: Link, parents: FromClause) -> CTE:
        t = self._levels.alias(table_of(get_named_type(field.type)))
        where = [t.c[link.remote].in_(select(link.of(parents)).select_from(parents))]
        rows, left = self._levels.level(t, field.fields, where, {link.remote})
        text, source = self._object(field.fields, rows, rows)
        query = select(rows.c[link.remote].label("k"), text.label("j")).select_from(source)
        return self._levels.materialized(query.where(*left), "j")

    def _listed(self, field: Field, ids: Expression, parents: FromClause) -> ColumnElement[str]:
        kid = self._one(field, Link(lambda t: func.unnest(ids(t)), "id"), parents)
        order = func.array_position(ids(parents), kid.c.k)
        texts = select(func.string_agg(kid.c.j, aggregate_order_by(literal(","), order)))
        own = texts.where(kid.c.k == any_(ids(parents))).correlate_except(kid)
        return func.coalesce(own.scalar_subquery(), literal(""))

    def _many(self, field: Field, definition: Many, parents: FromClause) -> CTE:
        link = definition.link
        t = self._levels.alias(table_of(get_named_type(field.type)))
        also = {link.remote, *definition.order}
        rows: FromClause
        where: list[ColumnElement[bool]] = []
        left: Sequence[ColumnElement[bool]] = []
        ranges: list[list[ColumnElement[bool]]] = []
        for condition in definition.rows(t, **self._arguments(field)):
            if isinstance(condition, Either):
                ranges = condition.ranges
            else:
                where.append(condition)
        if ranges:
            each = [[*bounds, *where] for bounds in ranges]
            columns = self._levels.columns(field.fields, t, also)
            rows = self._levels.read_ranges(field, link, t, columns, each, parents)
        else:
            where.append(t.c[link.remote].in_(select(link.of(parents)).select_from(parents)))
            rows, left = self._levels.level(t, field.fields, where, also)
        text, source = self._object(field.fields, rows, rows)
        order = (rows.c[column] for column in definition.order)
        texts = func.string_agg(text, aggregate_order_by(literal(","), *order))
        query = select(rows.c[link.remote].label("k"), texts.label("j")).select_from(source)
        return query.where(*left).group_by(rows.c[link.remote]).cte(self._levels.name("j"))

    def _page(self, field: Field, definition: Page, link: Link, parents: FromClause) -> CTE:
        keys = self._levels.materialized(
            select(link.of(parents).label("k")).select_from(parents).distinct(), "k"
        )
        arguments = self._arguments(field)
        t, where = self._seen.picked(
            table_of(node_type(field)),
            self._levels.name("t"),
            lambda t: [t.c[link.remote] == keys.c.k, *definition.rows(t, **arguments)],
        )
        name, order = order_of(definition, arguments)
        needed = self._levels.needed(node_fields(field), t) | sort_columns(order) | {link.remote}
        after = self._after(field, t, arguments, order)
        page = (
            select(*(t.c[c] for c in sorted(needed)))
            .where(*where, *after)
            .order_by(*sort_keys(t, order))
            .limit(arguments["first"] + 1)
            .lateral(self._levels.name("p"))
        )
        found = select(*page.c).select_from(keys.join(page, true()))
        rows = self._levels.materialized(numbered(found, page, order, page.c[link.remote]), "r")
        total = select(func.count()).select_from(t).where(*where)
        connection = Connection(
            rows=rows,
            first=arguments["first"],
            cursor=cursor_text(rows, name, order),
            before=any_before(t, where, after, keys),
            total=total.correlate(keys).scalar_subquery(),
            render=self._object,
        )
        # From the keys, not the rows, so that a parent without rows gets its empty connection.
        all_parents = keys.outerjoin(rows, rows.c[link.remote] == keys.c.k)
        text, source = connection.text(field.fields, all_parents)
        query = select(keys.c.k, text.label("j")).select_from(source).group_by(keys.c.k)
        return self._levels.materialized(query, "j")

    # Arguments -----------------------------------------------------------------------------------

    def _after(self, field: Field, t: FromClause, arguments: Values, order: Any) -> list[Any]:
        assert field.arguments is not None
        if arguments.get("after") is None:
            return []
        return [after_cursor(field.arguments.place, t, order)]

    def _arguments(self, field: Field) -> dict[str, Any]:
        if field.arguments is None:
            return {}
        return field.arguments.placeholders(self._values[field.arguments.place])


def _with_role(texts: Iterable[ColumnElement[str]]) -> Statement:
    m = tables.memberships
    role = select(m.c.role).where(m.c.user_id == USER_ID).scalar_subquery().label("role")
    return select(*(text.label(f"r{place}") for place, text in enumerate(texts)), role)


def _null(field: Field) -> str:
    return MISSING if is_non_null_type(field.type) else "null"


def _with(source: FromClause, kid: CTE, on: ColumnElement[bool]) -> FromClause:
    """Join a relation's texts to the rows they belong to.

    A full join says the same as a left one, since a relation is narrowed to the keys of its
    parents, and leaves PostgreSQL only hash and merge: a generic plan, which expects one row of a
    CTE, would choose a nested loop and run through the texts once per row.
    """
    return source.join(kid, on, full=True)
