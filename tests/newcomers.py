"""People whom studios invite, as the database has it."""

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from domain.roles import Role
from tests.factories import Studio


async def invite(
    superuser: asyncpg.Connection,
    studio: Studio,
    email: str,
    role: Role = Role.VIEWER,
    *,
    artist: UUID | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Invite somebody for a week, unless `expires_at` says otherwise."""
    await superuser.execute(
        "insert into invitations (tenant_id, id, email, role, artist_id, expires_at)"
        " values ($1, $2, $3, $4, $5, $6)",
        studio.id,
        uuid7(),
        email,
        role.value,
        artist,
        expires_at or studio.now + timedelta(days=7),
    )


async def add_member(
    superuser: asyncpg.Connection, studio: Studio, user_id: UUID, role: Role
) -> None:
    """Make somebody who is known already a member of one more studio."""
    await superuser.execute(
        "insert into memberships (tenant_id, user_id, role) values ($1, $2, $3)",
        studio.id,
        user_id,
        role.value,
    )
