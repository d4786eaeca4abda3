"""The use cases of members: what they are in the studio, and how they leave it."""

from collections.abc import Mapping
from uuid import UUID

from db.events import append
from db.queries import entities, members
from db.session import Session
from db.tables import artists, projects
from domain import membership
from domain.audit import Deed
from domain.errors import Forbidden, NotFound, Unauthenticated
from domain.event import Event, EventType, facts_of
from domain.roles import SCOPES, Role, Scope
from resolvers.change import deed
from resolvers.context import Context

NAMED_IN = (
    ("artist", artists.c.user_id, EventType.ARTIST_UPDATED),
    ("project", projects.c.manager_id, EventType.PROJECT_UPDATED),
)
"""The facts of the schedule in which a member is named."""


@deed
async def change_member_role(ctx: Context, session: Session, user_id: UUID, role: Role) -> Deed:
    """Make a member something else. Raises `NotFound`, `InvalidInput`, `BeyondYourRole`."""
    membership.not_oneself(user_id, ctx.actor.user_id)
    roles = await members.lock(session, [ctx.actor.user_id, user_id])
    own, current = _own(ctx, roles, Scope.MEMBERS_WRITE), _of(roles, user_id)
    membership.change_role(own, current, role)
    await members.set_role(session, user_id, role)
    return Deed("member_role_changed", "member", user_id, {"role": current}, {"role": role})


@deed
async def remove_member(ctx: Context, session: Session, user_id: UUID) -> Deed:
    """End a membership, one's own perhaps. Raises `NotFound`, `BeyondYourRole`, `LastOwner`."""
    roles = await members.lock(session, [ctx.actor.user_id, user_id])
    own, current = _own(ctx, roles, Scope.MEMBERS_WRITE), _of(roles, user_id)
    membership.remove(own, current, owners=list(roles.values()).count(Role.OWNER))
    unnamed = await _unname(ctx, session, user_id)
    await members.remove(session, user_id)
    if unnamed:
        await append(session, ctx.actor, unnamed, at=ctx.now)
    return Deed("member_removed", "member", user_id, old={"role": current})


@deed
async def transfer_ownership(ctx: Context, session: Session, user_id: UUID) -> Deed:
    """Make a member an owner in the place of the actor, who stays as an admin.

    Raises `NotFound`, `InvalidInput`.
    """
    membership.not_oneself(user_id, ctx.actor.user_id)
    roles = await members.lock(session, [ctx.actor.user_id, user_id])
    _own(ctx, roles, Scope.STUDIO_OWN)
    current = _of(roles, user_id)
    assert ctx.actor.user_id
    await members.set_role(session, user_id, Role.OWNER)
    await members.set_role(session, ctx.actor.user_id, Role.ADMIN)
    return Deed("ownership_transferred", "member", user_id, {"role": current}, {"role": Role.OWNER})


def _own(ctx: Context, roles: Mapping[UUID, Role], scope: Scope) -> Role:
    """What the actor is now that it cannot change; it may have since the request began."""
    role = roles.get(ctx.actor.user_id) if ctx.actor.user_id else None
    if role is None:
        raise Unauthenticated("You are not a member of this studio.")
    if scope not in SCOPES[role]:
        raise Forbidden(f"This needs the scope {scope}.")
    return role


def _of(roles: Mapping[UUID, Role], user_id: UUID) -> Role:
    if user_id not in roles:
        raise NotFound("member", ("userId",))
    return roles[user_id]


async def _unname(ctx: Context, session: Session, user_id: UUID) -> list[Event]:
    """Take a member out of the schedule. The foreign keys would too, but not tell the log."""
    events = []
    for kind, column, event_type in NAMED_IN:
        for before in await entities.lock_by(session, column, user_id):
            row = await entities.save(
                session, column.table, before.id, {column.name: None}, at=ctx.now
            )
            facts = facts_of(kind, row._asdict())
            previous = facts_of(kind, before._asdict())
            events.append(Event(event_type, row.id, row.version, facts, previous))
    return events
