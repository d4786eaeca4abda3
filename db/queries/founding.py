"""Founding a studio: what exists before anyone can act in it. As the system role."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.dialects import postgresql
from uuid_utils.compat import uuid7

from db.session import Session
from db.tables import memberships, tenant_revisions, tenants, users
from domain.errors import Duplicate
from domain.roles import Role


async def studio_id(session: Session, slug: str) -> UUID | None:
    """The studio of that short name."""
    found = await session.execute(select(tenants.c.id).where(tenants.c.slug == slug))
    return found.scalar_one_or_none()


async def found_studio(
    session: Session,
    *,
    slug: str,
    name: str,
    time_zone: str,
    currency: str,
    artists_may_hold: bool = False,
) -> UUID:
    """Make a studio, with its event log at zero. Raises `Duplicate` for a short name in use."""
    tenant_id = uuid7()
    founded = await session.execute(
        postgresql.insert(tenants)
        .values(
            id=tenant_id,
            slug=slug,
            name=name,
            time_zone=time_zone,
            currency=currency,
            hold_expiry_hours=24,
            artists_may_hold=artists_may_hold,
            created_at=func.now(),
        )
        .on_conflict_do_nothing(index_elements=[tenants.c.slug])
        .returning(tenants.c.id)
    )
    if founded.one_or_none() is None:
        raise Duplicate("Another studio has this short name.", ("slug",))
    await session.execute(
        insert(tenant_revisions).values(tenant_id=tenant_id, revision=0, epoch=uuid7())
    )
    return tenant_id


async def add_members(
    session: Session, tenant_id: UUID, people: Sequence[tuple[str, str, Role]]
) -> dict[Role, UUID]:
    """Make people, given as e-mail, name and role, members of a studio: the last id per role."""
    ids: dict[Role, UUID] = {}
    for email, name, role in people:
        user_id = ids[role] = uuid7()
        await session.execute(
            insert(users).values(id=user_id, email=email, name=name, created_at=func.now())
        )
        await add_member(session, tenant_id, user_id, role)
    return ids


async def add_member(session: Session, tenant_id: UUID, user_id: UUID, role: Role) -> None:
    """Make a person a member of a studio."""
    await session.execute(
        insert(memberships).values(
            tenant_id=tenant_id, user_id=user_id, role=role.value, created_at=func.now()
        )
    )
