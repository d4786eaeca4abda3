"""The members of a studio."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, exists, func, select, update

from db.session import Session
from db.tables import memberships, users
from domain.roles import Role


async def lock(session: Session, user_ids: Iterable[UUID | None]) -> dict[UUID, Role]:
    """What these people and all owners are, locked: nobody decides about them meanwhile."""
    m = memberships
    rows = await session.execute(
        select(m.c.user_id, m.c.role)
        .where((m.c.role == Role.OWNER.value) | m.c.user_id.in_([u for u in user_ids if u]))
        .order_by(m.c.user_id)
        .with_for_update()
    )
    return {row.user_id: Role(row.role) for row in rows}


async def keep(session: Session, user_id: UUID) -> bool:
    """Whether a person is a member, and then hold them so until the end of the transaction."""
    query = select(memberships.c.role).where(memberships.c.user_id == user_id)
    found = await session.execute(query.with_for_update(read=True, key_share=True))
    return found.one_or_none() is not None


async def has_email(session: Session, email: str) -> bool:
    """Whether a member has the e-mail, whatever its case."""
    query = select(exists().where(func.lower(users.c.email) == func.lower(email)))
    found: bool = (await session.execute(query)).scalar_one()
    return found


async def set_role(session: Session, user_id: UUID, role: Role) -> None:
    """Make a member something else."""
    await session.execute(
        update(memberships).where(memberships.c.user_id == user_id).values(role=role.value)
    )


async def remove(session: Session, user_id: UUID) -> None:
    """End a membership, and with it what a member has made for themself alone."""
    await session.execute(delete(memberships).where(memberships.c.user_id == user_id))
