"""API keys as the API shows them: everything but the key."""

from datetime import datetime

import strawberry

from db import tables
from schema.compiler.declare import Order, column, one
from schema.enums import ApiKeyOrder
from schema.nodes import After, First, Rows, Table
from schema.people import User


@strawberry.type(
    description="A key with which a program acts for the member who made it, within its scopes."
)
class ApiKey:
    """What is known of a key."""

    __table__ = tables.api_keys

    id: strawberry.ID = column(description="A UUID, which the key itself has in it.")
    name: str = column(description="What it is for.")
    scopes: list[str] = column(
        description="What it may do, as far as the member who made it may do it too."
    )
    created_by: User = one("created_by", description="Who made it. It goes when they leave.")
    created_at: datetime = column(description="When it was made.")
    expires_at: datetime | None = column(description="When it ends by itself; null: never.")
    last_used_at: datetime | None = column(
        description="When it was last used, to the minute; null: never."
    )
    revoked_at: datetime | None = column(description="When it was revoked; null: it was not.")


API_KEY_ORDERS = {
    ApiKeyOrder.CREATED_ASC: Order(tables.api_keys.c.created_at),
    ApiKeyOrder.CREATED_DESC: Order(tables.api_keys.c.created_at, descending=True),
}


def all_keys(
    t: Table,
    first: First = 50,
    after: After = strawberry.UNSET,
    order_by: ApiKeyOrder = ApiKeyOrder.CREATED_DESC,
) -> Rows:
    """All keys, those that have ended too."""
    yield from ()
