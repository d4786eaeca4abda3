"""What the database knows of who is present: their names, and whether they still belong there."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from db.session import Database, Session
from db.tables import artists, memberships, tenant_revisions, users
from domain.actor import Actor
from domain.roles import Role


async def names_of(db: Database, tenant_id: UUID, people: Collection[UUID]) -> dict[UUID, str]:
    """The names of those of `people` who are members of the studio."""
    query = (
        select(users.c.id, users.c.name)
        .join(memberships, memberships.c.user_id == users.c.id)
        .where(users.c.id.in_(people))
    )
    async with db.tenant(Actor(tenant_id, None, Role.VIEWER, request_id=uuid7())) as session:
        return {row.id: row.name for row in await session.execute(query)}


async def access_counts(db: Database, tenants: Collection[UUID]) -> dict[UUID, int]:
    """How often it has changed in each of `tenants` who may read what. As the system role."""
    query = select(tenant_revisions.c.tenant_id, tenant_revisions.c.access)
    async with db.system() as session:
        rows = await session.execute(query.where(tenant_revisions.c.tenant_id.in_(tenants)))
        return {row.tenant_id: row.access for row in rows}


async def are_artists(session: Session, artist_ids: Collection[UUID]) -> bool:
    """Whether each of these is an artist of the studio."""
    found = await session.execute(select(artists.c.id).where(artists.c.id.in_(artist_ids)))
    return len(found.all()) == len(set(artist_ids))
