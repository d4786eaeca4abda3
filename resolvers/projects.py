"""The use cases of projects and their phases."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from uuid_utils.compat import uuid7

from db.events import append, current_revision
from db.queries import entities
from db.session import AnyRow, Session
from db.tables import phases, projects
from domain import checks
from domain.errors import NotFound, StaleVersion
from domain.event import Event, EventKind, EventType, facts_of
from domain.naming import name_key
from domain.project import ENDED, ConfirmedBookings, ProjectStatus
from resolvers.change import Saved, change
from resolvers.context import Context
from resolvers.project_end import lock_artists_of, record_end


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
    confirmed: ConfirmedBookings | None = None,
) -> Saved:
    """Change what `changes` has. Where it ends, its holds and pencils are released.

    `confirmed` says what becomes of its confirmed bookings ahead then. Raises `NotFound`,
    `StaleVersion`, `InvalidInput`, `BookingsAhead`, `Forbidden`.
    """
    values = _checked(changes)
    if "name" in values:
        values["name_key"] = name_key(values["name"])
    await _refuse_stranger(session, values.get("manager_id"))
    ends = values.get("status") in ENDED
    artists = await lock_artists_of(session, project_id) if ends else set()
    before = await _lock(session, projects, project_id, EventKind.PROJECT, expected_version)
    event = await _write(ctx, session, projects, before, values, EventType.PROJECT_UPDATED)
    if event is None:
        return Saved(project_id, await current_revision(session))
    if ends and before.status not in ENDED:
        revision = await record_end(ctx, session, project_id, artists, confirmed, event)
    else:
        revision = await append(session, ctx.actor, [event], at=ctx.now)
    return Saved(project_id, revision)


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
    before = await _lock(session, phases, phase_id, EventKind.PHASE, expected_version)
    event = await _write(ctx, session, phases, before, _checked(changes), EventType.PHASE_UPDATED)
    if event is None:
        return Saved(phase_id, await current_revision(session))
    return Saved(phase_id, await append(session, ctx.actor, [event], at=ctx.now))


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


async def _lock(
    session: Session, table: Table, entity_id: UUID, kind: EventKind, expected_version: int | None
) -> AnyRow:
    row = await entities.lock(session, table, entity_id)
    if row is None:
        raise NotFound(kind)
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion(kind, entity_id, row.version, expected_version)
    return row


async def _write(
    ctx: Context,
    session: Session,
    table: Table,
    before: AnyRow,
    values: Mapping[str, Any],
    event_type: EventType,
) -> Event | None:
    """Write what is different of a locked row, and answer the event of it; None: nothing is."""
    old = before._asdict()
    if all(old[key] == value for key, value in values.items()):
        return None
    checks.dates(
        values.get("start_date", before.start_date), values.get("end_date", before.end_date)
    )
    row = await entities.save(session, table, before.id, values, at=ctx.now)
    return Event(
        event_type,
        before.id,
        row.version,
        facts=facts_of(event_type.aggregate, row._asdict()),
        previous=facts_of(event_type.aggregate, old),
    )


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
