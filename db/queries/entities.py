"""Artists, projects and phases: the same few statements over each of their tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, exists, func, insert, or_, select, update

from db.session import AnyRow, Session
from db.tables import artists, challenges, memberships, phases, projects, tenants, users
from domain.actor import Actor


async def find(session: Session, table: Table, entity_id: UUID) -> AnyRow | None:
    """A row, not locked."""
    return (await session.execute(select(table).where(table.c.id == entity_id))).one_or_none()


async def lock(session: Session, table: Table, entity_id: UUID) -> AnyRow | None:
    """A row, locked against other writers."""
    return (
        await session.execute(
            select(table).where(table.c.id == entity_id).with_for_update(key_share=True)
        )
    ).one_or_none()


async def lock_by(session: Session, column: Column[Any], value: Any) -> Sequence[AnyRow]:
    """The rows with a value in a column, in the order of their ids, locked like that."""
    t = column.table
    query = select(t).where(column == value).order_by(t.c.id).with_for_update(key_share=True)
    return (await session.execute(query)).all()


async def is_taken(session: Session, entity_id: UUID) -> bool:
    """Whether anything but a booking has the id, by which alone `node` finds things."""
    tables = (artists, projects, phases, users, tenants, challenges)
    taken = or_(*(exists().where(table.c.id == entity_id) for table in tables))
    found: bool = (await session.execute(select(taken))).scalar_one()
    return found


async def add(
    session: Session, actor: Actor, table: Table, values: Mapping[str, Any], *, at: datetime
) -> AnyRow:
    """Insert a row of the actor's studio and answer it."""
    row: AnyRow = (
        await session.execute(
            insert(table)
            .values(tenant_id=actor.tenant_id, created_at=at, updated_at=at, version=1, **values)
            .returning(table)
        )
    ).one()
    return row


async def save(
    session: Session, table: Table, entity_id: UUID, values: Mapping[str, Any], *, at: datetime
) -> AnyRow:
    """Write a row, locked before, and answer it as it is now."""
    row: AnyRow = (
        await session.execute(
            update(table)
            .where(table.c.id == entity_id)
            .values(updated_at=at, version=table.c.version + 1, **values)
            .returning(table)
        )
    ).one()
    return row


async def artist_with_email(session: Session, email: str) -> UUID | None:
    """The artist of this studio who has the e-mail, whatever its case."""
    return (
        await session.execute(
            select(artists.c.id).where(func.lower(artists.c.email) == func.lower(email))
        )
    ).scalar_one_or_none()


async def is_member(session: Session, user_id: UUID) -> bool:
    """Whether a person belongs to this studio."""
    found = await session.execute(
        select(memberships.c.role).where(memberships.c.user_id == user_id)
    )
    return found.one_or_none() is not None


async def next_position(session: Session, project_id: UUID) -> int:
    """The place after a project's last phase."""
    last = select(func.max(phases.c.position)).where(phases.c.project_id == project_id)
    position = (await session.execute(last)).scalar_one()
    return 0 if position is None else position + 1


async def studio(session: Session) -> AnyRow:
    """The studio's own row."""
    row: AnyRow = (await session.execute(select(tenants))).one()
    return row
