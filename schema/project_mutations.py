"""The mutations of projects and phases."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import strawberry

from domain.project import ConfirmedBookings, ProjectStatus
from domain.roles import Scope
from resolvers import projects as use_cases
from resolvers.change import Saved
from schema.context import Info
from schema.inputs import EXPECTED_VERSION, given, own_id, related_id, value_or_none
from schema.payloads import PhaseSaved, ProjectSaved, phase_saved, project_saved
from schema.permissions import needs
from schema.refusals import (
    BookingsAhead,
    Forbidden,
    InvalidInput,
    NotFound,
    StaleVersion,
    answering,
)


@strawberry.input(description="A project to begin.")
class CreateProjectInput:
    """What it is."""

    name: str = strawberry.field(description="Its name.")
    client: str | None = strawberry.field(default=strawberry.UNSET, description="Who pays for it.")
    status: ProjectStatus = strawberry.field(
        default=ProjectStatus.PLANNING, description="Where it stands."
    )
    start_date: date | None = strawberry.field(
        default=strawberry.UNSET, description="Its first day."
    )
    end_date: date | None = strawberry.field(default=strawberry.UNSET, description="Its last day.")
    budget: Decimal | None = strawberry.field(
        default=strawberry.UNSET, description="Its money, in the studio's currency."
    )
    budget_hours: Decimal | None = strawberry.field(
        default=strawberry.UNSET, description="Its hours."
    )
    manager_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Who runs it: a member of the studio."
    )
    hold_expiry_hours: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="How long its new holds live, in hours; 0: for ever; null: as in the studio.",
    )


@strawberry.input(description="A change: what is left out stays, null clears.")
class UpdateProjectInput:
    """What to change."""

    id: strawberry.ID = strawberry.field(description="Of which project.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="Its name.")
    client: str | None = strawberry.field(default=strawberry.UNSET, description="Who pays for it.")
    status: ProjectStatus | None = strawberry.field(
        default=strawberry.UNSET, description="Where it stands."
    )
    start_date: date | None = strawberry.field(
        default=strawberry.UNSET, description="Its first day."
    )
    end_date: date | None = strawberry.field(default=strawberry.UNSET, description="Its last day.")
    budget: Decimal | None = strawberry.field(
        default=strawberry.UNSET, description="Its money, in the studio's currency."
    )
    budget_hours: Decimal | None = strawberry.field(
        default=strawberry.UNSET, description="Its hours."
    )
    manager_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Who runs it: a member of the studio."
    )
    hold_expiry_hours: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="How long its new holds live, in hours; 0: for ever; null: as in the studio.",
    )
    confirmed_bookings: ConfirmedBookings | None = strawberry.field(
        default=strawberry.UNSET,
        description="Where it ends: what becomes of confirmed bookings that have not begun.",
    )
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )


@strawberry.input(description="A phase to add to a project.")
class CreatePhaseInput:
    """What it is."""

    project_id: strawberry.ID = strawberry.field(description="To which project.")
    name: str = strawberry.field(description="Its name.")
    position: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="Its place among the phases, from 0; without it the last.",
    )
    start_date: date | None = strawberry.field(
        default=strawberry.UNSET, description="Its first day."
    )
    end_date: date | None = strawberry.field(default=strawberry.UNSET, description="Its last day.")
    budget: Decimal | None = strawberry.field(
        default=strawberry.UNSET, description="Its money, in the studio's currency."
    )
    budget_hours: Decimal | None = strawberry.field(
        default=strawberry.UNSET, description="Its hours."
    )


@strawberry.input(description="A change: what is left out stays, null clears.")
class UpdatePhaseInput:
    """What to change."""

    id: strawberry.ID = strawberry.field(description="Of which phase.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="Its name.")
    position: int | None = strawberry.field(
        default=strawberry.UNSET, description="Its place among the phases, from 0."
    )
    start_date: date | None = strawberry.field(
        default=strawberry.UNSET, description="Its first day."
    )
    end_date: date | None = strawberry.field(default=strawberry.UNSET, description="Its last day.")
    budget: Decimal | None = strawberry.field(
        default=strawberry.UNSET, description="Its money, in the studio's currency."
    )
    budget_hours: Decimal | None = strawberry.field(
        default=strawberry.UNSET, description="Its hours."
    )
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET, description=EXPECTED_VERSION
    )


CreateProjectResult = Annotated[
    ProjectSaved | InvalidInput | NotFound,
    strawberry.union("CreateProjectResult", description="What `createProject` answers."),
]
UpdateProjectResult = Annotated[
    ProjectSaved | InvalidInput | NotFound | StaleVersion | BookingsAhead | Forbidden,
    strawberry.union("UpdateProjectResult", description="What `updateProject` answers."),
]
CreatePhaseResult = Annotated[
    PhaseSaved | InvalidInput | NotFound,
    strawberry.union("CreatePhaseResult", description="What `createPhase` answers."),
]
UpdatePhaseResult = Annotated[
    PhaseSaved | InvalidInput | NotFound | StaleVersion,
    strawberry.union("UpdatePhaseResult", description="What `updatePhase` answers."),
]


@answering(project_saved)
async def create_project(info: Info, input: CreateProjectInput) -> Saved:  # noqa: A002
    values = _with_manager(given(input))
    return await use_cases.create_project(info.context.use_case, values)


@answering(project_saved)
async def update_project(info: Info, input: UpdateProjectInput) -> Saved:  # noqa: A002
    changes = given(
        input, but=("id", "expected_version", "confirmed_bookings"), keep=("name", "status")
    )
    return await use_cases.update_project(
        info.context.use_case,
        own_id(input.id, "project"),
        _with_manager(changes),
        expected_version=value_or_none(input.expected_version),
        confirmed=value_or_none(input.confirmed_bookings),
    )


@answering(phase_saved)
async def create_phase(info: Info, input: CreatePhaseInput) -> Saved:  # noqa: A002
    return await use_cases.create_phase(
        info.context.use_case,
        own_id(input.project_id, "project", "projectId"),
        given(input, but=("project_id",)),
    )


@answering(phase_saved)
async def update_phase(info: Info, input: UpdatePhaseInput) -> Saved:  # noqa: A002
    changes = given(input, but=("id", "expected_version"), keep=("name", "position"))
    return await use_cases.update_phase(
        info.context.use_case,
        own_id(input.id, "phase"),
        changes,
        expected_version=value_or_none(input.expected_version),
    )


def _with_manager(values: dict[str, Any]) -> dict[str, Any]:
    if "manager_id" in values:
        values["manager_id"] = related_id(values["manager_id"], "member", "managerId")
    return values


@strawberry.type
class ProjectMutations:
    """The part of Mutation that is about projects."""

    create_project: CreateProjectResult = strawberry.field(
        resolver=create_project,
        graphql_type=CreateProjectResult,
        metadata=needs(Scope.PROJECTS_WRITE),
        description="Begin a project.",
    )
    update_project: UpdateProjectResult = strawberry.field(
        resolver=update_project,
        graphql_type=UpdateProjectResult,
        metadata=needs(Scope.PROJECTS_WRITE),
        description=(
            "Change a project. Where it ends, its holds and pencils are released with it."
        ),
    )
    create_phase: CreatePhaseResult = strawberry.field(
        resolver=create_phase,
        graphql_type=CreatePhaseResult,
        metadata=needs(Scope.PROJECTS_WRITE),
        description="Add a phase to a project.",
    )
    update_phase: UpdatePhaseResult = strawberry.field(
        resolver=update_phase,
        graphql_type=UpdatePhaseResult,
        metadata=needs(Scope.PROJECTS_WRITE),
        description="Change a phase.",
    )
