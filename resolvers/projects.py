"""The use cases of projects and their phases."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from uuid_utils.compat import uuid7

from db.events import append, current_revision
from db.queries import entities
from db.session import Session
from db.tables import phases, projects
from domain import checks
from domain.errors import NotFound, StaleVersion
from domain.event import Event, EventType, facts_of
from domain.naming import name_key
from domain.project import ProjectStatus
from resolvers.change import Saved, change
from resolvers.context import Context


@change
async def create_project(ctx: Context, session: Session, given: Mapping[str, Any]) -> Saved:
    """Begin a project, in planning unless said otherwise. Raises `InvalidInput`, `NotFound`."""
    values = {"status": ProjectStatus.PLANNING.value, **_checked(given)}
    values["name_key"] = name_key(values["name"])
    checks.dates(values.get("start_date"), values.get("end_date"))
    await _refuse_stranger(session, values.get("manager_id"))
    return await _add(ctx, session, projects, values, EventType.PROJECT_CREATED)


@change
async def update_project(
    ctx: Context,
    session: Session,
    project_id: UUID,
    changes: Mapping[str, Any],
    *,
    expected_version: int | None = None,
) -> Saved:
    """Change what `changes` has. Raises `NotFound`, `StaleVersion`, `InvalidInput`."""
    values = _checked(changes)
    if "name" in values:
        values["name_key"] = name_key(values["name"])
    await _refuse_stranger(session, values.get("manager_id"))
    return await _save(
        ctx, session, projects, project_id, values, EventType.PROJECT_UPDATED, expected_version
    )


@change
async def create_phase(
    ctx: Context, session: Session, project_id: UUID, given: Mapping[str, Any]
) -> Saved:
    """Add a phase to a project, at its end unless a position is given.

    Raises `NotFound`, `InvalidInput`.
    """
    values = _checked(given)
    checks.dates(values.get("start_date"), values.get("end_date"))
    if await entities.lock(session, projects, project_id) is None:
        raise NotFound("project", ("projectId",))
    if values.get("position") is None:
        following = await entities.next_position(session, project_id)
        values["position"] = min(following, checks.LAST_POSITION)
    values["project_id"] = project_id
    return await _add(ctx, session, phases, values, EventType.PHASE_CREATED)


@change
async def update_phase(
    ctx: Context,
    session: Session,
    phase_id: UUID,
    changes: Mapping[str, Any],
    *,
    expected_version: int | None = None,
) -> Saved:
    """Change what `changes` has. Raises `NotFound`, `StaleVersion`, `InvalidInput`."""
    return await _save(
        ctx, session, phases, phase_id, _checked(changes), EventType.PHASE_UPDATED, expected_version
    )


async def _add(
    ctx: Context,
    session: Session,
    table: Table,
    values: Mapping[str, Any],
    event_type: EventType,
) -> Saved:
    row = await entities.add(session, ctx.actor, table, {"id": uuid7(), **values}, at=ctx.now)
    facts = facts_of(event_type.aggregate, row._asdict())
    event = Event(event_type, row.id, row.version, facts)
    return Saved(row.id, await append(session, ctx.actor, [event], at=ctx.now))


async def _save(
    ctx: Context,
    session: Session,
    table: Table,
    entity_id: UUID,
    values: Mapping[str, Any],
    event_type: EventType,
    expected_version: int | None,
) -> Saved:
    kind = event_type.aggregate
    before = await entities.lock(session, table, entity_id)
    if before is None:
        raise NotFound(kind)
    if expected_version is not None and before.version != expected_version:
        raise StaleVersion(kind, entity_id, before.version, expected_version)
    old = before._asdict()
    if all(old[key] == value for key, value in values.items()):
        return Saved(entity_id, await current_revision(session))
    checks.dates(
        values.get("start_date", before.start_date), values.get("end_date", before.end_date)
    )
    row = await entities.save(session, table, entity_id, values, at=ctx.now)
    event = Event(
        event_type,
        entity_id,
        row.version,
        facts=facts_of(kind, row._asdict()),
        previous=facts_of(kind, old),
    )
    return Saved(entity_id, await append(session, ctx.actor, [event], at=ctx.now))


async def _refuse_stranger(session: Session, manager_id: UUID | None) -> None:
    if manager_id is not None and not await entities.is_member(session, manager_id):
        raise NotFound("member", ("managerId",))


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(given)
    if "name" in values:
        values["name"] = checks.text(values["name"], "name")
    if "client" in values:
        values["client"] = checks.optional_text(values["client"], "client")
    if values.get("position") is not None:
        values["position"] = checks.position(values["position"])
    if "budget" in values:
        values["budget"] = checks.amount(values["budget"], "budget", digits=12)
    if "hold_expiry_hours" in values:
        values["hold_expiry_hours"] = checks.project_expiry_hours(values["hold_expiry_hours"])
    if "budget_hours" in values:
        values["budget_hours"] = checks.amount(values["budget_hours"], "budgetHours", digits=8)
    return values
