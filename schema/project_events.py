"""What happens to projects and their phases, as live events."""

import strawberry
from sqlalchemy import Uuid, cast

from domain.event import EventType
from schema.compiler.declare import column, one
from schema.live_events import StudioEvent, fact
from schema.projects import Phase, Project

OF_PHASE = fact("facts", "project_id")


@strawberry.interface(description="Something that happened to a project, or to a phase of it.")
class ProjectEvent(StudioEvent):
    """What all events of projects have."""

    project_id: strawberry.ID = column(lambda t: t.c.aggregate_id, description="To which project.")
    project: Project | None = one("aggregate_id", description="The project as it is now.")


@strawberry.type(description="A project was begun.")
class ProjectCreated(ProjectEvent):
    """See `createProject`."""


@strawberry.type(description="A project's record was changed.")
class ProjectUpdated(ProjectEvent):
    """See `updateProject`."""


@strawberry.interface(description="Something that happened to a phase of a project.")
class PhaseEvent(ProjectEvent):
    """What all events of phases have."""

    project_id: strawberry.ID = column(OF_PHASE, description="Of which project.")
    project: Project | None = one(
        lambda t: cast(OF_PHASE(t), Uuid), description="The project as it is now."
    )
    phase_id: strawberry.ID = column(lambda t: t.c.aggregate_id, description="To which phase.")
    phase: Phase | None = one("aggregate_id", description="The phase as it is now.")


@strawberry.type(description="A project got another phase.")
class PhaseCreated(PhaseEvent):
    """See `createPhase`."""


@strawberry.type(description="A phase was changed.")
class PhaseUpdated(PhaseEvent):
    """See `updatePhase`."""


PROJECT_EVENTS = {
    EventType.PROJECT_CREATED: ProjectCreated,
    EventType.PROJECT_UPDATED: ProjectUpdated,
    EventType.PHASE_CREATED: PhaseCreated,
    EventType.PHASE_UPDATED: PhaseUpdated,
}
