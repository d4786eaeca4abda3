"""Who is asking: users, their studio, and what they may do there."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, select

from db import tables
from db.queries import challenge_rows
from domain.roles import Role, Scope
from schema.compiler.declare import SCOPES, USER_ID, Link, column, many, one
from schema.nodes import Node, Rows, Table

if TYPE_CHECKING:
    from schema.artists import Artist
    from schema.challenges import Challenge


@strawberry.type(description="A person, as far as this studio knows them.")
class User(Node):
    """A member of the studio."""

    __table__ = tables.users

    name: str = column(description="The person's name.")
    email: str | None = column(
        scope=Scope.CONTACTS_READ,
        own=True,
        description="The address they sign in with. Null without `contacts:read`, save yours.",
    )


@strawberry.type(description="The studio that you are signed in to.")
class Tenant:
    """A studio."""

    __table__ = tables.tenants

    id: strawberry.ID = column(description="A UUID.")
    slug: str = column(description="Its short name in addresses.")
    name: str = column(description="Its name.")
    time_zone: str = column(description="Its time zone, an IANA name.")
    currency: str = column(description="The currency of all its money, an ISO 4217 code.")
    revision: int = column(
        lambda t: (
            select(tables.tenant_revisions.c.revision)
            .where(tables.tenant_revisions.c.tenant_id == t.c.id)
            .scalar_subquery()
        ),
        description="Where its event log stands. Counts up by one per event; 32 bits.",
    )
    epoch: strawberry.ID = column(
        lambda t: (
            select(tables.tenant_revisions.c.epoch)
            .where(tables.tenant_revisions.c.tenant_id == t.c.id)
            .scalar_subquery()
        ),
        description="Which history the revisions count in. Changes when a backup is restored.",
    )


def studio_currency(_: FromClause) -> ColumnElement[Any]:
    """The currency of whatever row is at hand: its studio's."""
    return select(tables.tenants.c.currency).scalar_subquery()


def waiting_for_viewer(t: Table) -> Rows:
    """The open challenges that the viewer is to answer."""
    yield from challenge_rows.waiting_for(t, USER_ID)


@strawberry.type(description="You, in the studio that you are signed in to.")
class Viewer:
    """The actor."""

    __table__ = tables.memberships

    user: User = one("user_id", description="Your person.")
    tenant: Tenant = one("tenant_id", description="Your studio.")
    role: Role = column(description="What you are in this studio.")
    scopes: list[str] = column(
        lambda _: SCOPES,
        description="Your rights. A field beyond them is null, an operation refused.",
    )
    artist: Annotated["Artist", strawberry.lazy("schema.artists")] | None = one(
        "user_id", remote="user_id", description="You as an artist, if you are linked to one."
    )
    challenges: list[Annotated["Challenge", strawberry.lazy("schema.challenges")]] = many(
        waiting_for_viewer,
        list[Annotated["Challenge", strawberry.lazy("schema.challenges")]],
        link=Link("tenant_id", "tenant_id"),
        order=("due_at", "id"),
        description=(
            "The open challenges that wait for your answer, the most urgent first. Owners and"
            " admins of the studio find those here, too, whose owner may not answer: who has made"
            " the challenge, does not plan, or has left."
        ),
    )


def own_membership(t: Table) -> Rows:
    """The membership of whoever asks."""
    yield t.c.user_id == USER_ID
