"""The use cases of a studio itself: its settings, and its foundation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from db.queries import audit, entities, founding
from db.session import Session
from db.tables import tenants
from domain import checks
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
        studio_id = await founding.found_studio(session, **values)
        await founding.add_member(session, studio_id, ctx.actor.user_id, Role.OWNER)
        founder = replace(ctx.actor, tenant_id=studio_id, role=Role.OWNER)
        await session.enter(founder)
        founded = Deed("studio_founded", "studio", studio_id)
        await audit.record(session, founder, [founded], at=ctx.now)
    return Founded(studio_id, values["slug"], values["name"])


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
