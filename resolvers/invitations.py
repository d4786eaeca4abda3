"""The use cases of invitations: who may become a member."""

from uuid import UUID

from uuid_utils.compat import uuid7

from db.queries import entities, invitations, members
from db.session import Session
from db.tables import artists
from domain import checks, membership
from domain.audit import Deed
from domain.errors import Duplicate, InvalidInput, NotFound
from domain.membership import INVITATION_LASTS
from domain.roles import Role
from resolvers.change import deed
from resolvers.context import Context


@deed
async def invite_member(
    ctx: Context, session: Session, email: str, role: Role, *, artist_id: UUID | None = None
) -> Deed:
    """Invite whoever has the e-mail, to sign in as the artist perhaps.

    A second time for the same e-mail it renews the invitation. Raises `InvalidInput`, `NotFound`,
    `Duplicate`.
    """
    membership.invite(role)
    address = checks.email(email)
    if address is None:
        raise InvalidInput("email must not be empty.", ("email",))
    if await members.has_email(session, address):
        raise Duplicate("Who has this e-mail is a member already.", ("email",))
    if artist_id is not None:
        await _refuse_linked(session, artist_id)
    before = await invitations.lock_by_email(session, address)
    values = {
        "email": address,
        "role": role.value,
        "artist_id": artist_id,
        "invited_by": ctx.actor.user_id,
        "expires_at": ctx.now + INVITATION_LASTS,
    }
    said = _facts(role, artist_id)
    if before is not None:
        await invitations.renew(session, before.id, values)
        old = _facts(before.role, before.artist_id)
        return Deed("invitation_renewed", "invitation", before.id, old, said)
    invitation_id = uuid7()
    new = {"id": invitation_id, "created_at": ctx.now, **values}
    await invitations.add(session, ctx.actor, new)
    return Deed("member_invited", "invitation", invitation_id, new=said)


@deed
async def withdraw_invitation(ctx: Context, session: Session, invitation_id: UUID) -> Deed:
    """End an invitation. Raises `NotFound`."""
    before = await invitations.withdraw(session, invitation_id)
    if before is None:
        raise NotFound("invitation")
    old = _facts(before.role, before.artist_id)
    return Deed("invitation_withdrawn", "invitation", invitation_id, old)


async def _refuse_linked(session: Session, artist_id: UUID) -> None:
    artist = await entities.find(session, artists, artist_id)
    if artist is None:
        raise NotFound("artist", ("artistId",))
    if artist.user_id is not None:
        raise Duplicate("The artist is a member already.", ("artistId",))


def _facts(role: str, artist_id: UUID | None) -> dict[str, str | None]:
    return {"role": str(role), "artist_id": str(artist_id) if artist_id else None}
