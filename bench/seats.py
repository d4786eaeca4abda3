"""A place at the desk of a studio: who asks, and what there is to ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from bench.data import Loaded

SAMPLE = 100  # bookings of a studio that are asked for one by one

QUERY = """
    select tenants.id as tenant_id, users.id as user_id, users.email,
           array(select id from artists where tenant_id = tenants.id order by name) as artists,
           array(select id from projects where tenant_id = tenants.id order by name) as projects,
           array(select id from bookings where tenant_id = tenants.id order by md5(id::text)
                 limit $2) as bookings
      from tenants join memberships on tenant_id = tenants.id join users on users.id = user_id
     where slug = $1
"""


@dataclass(frozen=True)
class Seat:
    """A studio's manager, with ids of the studio."""

    slug: str
    tenant_id: UUID
    user_id: UUID
    email: str
    artists: list[UUID]
    projects: list[UUID]
    bookings: list[UUID]

    @property
    def headers(self) -> Mapping[str, str]:
        """Who asks, for the servers that take one's word for it."""
        return {"x-tenant-id": str(self.tenant_id), "x-user-id": str(self.user_id)}


async def take(loaded: Loaded, *slugs: str) -> list[Seat]:
    """Sit down in each of these studios."""
    connection = await asyncpg.connect(loaded.superuser_url)
    try:
        rows = [await connection.fetchrow(QUERY, slug, SAMPLE) for slug in slugs]
    finally:
        await connection.close()
    return [Seat(slug, **row) for slug, row in zip(slugs, rows, strict=True)]
