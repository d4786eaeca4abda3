"""Reading and writing challenges. Who writes has locked their artist before."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, or_, select, update

from db.session import AnyRow, Session
from db.tables import bookings, challenges, tenants
from domain.actor import Actor
from domain.challenge import Challenge, ChallengeStatus

c = challenges.c


async def find(session: Session, challenge_id: UUID) -> Challenge | None:
    """A challenge, not locked."""
    row = (await session.execute(select(challenges).where(c.id == challenge_id))).one_or_none()
    return challenge_of(row) if row else None


async def open_among(session: Session, booking_ids: Collection[UUID]) -> list[Challenge]:
    """The open challenges of and against these bookings, in the order in which they were made."""
    ids = list(booking_ids)
    rows = await session.execute(
        select(challenges)
        .where(
            c.status == ChallengeStatus.OPEN.value,
            or_(c.challenger_id.in_(ids), c.challenged_id.in_(ids)),
        )
        .order_by(c.id)
    )
    return [challenge_of(row) for row in rows]


async def waits(session: Session, booking_id: UUID) -> bool:
    """Whether a booking has challenged another and is not answered yet."""
    open_ones = await open_among(session, [booking_id])
    return any(challenge.challenger_id == booking_id for challenge in open_ones)


async def projects_of(session: Session, challenge: Challenge) -> list[UUID]:
    """The projects of its two bookings."""
    pair = [challenge.challenger_id, challenge.challenged_id]
    found = select(bookings.c.project_id).where(
        bookings.c.id.in_(pair), bookings.c.project_id.is_not(None)
    )
    return [row.project_id for row in await session.execute(found.order_by(bookings.c.id))]


async def hours(session: Session) -> tuple[int, Sequence[str], str]:
    """The studio's business hours in which a challenge is to be answered, its week and zone."""
    t = tenants.c
    row = (await session.execute(select(t.challenge_hours, t.business_hours, t.time_zone))).one()
    return row.challenge_hours, row.business_hours, row.time_zone


async def add(
    session: Session, actor: Actor, challenge: Challenge, reason: str | None, *, at: datetime
) -> None:
    """Write a new challenge. The database refuses a second open one of the pair."""
    await session.execute(
        insert(challenges).values(
            tenant_id=actor.tenant_id,
            id=challenge.id,
            **facts(challenge),
            opened_by=challenge.opened_by,
            reason=reason,
            version=1,
            created_at=at,
            updated_at=at,
        )
    )


async def save(session: Session, challenge: Challenge, *, at: datetime) -> None:
    """Write the end of a challenge."""
    await session.execute(
        update(challenges)
        .where(c.id == challenge.id)
        .values(
            status=challenge.status.value,
            ended_at=challenge.ended_at,
            version=challenge.version,
            updated_at=at,
        )
    )


def challenge_of(row: AnyRow) -> Challenge:
    """The facts of a row, as the rules want them."""
    return Challenge(
        id=row.id,
        artist_id=row.artist_id,
        challenger_id=row.challenger_id,
        challenged_id=row.challenged_id,
        due_at=row.due_at,
        opened_by=row.opened_by,
        status=ChallengeStatus(row.status),
        ended_at=row.ended_at,
        version=row.version,
    )


def facts(challenge: Challenge) -> dict[str, Any]:
    """The columns of a challenge that the log records."""
    return {
        "artist_id": challenge.artist_id,
        "challenger_id": challenge.challenger_id,
        "challenged_id": challenge.challenged_id,
        "status": challenge.status.value,
        "due_at": challenge.due_at,
        "ended_at": challenge.ended_at,
    }
