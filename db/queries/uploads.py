"""Files that somebody sent, kept for the operations that will name them."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, or_, select

from db.session import Session
from db.tables import uploads
from domain.actor import Actor

KEPT_FOR = timedelta(days=1)
MOST_KEPT = 20


async def add(
    session: Session, actor: Actor, upload_id: UUID, content: str, *, at: datetime
) -> None:
    """Keep a file of the actor's studio. Of its earlier ones only few stay, and none for long."""
    latest = (uploads.c.created_at.desc(), uploads.c.id.desc())
    newest = select(uploads.c.id).order_by(*latest).limit(MOST_KEPT - 1)
    await session.execute(
        delete(uploads).where(
            or_(uploads.c.created_at < at - KEPT_FOR, uploads.c.id.not_in(newest))
        )
    )
    await session.execute(
        insert(uploads).values(
            tenant_id=actor.tenant_id,
            id=upload_id,
            content=content,
            created_by=actor.user_id,
            created_at=at,
        )
    )


async def content_of(session: Session, upload_id: UUID) -> str | None:
    """The text of an upload of this studio, None where there is none (any more)."""
    found = await session.execute(select(uploads.c.content).where(uploads.c.id == upload_id))
    content: str | None = found.scalar_one_or_none()
    return content
