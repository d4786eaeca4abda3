"""Pages and cursors. A cursor is opaque to clients: the order's name, the row's key and its id."""

import base64
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Text,
    Uuid,
    bindparam,
    cast,
    func,
    literal_column,
    tuple_,
)

from domain.errors import InvalidInput
from schema.compiler.declare import Order, Page

MOST = 200
"""The largest page."""


def check_page(values: Mapping[str, Any]) -> None:
    """Refuse a page of an impossible size. Raises `InvalidInput`."""
    if not 1 <= values["first"] <= MOST:
        raise InvalidInput(f"A page has between 1 and {MOST} items.", ("first",))


def order_of(definition: Page, values: Mapping[str, Any]) -> tuple[str, Order]:
    """The order that a request asks for, and its name: that of the table and its own."""
    choice: Enum = values["order_by"]
    order = definition.orders[choice]
    return f"{order.column.table}.{choice.name}", order


def cursor_values(place: int, definition: Page, values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that read on from the cursor `after`. Raises `InvalidInput` for a bad one."""
    after = values.get("after")
    if after is None:
        return {}
    name, ordered = order_of(definition, values)
    if ordered.plain:
        return {f"a{place}_key": after}
    try:
        order, key, row_id = orjson.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        parameters = {
            f"a{place}_key": _key(ordered, key),
            f"a{place}_id": UUID(row_id),
        }
    except (ValueError, TypeError, AttributeError) as error:
        raise InvalidInput("This is no cursor of this list.", ("after",)) from error
    if order != name:
        raise InvalidInput(
            "The cursor belongs to another list, or another order of this one.", ("after",)
        )
    return parameters


def _key(order: Order, key: str) -> Any:
    match order.column.type:
        case DateTime():
            return _instant(key)
        case Uuid():
            return UUID(key)
    return _text(key)


def _instant(key: str) -> datetime:
    instant = datetime.fromisoformat(key)
    if instant.tzinfo is None:
        raise ValueError("an instant has an offset")
    return instant


def _text(key: str) -> str:
    if "\0" in key:
        raise ValueError("PostgreSQL's text cannot hold NUL")
    return key


def after_cursor(place: int, rows: FromClause, order: Order) -> ColumnElement[bool]:
    """The condition that a row comes after the cursor."""
    key = rows.c[order.column.name]
    bound = bindparam(f"a{place}_key", None, type_=key.type)
    if order.plain:
        return key < bound if order.descending else key > bound
    row = tuple_(key, rows.c[order.tie])
    cursor = tuple_(bound, bindparam(f"a{place}_id", None, type_=Uuid()))
    return row < cursor if order.descending else row > cursor


def cursor_text(rows: FromClause, name: str, order: Order) -> ColumnElement[str]:
    """A row's cursor as SQL: URL-safe base64 without padding, or the plain number."""
    key = rows.c[order.column.name]
    if order.plain:
        return cast(key, Text)
    plain = func.concat(f'["{name}",', cast(func.to_json(key), Text), ',"', rows.c[order.tie], '"]')
    encoded = func.encode(func.convert_to(plain, "UTF8"), "base64")
    return func.translate(encoded, literal_column(r"E'+/=\n'"), "-_", type_=Text())


def sort_columns(order: Order) -> set[str]:
    """The names of the columns that sorting and cursors need."""
    return {order.column.name} if order.plain else {order.column.name, order.tie}


def sort_keys(rows: FromClause, order: Order) -> list[ColumnElement[Any]]:
    """What to order by."""
    columns: list[ColumnElement[Any]] = [rows.c[order.column.name]] + (
        [] if order.plain else [rows.c[order.tie]]
    )
    return [column.desc() for column in columns] if order.descending else columns
