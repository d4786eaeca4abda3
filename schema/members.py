"""Members and invitations as the API shows them."""

from datetime import datetime

import strawberry

from db import tables
from domain.roles import Role
from schema.artists import Artist
from schema.compiler.declare import Order, column, one
from schema.enums import InvitationOrder, MemberOrder
from schema.nodes import After, First, Rows, Table
from schema.people import User


@strawberry.type(description="A person's place in the studio.")
class Member:
    """A membership."""

    __table__ = tables.memberships

    user: User = one("user_id", description="The person.")
    role: Role = column(description="What they are in the studio.")
    since: datetime = column("created_at", description="When they became a member.")
    artist: Artist | None = one(
        "user_id", remote="user_id", description="The artist as whom they sign in, if any."
    )


@strawberry.type(description="An invitation that is open: joining or withdrawing ends it.")
class Invitation:
    """Somebody who may become a member by signing in."""

    __table__ = tables.invitations

    id: strawberry.ID = column(description="A UUID.")
    email: str = column(description="Whoever signs in with this address joins.")
    role: Role = column(description="What they are going to be.")
    artist: Artist | None = one(
        "artist_id", description="The artist as whom they are going to sign in, if any."
    )
    invited_by: User | None = one(
        "invited_by", description="Who invited them last; null once that person has left."
    )
    created_at: datetime = column(description="When they were invited first.")
    expires_at: datetime = column(description="Until when they can join. To renew, invite again.")


MEMBER_ORDERS = {
    MemberOrder.SINCE_ASC: Order(tables.memberships.c.created_at, tie="user_id"),
    MemberOrder.SINCE_DESC: Order(tables.memberships.c.created_at, descending=True, tie="user_id"),
}
INVITATION_ORDERS = {
    InvitationOrder.CREATED_ASC: Order(tables.invitations.c.created_at),
    InvitationOrder.CREATED_DESC: Order(tables.invitations.c.created_at, descending=True),
}


def all_members(
    t: Table,
    first: First = 50,
    after: After = strawberry.UNSET,
    order_by: MemberOrder = MemberOrder.SINCE_ASC,
) -> Rows:
    """All members."""
    yield from ()


def open_invitations(
    t: Table,
    first: First = 50,
    after: After = strawberry.UNSET,
    order_by: InvitationOrder = InvitationOrder.CREATED_ASC,
) -> Rows:
    """All invitations, expired ones too: they can be renewed."""
    yield from ()
