"""What can be read: the root of all queries."""

from typing import Optional

import strawberry

from domain.roles import Scope
from schema.api_keys import API_KEY_ORDERS, ApiKey, all_keys
from schema.artists import ORDERS as ARTIST_ORDERS
from schema.artists import Artist, artist_by_id, artists_listed
from schema.audit import ORDERS as AUDIT_ORDERS
from schema.audit import AuditEntry, audit_listed
from schema.audit import check_filter as check_audit_filter
from schema.bookings import ORDERS as BOOKING_ORDERS
from schema.bookings import Booking, booking_by_id, bookings_listed, check_filter
from schema.compiler.declare import lookup, page
from schema.log import ORDERS as EVENT_ORDERS
from schema.log import Event, whole_log
from schema.members import (
    INVITATION_ORDERS,
    MEMBER_ORDERS,
    Invitation,
    Member,
    all_members,
    open_invitations,
)
from schema.nodes import Connection, Id, Node, Rows, Table
from schema.people import Viewer, own_membership
from schema.permissions import needs
from schema.previews import PreviewQueries
from schema.projects import ORDERS as PROJECT_ORDERS
from schema.projects import Project, project_by_id, projects_listed
from schema.studio import StudioSettings, own_studio

READ = needs(Scope.SCHEDULE_READ)


def _node(t: Table, id: Id) -> Rows:  # noqa: A002 - the contract's name
    yield t.c.id == id


@strawberry.type
class Query(PreviewQueries):
    """What can be read. All of one operation is read in one snapshot."""

    viewer: Viewer = lookup(
        own_membership, Viewer, metadata=READ, description="You, in your studio."
    )
    node: Node | None = lookup(
        _node,
        Optional[Node],  # noqa: UP045
        metadata=READ,
        description="Anything by its id.",
    )
    artist: Artist | None = lookup(
        artist_by_id,
        Optional[Artist],  # noqa: UP045
        metadata=READ,
        description="An artist by id.",
    )
    artists: Connection[Artist] = page(
        artists_listed,
        Connection[Artist],
        orders=ARTIST_ORDERS,
        metadata=READ,
        description="The artists of the studio.",
    )
    booking: Booking | None = lookup(
        booking_by_id,
        Optional[Booking],  # noqa: UP045
        metadata=READ,
        description="A booking by id.",
    )
    bookings: Connection[Booking] = page(
        bookings_listed,
        Connection[Booking],
        orders=BOOKING_ORDERS,
        check=check_filter,
        metadata=READ,
        description="The bookings of the studio.",
    )
    project: Project | None = lookup(
        project_by_id,
        Optional[Project],  # noqa: UP045
        metadata=READ,
        description="A project by id.",
    )
    projects: Connection[Project] = page(
        projects_listed,
        Connection[Project],
        orders=PROJECT_ORDERS,
        metadata=READ,
        description="The projects of the studio.",
    )
    events: Connection[Event] = page(
        whole_log,
        Connection[Event],
        orders=EVENT_ORDERS,
        metadata=READ,
        description="The event log; its cursors are revisions.",
    )
    members: Connection[Member] = page(
        all_members,
        Connection[Member],
        orders=MEMBER_ORDERS,
        metadata=READ,
        description="The members of the studio.",
    )
    invitations: Connection[Invitation] = page(
        open_invitations,
        Connection[Invitation],
        orders=INVITATION_ORDERS,
        metadata=needs(Scope.MEMBERS_WRITE),
        description="Who may become a member.",
    )
    api_keys: Connection[ApiKey] = page(
        all_keys,
        Connection[ApiKey],
        orders=API_KEY_ORDERS,
        metadata=needs(Scope.KEYS_WRITE),
        description="The keys of the studio, of all its members.",
    )
    studio_settings: StudioSettings = lookup(
        own_studio, StudioSettings, metadata=READ, description="The studio's settings."
    )
    audit_log: Connection[AuditEntry] = page(
        audit_listed,
        Connection[AuditEntry],
        orders=AUDIT_ORDERS,
        check=check_audit_filter,
        metadata=needs(Scope.AUDIT_READ),
        description="Who did what, or tried to; the newest first.",
    )
