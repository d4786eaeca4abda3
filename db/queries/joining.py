"""Coming in: from a provider's subject to a person of ours, and from invitations to memberships.

As the system role; the rows that decide are claimed by writing, so that of two simultaneous first
sign-ins one waits for the other.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from db.session import AnyRow, Session
from db.tables import artists, identities, invitations, memberships, tenants, users
from domain.introduction import Introduction


async def person_of(session: Session, introduction: Introduction) -> UUID | None:
    """Who of ours the provider's subject is, None for nobody yet."""
    found = await session.execute(
        select(identities.c.user_id).where(
            identities.c.issuer == introduction.issuer,
            identities.c.subject == introduction.subject,
        )
    )
    return found.scalar_one_or_none()


async def person_at(session: Session, email: str) -> UUID | None:
    """Who of ours has this address, in whatever case."""
    found = await session.execute(
        select(users.c.id).where(func.lower(users.c.email) == func.lower(email))
    )
    return found.scalar_one_or_none()


async def add_person(session: Session, email: str, name: str) -> UUID:
    """Make a person, unless somebody else has just done so."""
    made = insert(users).values(id=uuid7(), email=email, name=name, created_at=func.now())
    await session.execute(made.on_conflict_do_nothing())
    user_id = await person_at(session, email)
    assert user_id is not None
    return user_id


async def introduce(session: Session, introduction: Introduction, user_id: UUID) -> UUID | None:
    """Write down who the subject is, and answer who it is from now on.

    None: the person is known to this provider under another subject.
    """
    made = insert(identities).values(
        issuer=introduction.issuer,
        subject=introduction.subject,
        user_id=user_id,
        created_at=func.now(),
    )
    await session.execute(made.on_conflict_do_nothing())
    return await person_of(session, introduction)


async def invited(session: Session, email: str | None = None) -> Sequence[AnyRow]:
    """What may still be taken up, or of that only what invites this address: oldest first."""
    query = (
        select(
            invitations.c.email,
            invitations.c.role,
            tenants.c.slug.label("tenant_slug"),
            tenants.c.name.label("tenant_name"),
        )
        .join_from(invitations, tenants, invitations.c.tenant_id == tenants.c.id)
        .where(invitations.c.expires_at > func.now())
        .order_by(invitations.c.created_at, invitations.c.id)
    )
    if email is not None:
        query = query.where(func.lower(invitations.c.email) == func.lower(email))
    return (await session.execute(query)).all()


async def take_invitations(session: Session, email: str) -> Sequence[AnyRow]:
    """End what invites this address and has not run out: studio, role, and artist if any."""
    ended = await session.execute(
        delete(invitations)
        .where(
            func.lower(invitations.c.email) == func.lower(email),
            invitations.c.expires_at > func.now(),
        )
        .returning(invitations.c.tenant_id, invitations.c.role, invitations.c.artist_id)
    )
    return ended.all()


async def join(session: Session, user_id: UUID, taken: Iterable[AnyRow]) -> None:
    """Make the person a member where they were invited; who is one already stays what they are."""
    for invitation in taken:
        membership = insert(memberships).values(
            tenant_id=invitation.tenant_id,
            user_id=user_id,
            role=invitation.role,
            created_at=func.now(),
        )
        await session.execute(membership.on_conflict_do_nothing())


async def is_an_artist(session: Session, user_id: UUID) -> bool:
    """Whether an artist of this studio is the person."""
    found: bool = (
        await session.execute(select(exists().where(artists.c.user_id == user_id)))
    ).scalar_one()
    return found
