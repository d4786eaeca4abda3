"""API keys: kept by their studio, and looked up by id before a studio is known."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, or_, select, tuple_, update

from db.session import AnyRow, Session
from db.tables import api_keys, memberships
from domain.actor import Actor

USE_NOTED_EVERY = timedelta(minutes=1)


async def add(session: Session, actor: Actor, values: Mapping[str, Any]) -> None:
    """Keep a key of the actor's studio."""
    await session.execute(insert(api_keys).values(tenant_id=actor.tenant_id, **values))


async def lock(session: Session, key_id: UUID) -> AnyRow | None:
    """A key of this studio, locked."""
    query = select(api_keys.c.id, api_keys.c.revoked_at).where(api_keys.c.id == key_id)
    return (await session.execute(query.with_for_update(key_share=True))).one_or_none()


async def revoke(session: Session, key_id: UUID, *, at: datetime) -> None:
    """End a key for good."""
    await session.execute(update(api_keys).where(api_keys.c.id == key_id).values(revoked_at=at))


async def with_maker(session: Session, key_id: UUID) -> AnyRow | None:
    """A key of any studio, with the present role of the member who made it. As the system role."""
    made_by = (memberships.c.tenant_id == api_keys.c.tenant_id) & (
        memberships.c.user_id == api_keys.c.created_by
    )
    found = await session.execute(
        select(api_keys, memberships.c.role)
        .join_from(api_keys, memberships, made_by)
        .where(api_keys.c.id == key_id)
    )
    return found.first()


async def note_use(session: Session, key: AnyRow, *, at: datetime) -> None:
    """Remember roughly when a key was last used. As the system role.

    Whoever finds the row locked leaves it: somebody else is noting it, or has something to change.
    """
    if key.last_used_at is not None and key.last_used_at > at - USE_NOTED_EVERY:
        return
    k = api_keys.c
    due = or_(k.last_used_at.is_(None), k.last_used_at <= at - USE_NOTED_EVERY)
    free = (
        select(k.tenant_id, k.id)
        .where(k.tenant_id == key.tenant_id, k.id == key.id, due)
        .with_for_update(key_share=True, skip_locked=True)
    )
    await session.execute(
        update(api_keys).where(tuple_(k.tenant_id, k.id).in_(free)).values(last_used_at=at)
    )
