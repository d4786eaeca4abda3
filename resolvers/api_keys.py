"""The use cases of API keys, with which programs act for the members who made them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from db.queries import api_keys, members
from db.session import Session
from domain import checks
from domain.api_key import Key, grant, make_key
from domain.audit import Deed
from domain.errors import InvalidInput, NotFound, NotOffered, Unauthenticated
from domain.roles import Scope
from resolvers.change import deed
from resolvers.context import Context


async def create_api_key(
    ctx: Context,
    pepper: bytes | None,
    name: str,
    scopes: Sequence[str],
    *,
    expires_at: datetime | None = None,
) -> Key:
    """Make a key for the actor. Nobody can read it a second time.

    `pepper` is the server's secret, None where it has none. Raises `NotOffered`, `InvalidInput`,
    `BeyondYourRole`.
    """
    if pepper is None:
        raise NotOffered("This server takes no API keys: API_KEY_PEPPER is not set.")
    if expires_at is not None and expires_at <= ctx.now:
        raise InvalidInput("A key expires in the future.", ("expiresAt",))
    title, granted = checks.text(name, "name"), grant(scopes, ctx.actor.scopes)
    key = make_key(uuid7())
    await _keep(ctx, key.id, key.digest(pepper), title, granted, expires_at)
    return key


@deed
async def revoke_api_key(ctx: Context, session: Session, key_id: UUID) -> Deed:
    """End a key for good; one that has ended stays as it is. Raises `NotFound`."""
    key = await api_keys.lock(session, key_id)
    if key is None:
        raise NotFound("API key")
    revoked = key.revoked_at is not None
    if not revoked:
        await api_keys.revoke(session, key_id, at=ctx.now)
    return Deed("api_key_revoked", "api_key", key_id, {"revoked": revoked}, {"revoked": True})


@deed
async def _keep(
    ctx: Context,
    session: Session,
    key_id: UUID,
    digest: bytes,
    name: str,
    scopes: Sequence[Scope],
    expires_at: datetime | None,
) -> Deed:
    maker = ctx.actor.user_id
    if maker is None or not await members.keep(session, maker):
        raise Unauthenticated("You are not a member of this studio.")
    values = {
        "id": key_id,
        "name": name,
        "secret_hash": digest,
        "scopes": [scope.value for scope in scopes],
        "created_by": maker,
        "created_at": ctx.now,
        "expires_at": expires_at,
    }
    await api_keys.add(session, ctx.actor, values)
    new = {
        "scopes": values["scopes"],
        "expires_at": expires_at.isoformat() if expires_at else None,
    }
    return Deed("api_key_created", "api_key", key_id, new=new)
