"""Invitations of a studio that are open."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from db.session import AnyRow, Session
from db.tables import invitations
from domain.actor import Actor


async def lock_by_email(session: Session, email: str) -> AnyRow | None:
    """The invitation to an e-mail, whatever its case, locked."""
    query = select(invitations).where(func.lower(invitations.c.email) == func.lower(email))
    return (await session.execute(query.with_for_update())).one_or_none()


async def add(session: Session, actor: Actor, values: Mapping[str, Any]) -> None:
    """Invite somebody into the actor's studio."""
    await session.execute(insert(invitations).values(tenant_id=actor.tenant_id, **values))


async def renew(session: Session, invitation_id: UUID, values: Mapping[str, Any]) -> None:
    """Replace what an invitation says."""
    await session.execute(
        update(invitations).where(invitations.c.id == invitation_id).values(**values)
    )


async def withdraw(session: Session, invitation_id: UUID) -> AnyRow | None:
    """End an invitation, and answer it as it was."""
    query = delete(invitations).where(invitations.c.id == invitation_id).returning(invitations)
    return (await session.execute(query)).one_or_none()
