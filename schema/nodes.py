"""What all lists and all things with an id have in common."""

from collections.abc import Iterator
from typing import Annotated, Any, Generic, TypeVar

import strawberry
from sqlalchemy import ColumnElement

import schema.enums  # noqa: F401 - they are named before anything uses them
from schema.compiler.declare import column

T = TypeVar("T")

First = Annotated[int, strawberry.argument(description="How many at most, 200 at the most.")]
After = Annotated[str | None, strawberry.argument(description="Go on behind this cursor.")]
Id = Annotated[strawberry.ID, strawberry.argument(description="A UUID.")]
Rows = Iterator[ColumnElement[bool]]
Table = strawberry.Parent[Any]
"""The alias of the table whose rows are being picked."""


@strawberry.interface(description="Anything with an id of its own in a studio.")
class Node:
    """Things that `node(id:)` finds."""

    id: strawberry.ID = column(description="A UUID, unique in its studio.")


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Relay's PageInfo."""

    has_next_page: bool = strawberry.field(description="Whether there is more behind this page.")
    has_previous_page: bool = strawberry.field(
        description="Whether something lies before this page."
    )
    start_cursor: str | None = strawberry.field(description="The first item's cursor.")
    end_cursor: str | None = strawberry.field(description="The last one's: the next `after`.")


@strawberry.type(description="An item of a list with its cursor.")
class Edge(Generic[T]):
    """Relay's edge."""

    cursor: str = strawberry.field(description="Where the item stands; opaque.")
    node: T = strawberry.field(description="The item.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """Relay's connection."""

    edges: list[Edge[T]] = strawberry.field(description="The items with their cursors.")
    nodes: list[T] = strawberry.field(description="The items.")
    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(
        description="How many there are on all pages; counted only when asked for."
    )
