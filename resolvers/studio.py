"""The use cases of a studio itself: its settings, and its foundation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from db.queries import audit, entities, founding
from db.queries.joining import add_person
from db.session import Database, Session
from db.tables import tenants
from domain import checks
from domain.actor import Actor
from domain.audit import Deed
from domain.errors import Forbidden, InvalidInput, NotOffered, StaleVersion
from domain.roles import Role
from domain.working_hours import WorkingWeek
from resolvers.change import deed
from resolvers.context import Context


@dataclass(frozen=True, slots=True)
class Founded:
    """A studio that has just been made."""

    id: UUID
    slug: str
    name: str


@deed
async def update_studio_settings(
    ctx: Context,
    session: Session,
    changes: Mapping[str, Any],
    *,
    expected_version: int | None = None,
) -> Deed:
    """Change what `changes` has. Raises `InvalidInput`, `StaleVersion`."""
    values = _checked(changes)
    studio = ctx.actor.tenant_id
    before = await entities.lock(session, tenants, studio)
    assert before is not None, "whoever acts in a studio sees it"
    if expected_version is not None and before.version != expected_version:
        raise StaleVersion("studio settings", studio, before.version, expected_version)
    old = {name: before._asdict()[name] for name in values}
    if values != old:
        await entities.save(session, tenants, studio, values, at=ctx.now)
    return Deed("studio_settings_changed", "studio", studio, old, values)


async def create_studio(ctx: Context, given: Mapping[str, Any], *, offered: bool) -> Founded:
    """Found a studio, the actor being its owner. Raises `NotOffered`, `InvalidInput`, `Duplicate`.

    Not as a change of the actor's studio, for it is none: the new one starts with its own log.
    """
    if not offered:
        raise NotOffered("This server lets nobody found studios: STUDIO_CREATION is not set.")
    if ctx.actor.key is not None or ctx.actor.user_id is None:
        raise Forbidden("Only a person founds a studio.")
    values = _checked(given)
    async with ctx.db.system() as session:
        founded = await _founded(session, values, ctx.actor.user_id)
        founder = replace(ctx.actor, tenant_id=founded.id, role=Role.OWNER)
        await _record(session, founder, founded, at=ctx.now)
    return founded


async def found_studio(
    db: Database,
    given: Mapping[str, Any],
    *,
    email: str,
    owner_name: str | None = None,
    now: datetime,
) -> Founded:
    """Found a studio as an operator does, for whoever has the e-mail: that person is its owner.

    Who is not known yet comes in by signing in with that address, and is called `owner_name`, else
    what stands before the @. Raises `InvalidInput`, `Duplicate`.
    """
    values = _checked(given)
    address = checks.email(email, "owner")
    if address is None:
        raise InvalidInput("An e-mail address must not be empty.", ("owner",))
    name = address.partition("@")[0] if owner_name is None else owner_name
    called = checks.text(name, "ownerName")
    async with db.system() as session:
        founded = await _founded(session, values, await add_person(session, address, called))
        operator = Actor(founded.id, None, Role.OWNER, request_id=uuid7())
        await _record(session, operator, founded, at=now)
    return founded


async def _founded(session: Session, values: Mapping[str, Any], owner_id: UUID) -> Founded:
    studio_id = await founding.found_studio(session, **values)
    await founding.add_member(session, studio_id, owner_id, Role.OWNER)
    return Founded(studio_id, values["slug"], values["name"])


async def _record(session: Session, founder: Actor, founded: Founded, *, at: datetime) -> None:
    await session.enter(founder)
    done = Deed("studio_founded", "studio", founded.id)
    await audit.record(session, founder, [done], at=at)


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(given)
    if "slug" in values:
        values["slug"] = checks.slug(values["slug"])
    if "name" in values:
        values["name"] = checks.text(values["name"], "name")
    if "time_zone" in values:
        values["time_zone"] = checks.time_zone(values["time_zone"])
    if "currency" in values:
        values["currency"] = checks.currency(values["currency"])
    if "hold_expiry_hours" in values:
        values["hold_expiry_hours"] = checks.hold_expiry_hours(values["hold_expiry_hours"])
    if "challenge_hours" in values:
        values["challenge_hours"] = checks.challenge_hours(values["challenge_hours"])
    if "business_hours" in values:
        week = WorkingWeek.of(values["business_hours"], "businessHours")
        if not week.stretches:
            raise InvalidInput("A studio is open at some time.", ("businessHours",))
        values["business_hours"] = week.texts()
    return values
