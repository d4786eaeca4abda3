"""How a GraphQL field says which rows and columns it stands for.

A type names its table in `__table__`; its fields carry one of the definitions below as metadata.
Functions that pick rows run once per plan, with SQL placeholders where a request has values: they
say which rows they mean, never which columns, and see an absent argument as None.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy
import strawberry
from graphql import GraphQLField, GraphQLNamedType
from sqlalchemy import ARRAY, ColumnElement, DateTime, FromClause, Text, Uuid, bindparam

from domain.roles import Scope

KEY = "compiled"
ENCODE = "encode"
"""Metadata of an input field: what to make of its value before PostgreSQL sees it."""

NOW = bindparam("now", None, type_=DateTime(timezone=True))
"""The instant of the request, in every function that picks rows or makes columns."""
USER_ID = bindparam("user_id", None, type_=Uuid())
"""The user who asks."""
SCOPES = bindparam("scopes", None, type_=ARRAY(Text))
"""What the user may do in this request, which a key may narrow."""


@dataclass(frozen=True)
class Either:
    """Lists of conditions of which a row meets one at most: each is to be a range of an index."""

    ranges: list[list[ColumnElement[bool]]]


Conditions = Iterable[ColumnElement[bool]]
RangedConditions = Iterable[ColumnElement[bool] | Either]
Expression = Callable[[FromClause], ColumnElement[Any]]
Check = Callable[[Any], None]


@dataclass(frozen=True)
class Column:
    """A leaf: a column of the row, or an expression over it. Null without `scope`.

    With `own`, it is for whoever sees only their own null in the rows of others; and without the
    scope it is still shown in rows that are one's own.
    """

    expression: Expression
    scope: Scope | None = None
    own: bool = False


@dataclass(frozen=True)
class Embedded:
    """An object made of the same row. For who does not see all, null where `present` says so."""

    present: Expression | None = None


@dataclass(frozen=True)
class Link:
    """Which rows belong to a parent: those whose `remote` equals the parent's `local`.

    `local` is a column or made of some: one value, or a set of them.
    """

    local: str | Expression
    remote: str

    def of(self, parents: FromClause) -> ColumnElement[Any]:
        """By what the parents name the rows that belong to them."""
        return parents.c[self.local] if isinstance(self.local, str) else self.local(parents)


@dataclass(frozen=True)
class One:
    """At most one row. Without a link it is a root field's; an interface's is looked for in all."""

    rows: Callable[..., Conditions]
    link: Link | None = None


@dataclass(frozen=True)
class Many:
    """All rows that belong to a parent, in the order of the columns `order`."""

    rows: Callable[..., RangedConditions]
    link: Link
    order: tuple[str, ...]
    check: Check | None = None


@dataclass(frozen=True)
class Listed:
    """The rows whose ids a row lists, in that order: `ids` is an array of them."""

    ids: Expression


@dataclass(frozen=True)
class Order:
    """An order of rows: by one column, ties broken by the column `tie`, a UUID.

    With `plain`, the column is a unique number and needs neither: it is the row's cursor itself.
    """

    column: sqlalchemy.Column[Any]
    descending: bool = False
    plain: bool = False
    tie: str = "id"


@dataclass(frozen=True)
class Page:
    """A connection: rows in pages, read on from a cursor. `orders` has what `orderBy` may say."""

    rows: Callable[..., Conditions]
    orders: Mapping[Any, Order]
    link: Link | None = None
    check: Check | None = None


Relation = One | Many | Listed | Page
Definition = Column | Embedded | Relation


def column(
    source: str | Expression | None = None,
    *,
    description: str,
    scope: Scope | None = None,
    own: bool = False,
    name: str | None = None,
) -> Any:
    """A field that is a column (by default the one of its own name) or an expression.

    With `scope`, the field is null for whoever lacks it, save with `own` in rows that are their
    own. With `own`, it is null in the rows of others for whoever sees only their own in full.
    Either way it has to be nullable. Columns that are hidden anyway need no `own`.
    """
    if callable(source):
        return _field(Column(source, scope, own), description, name=name)
    return _field(_NamedColumn(source, scope, own), description, name=name)


def embedded(*, description: str, present: Expression | None = None) -> Any:
    """A field that is an object made of the same row."""
    return _field(Embedded(present), description)


def one(local: str | Expression, *, description: str, remote: str = "id") -> Any:
    """A field that is the one row whose `remote` this row's `local` names."""
    return _field(One(_every, Link(local, remote)), description)


def listed(ids: Expression, *, description: str) -> Any:
    """A field that is the list of rows whose ids this row lists."""
    return _field(Listed(ids), description)


def many(
    rows: Callable[..., RangedConditions],
    graphql_type: Any,
    *,
    link: Link,
    order: tuple[str, ...],
    description: str,
    check: Check | None = None,
    metadata: Mapping[str, Any] | None = None,
) -> Any:
    """A field that is the list of rows of a parent which `rows` picks from its arguments."""
    definition = Many(rows, link, order, check)
    return _field(
        definition, description, resolver=rows, graphql_type=graphql_type, metadata=metadata
    )


def page(
    rows: Callable[..., Conditions],
    graphql_type: Any,
    *,
    orders: Mapping[Any, Order],
    description: str,
    link: Link | None = None,
    check: Check | None = None,
    metadata: Mapping[str, Any] | None = None,
) -> Any:
    """A connection. `rows` takes at least `first`, `after` and `order_by`, which it may ignore."""
    definition = Page(rows, orders, link, check)
    return _field(
        definition, description, resolver=rows, graphql_type=graphql_type, metadata=metadata
    )


def lookup(
    rows: Callable[..., Conditions],
    graphql_type: Any,
    *,
    description: str,
    metadata: Mapping[str, Any] | None = None,
) -> Any:
    """A root field that is at most one row."""
    return _field(
        One(rows), description, resolver=rows, graphql_type=graphql_type, metadata=metadata
    )


def definition_of(field: GraphQLField) -> Definition | None:
    """What a field was declared as; None for fields that graphql-core resolves."""
    ours = field.extensions.get("strawberry-definition")
    definition = ours.metadata.get(KEY) if ours else None
    if isinstance(definition, _NamedColumn):
        assert ours is not None
        name = definition.name or ours.python_name
        return Column(lambda rows: rows.c[name], definition.scope, definition.own)
    return definition


def table_of(graphql_type: GraphQLNamedType) -> FromClause | None:
    """The table whose rows a type stands for."""
    definition = graphql_type.extensions.get("strawberry-definition")
    return getattr(getattr(definition, "origin", None), "__table__", None)


@dataclass(frozen=True)
class _NamedColumn:
    name: str | None
    scope: Scope | None
    own: bool


def _every() -> Conditions:
    return ()


def _field(
    definition: Definition | _NamedColumn,
    description: str,
    *,
    metadata: Mapping[str, Any] | None = None,
    **options: Any,
) -> Any:
    return strawberry.field(
        description=description, metadata={KEY: definition, **(metadata or {})}, **options
    )
