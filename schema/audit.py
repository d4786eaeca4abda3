"""The audit log, for those who look after the studio."""

from datetime import datetime, timedelta
from typing import Any

import strawberry
from sqlalchemy import BigInteger, ColumnElement, Interval, Uuid, cast, extract, func, literal
from sqlalchemy import literal_column as as_written
from strawberry.scalars import JSON

from db import tables
from domain.audit import AuditOutcome
from domain.errors import InvalidInput
from domain.roles import Role
from schema.compiler.declare import Order, column, one
from schema.enums import AuditOrder
from schema.nodes import After, First, Rows, Table
from schema.people import User

MILLISECOND = timedelta(milliseconds=1)


@strawberry.type(description="Something that somebody did in the studio, or tried to.")
class AuditEntry:
    """An entry of the audit log."""

    __table__ = tables.audit_log

    id: strawberry.ID = column(description="A UUID; later entries have greater ones.")
    at: datetime = column(description="When.")
    actor: User | None = one(
        "actor_id", description="Who; null: the clockwork, or somebody who has left the studio."
    )
    actor_id: strawberry.ID | None = column(description="Who, also after they have left.")
    key_id: strawberry.ID | None = column(description="The API key that they used, if any.")
    role: Role | None = column(description="What they were in the studio then.")
    action: str = column(
        description=(
            "What was done: an event's type, such as `booking_created`, or `signed_in` and the"
            " like. What came to nothing has the name of the root field, such as `createBooking`."
        )
    )
    resource_type: str | None = column(description="To what kind of thing: `booking`, `artist`, …")
    resource_id: strawberry.ID | None = column(description="To which one.")
    old: JSON | None = column(description="Its facts before, without any names or texts.")
    new: JSON | None = column(description="Its facts after.")
    outcome: AuditOutcome = column(description="How it ended.")
    reason: str | None = column(description="Why it came to nothing: the code of the error.")
    ip: str | None = column(
        lambda t: func.host(t.c.ip), description="From which address, as far as it is known."
    )
    user_agent: str | None = column(description="With which program, as it calls itself.")
    request_id: strawberry.ID | None = column(description="In which request.")


@strawberry.input(description="Which entries to list. Conditions add up.")
class AuditFilter:
    """Conditions on entries."""

    from_: datetime | None = strawberry.field(
        default=strawberry.UNSET, name="from", description="Only from this instant on."
    )
    to: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="Only before this instant."
    )
    actor_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Only what this person did."
    )
    action: str | None = strawberry.field(default=strawberry.UNSET, description="Only this action.")
    resource_type: str | None = strawberry.field(
        default=strawberry.UNSET, description="Only things of this kind."
    )
    resource_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Only this thing."
    )
    outcome: AuditOutcome | None = strawberry.field(
        default=strawberry.UNSET, description="Only what ended so."
    )


ORDERS = {
    AuditOrder.AT_DESC: Order(tables.audit_log.c.id, descending=True),
    AuditOrder.AT_ASC: Order(tables.audit_log.c.id),
}


def audit_listed(
    t: Table,
    first: First = 50,
    after: After = strawberry.UNSET,
    order_by: AuditOrder = AuditOrder.AT_DESC,
    filter: AuditFilter | None = strawberry.UNSET,  # noqa: A002 - the contract's name
) -> Rows:
    """The entries that the filter lets through."""
    f = filter
    if f is None:
        return
    # The ids' order is that of time, and they are what the indexes are sorted by.
    if f.from_ is not None:
        yield from (t.c.at >= f.from_, t.c.id >= _least_id(f.from_))
    if f.to is not None:
        yield from (t.c.at < f.to, t.c.id < _least_id(f.to + literal(MILLISECOND, Interval)))
    if f.actor_id is not None:
        yield t.c.actor_id == f.actor_id
    if f.action is not None:
        yield t.c.action == f.action
    if f.resource_type is not None:
        yield t.c.resource_type == f.resource_type
    if f.resource_id is not None:
        yield t.c.resource_id == f.resource_id
    if f.outcome is not None:
        # Written out, so that the planner sees what the partial index is for.
        yield t.c.outcome == as_written(f"'{AuditOutcome(f.outcome).value}'")


def check_filter(arguments: Any) -> None:
    """Refuse a time that ends before it starts. Raises `InvalidInput`."""
    f = arguments.filter
    if f is not None and f.from_ is not None and f.to is not None and f.to <= f.from_:
        raise InvalidInput("The time ends after it starts.", ("to",))


def _least_id(at: Any) -> ColumnElement[Any]:
    """The least UUIDv7 of an instant's millisecond."""
    milliseconds = cast(func.floor(extract("epoch", at) * 1000), BigInteger)
    return cast(func.rpad(func.lpad(func.to_hex(milliseconds), 12, "0"), 32, "0"), Uuid)
