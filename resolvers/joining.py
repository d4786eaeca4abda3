"""Letting people in whom an identity provider introduces."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from db.events import append
from db.queries import entities, joining
from db.session import AnyRow, Database, Session
from db.tables import artists
from domain.actor import Actor
from domain.errors import Unauthenticated
from domain.event import Event, EventType, facts_of
from domain.introduction import Introduction
from domain.roles import Role


async def admit(db: Database, introduction: Introduction, *, now: datetime) -> UUID:
    """Answer who of ours that is, and take up every invitation to their address.

    Somebody new is let in where they are invited, or where the address is a user's whom this
    provider has not introduced before. Raises `Unauthenticated`, and then nothing has changed.
    """
    async with db.system() as session:
        email = introduction.email
        invitations = await joining.take_invitations(session, email) if email else ()
        user_id = await joining.person_of(session, introduction)
        if user_id is None:
            user_id = await _introduced(session, introduction, invited=bool(invitations))
        await joining.join(session, user_id, invitations)
        await _become_artists(session, user_id, invitations, at=now)
    return user_id


async def _introduced(session: Session, introduction: Introduction, *, invited: bool) -> UUID:
    email = introduction.email
    if email is None:
        raise Unauthenticated("We do not know you yet, and your token names no verified e-mail.")
    user_id = await joining.person_at(session, email)
    if user_id is None:
        if not invited:
            raise Unauthenticated("No studio has invited your e-mail address.")
        user_id = await joining.add_person(session, email, introduction.called)
    if await joining.introduce(session, introduction, user_id) != user_id:
        raise Unauthenticated("Your e-mail address belongs to another account of this provider.")
    return user_id


async def _become_artists(
    session: Session, user_id: UUID, invitations: Sequence[AnyRow], *, at: datetime
) -> None:
    """Link the artists that invitations name, where neither is linked yet."""
    # Appending locks a studio's log until the commit: in the same order for all.
    for invitation in sorted(invitations, key=lambda each: each.tenant_id):
        if invitation.artist_id is None:
            continue
        actor = Actor(invitation.tenant_id, user_id, Role(invitation.role), request_id=uuid7())
        await session.enter(actor)
        before = await entities.lock(session, artists, invitation.artist_id)
        assert before is not None, "the invitation's foreign key keeps it"
        if before.user_id is not None or await joining.is_an_artist(session, user_id):
            continue
        after = await entities.save(session, artists, before.id, {"user_id": user_id}, at=at)
        facts, previous = (facts_of("artist", row._asdict()) for row in (after, before))
        event = Event(EventType.ARTIST_UPDATED, after.id, after.version, facts, previous)
        await append(session, actor, [event], at=at)
