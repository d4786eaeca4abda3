"""Who belongs to which studio, asked as the system role: these look-ups come before any studio."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from db.session import Session
from db.tables import memberships, tenants, users
from domain.roles import Role


@dataclass(frozen=True, slots=True)
class Member:
    """A person in one studio."""

    user_id: UUID
    email: str
    name: str
    role: Role
    tenant_id: UUID
    tenant_slug: str
    tenant_name: str


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody is in a studio."""

    tenant_id: UUID
    slug: str
    name: str
    role: Role


async def places(
    session: Session, *, user_id: UUID, studio: UUID | str | None = None
) -> list[Place]:
    """Where the person is a member, by name; of one `studio`, by id or short name, if given."""
    query = (
        select(tenants.c.id, tenants.c.slug, tenants.c.name, memberships.c.role)
        .join_from(memberships, tenants, memberships.c.tenant_id == tenants.c.id)
        .where(memberships.c.user_id == user_id)
        .order_by(tenants.c.name, tenants.c.slug)
    )
    if studio is not None:
        column = tenants.c.id if isinstance(studio, UUID) else tenants.c.slug
        query = query.where(column == studio)
    return [Place(*row[:3], Role(row.role)) for row in await session.execute(query)]


async def members(
    session: Session, *, email: str | None = None, tenant_slug: str | None = None
) -> list[Member]:
    """Members of all studios, or those of an address or a studio; studio by studio, by rank."""
    query = (
        select(
            users.c.id,
            users.c.email,
            users.c.name,
            memberships.c.role,
            tenants.c.id.label("tenant_id"),
            tenants.c.slug,
            tenants.c.name.label("tenant_name"),
        )
        .join_from(memberships, users, memberships.c.user_id == users.c.id)
        .join(tenants, memberships.c.tenant_id == tenants.c.id)
    )
    if email is not None:
        query = query.where(func.lower(users.c.email) == func.lower(email))
    if tenant_slug is not None:
        query = query.where(tenants.c.slug == tenant_slug)
    found = [
        Member(
            row.id, row.email, row.name, Role(row.role), row.tenant_id, row.slug, row.tenant_name
        )
        for row in await session.execute(query)
    ]
    rank = list(Role).index
    return sorted(found, key=lambda member: (member.tenant_slug, rank(member.role), member.email))
