"""What kind of thing is selected: rows, what hangs on them, and what they are made of."""

from collections.abc import Iterable
from typing import Any

from graphql import get_named_type, is_list_type
from graphql.type import get_nullable_type
from sqlalchemy import ColumnClause, ColumnElement, FromClause
from sqlalchemy.sql import visitors

from schema.compiler.declare import Column, Embedded, Listed, Many, One, Page, table_of
from schema.compiler.outline import Field


def is_row(field: Field) -> bool:
    """Whether a field is one row of a table."""
    is_list = is_list_type(get_nullable_type(field.type))
    return not is_list and table_of(get_named_type(field.type)) is not None


def is_leaf(selected: Iterable[Field]) -> bool:
    """Whether all that is selected comes from the row itself."""
    return all(
        is_leaf(field.fields)
        if isinstance(field.definition, Embedded)
        else field.definition is None or isinstance(field.definition, Column)
        for field in selected
    )


def only_to_one(selected: Iterable[Field]) -> bool:
    """Whether nothing that is selected, however deep, is a list of rows."""
    return all(
        only_to_one(field.fields)
        if isinstance(field.definition, One | Embedded)
        else not isinstance(field.definition, Many | Listed | Page)
        for field in selected
    )


def columns_in(expression: ColumnElement[Any], t: FromClause) -> set[str]:
    """The columns of `t` that an expression is made of."""
    parts = visitors.iterate(expression)
    return {part.name for part in parts if isinstance(part, ColumnClause) and part.table is t}
