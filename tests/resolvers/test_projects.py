"""The use cases of projects and their phases."""

import asyncio
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from domain.errors import InvalidInput, NotFound, StaleVersion
from domain.roles import Role
from resolvers.projects import create_phase, create_project, update_phase, update_project
from tests.factories import Studio
from tests.resolvers.records import log, log_of, stored

MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 30)


async def test_a_project_begins_in_planning(studio: Studio) -> None:
    project = await studio.project("Glasshouse", client=" ")
    row = await stored(studio, "project", project)
    assert (row.name, row.name_key, row.client) == ("Glasshouse", "glasshouse", None)
    assert (row.status, row.version, row.created_at) == ("planning", 1, studio.now)
    [event] = await log(studio)
    assert (event.type, event.previous) == ("project_created", None)


async def test_a_project_has_what_was_given(studio: Studio) -> None:
    manager = studio.members[Role.MANAGER]
    project = await studio.project(
        client="Meridian TV",
        status="active",
        start_date=MARCH,
        end_date=APRIL,
        budget=Decimal(250_000),
        budget_hours=Decimal("1200.5"),
        manager_id=manager,
    )
    row = await stored(studio, "project", project)
    assert (row.client, row.status, row.manager_id) == ("Meridian TV", "active", manager)
    assert (row.start_date, row.end_date) == (MARCH, APRIL)
    [event] = await log(studio)
    assert event.facts == {
        "status": "active",
        "start_date": "2027-03-01",
        "end_date": "2027-04-30",
        "budget": "250000.00",
        "budget_hours": "1200.50",
        "manager_id": str(manager),
        "hold_expiry_hours": None,
    }


BROKEN: list[tuple[Mapping[str, Any], str]] = [
    ({"name": ""}, "name"),
    ({"start_date": APRIL, "end_date": MARCH}, "endDate"),
    ({"budget": Decimal(-1)}, "budget"),
    ({"budget": Decimal(10**12)}, "budget"),
    ({"budget_hours": Decimal("0.125")}, "budgetHours"),
]


@pytest.mark.parametrize(("values", "field"), [*BROKEN, ({"client": "x" * 201}, "client")])
async def test_a_projects_input_that_breaks_a_rule_is_refused(
    studio: Studio, values: Mapping[str, Any], field: str
) -> None:
    project = await studio.project()
    with pytest.raises(InvalidInput) as made:
        await create_project(studio.context(), {"name": "Tidepool", **values})
    with pytest.raises(InvalidInput) as changed:
        await update_project(studio.context(), project, values)
    assert made.value.path == changed.value.path == (field,)
    assert len(await log(studio)) == 1


@pytest.mark.parametrize(("values", "field"), BROKEN)
async def test_a_phases_input_that_breaks_a_rule_is_refused(
    studio: Studio, values: Mapping[str, Any], field: str
) -> None:
    project = await studio.project()
    phase = await studio.phase(project)
    with pytest.raises(InvalidInput) as made:
        await create_phase(studio.context(), project, {"name": "Delivery", **values})
    with pytest.raises(InvalidInput) as changed:
        await update_phase(studio.context(), phase, values)
    assert made.value.path == changed.value.path == (field,)
    assert len(await log(studio)) == 2


async def test_one_new_date_is_held_against_the_other_that_stays(studio: Studio) -> None:
    project = await studio.project(start_date=MARCH)
    phase = await studio.phase(project, end_date=MARCH)
    with pytest.raises(InvalidInput):
        await update_project(studio.context(), project, {"end_date": date(2027, 2, 28)})
    with pytest.raises(InvalidInput):
        await update_phase(studio.context(), phase, {"start_date": APRIL})
    await update_project(
        studio.context(), project, {"start_date": None, "end_date": date(2027, 2, 28)}
    )


async def test_only_a_member_manages_a_project(studio: Studio, other_studio: Studio) -> None:
    project = await studio.project()
    for stranger in (other_studio.members[Role.MANAGER], uuid4()):
        for attempt in (
            create_project(studio.context(), {"name": "Tidepool", "manager_id": stranger}),
            update_project(studio.context(), project, {"manager_id": stranger}),
        ):
            with pytest.raises(NotFound, match=r"no such member") as refusal:
                await attempt
            assert refusal.value.path == ("managerId",)


async def test_a_change_counts_and_records_what_was_before(studio: Studio) -> None:
    project = await studio.project(status="active")
    phase = await studio.phase(project, budget=Decimal(10))
    await update_project(
        studio.context(), project, {"name": "Tidepool", "status": "completed"}, expected_version=1
    )
    await update_phase(studio.context(), phase, {"budget": None}, expected_version=1)
    row = await stored(studio, "project", project)
    assert (row.name_key, row.status, row.version) == ("tidepool", "completed", 2)
    assert (await stored(studio, "phase", phase)).budget is None
    for entity_id, fact, values in (
        (project, "status", ("active", "completed")),
        (phase, "budget", ("10.00", None)),
    ):
        _, event = await log_of(studio, entity_id)
        assert event.previous is not None
        assert (event.previous[fact], event.facts[fact]) == values


async def test_a_change_that_changes_nothing_leaves_no_trace(studio: Studio) -> None:
    project = await studio.project("Tidepool", budget=Decimal(5))
    phase = await studio.phase(project, "Delivery")
    before = await log(studio)
    same = {"name": "Tidepool ", "budget": Decimal("5.00"), "client": ""}
    saved = await update_project(studio.context(), project, same, expected_version=1)
    assert saved.revision == 2
    await update_phase(studio.context(), phase, {"name": "Delivery", "position": 0})
    assert await log(studio) == before


async def test_whoever_comes_second_with_a_version_is_stale(studio: Studio) -> None:
    project = await studio.project()
    phase = await studio.phase(project)
    for use_case, entity_id in ((update_project, project), (update_phase, phase)):
        await use_case(studio.context(), entity_id, {"name": "Second"}, expected_version=1)
        with pytest.raises(StaleVersion) as refusal:
            await use_case(studio.context(), entity_id, {"name": "Third"}, expected_version=1)
        assert refusal.value.entity_id == entity_id


async def test_phases_follow_one_another(studio: Studio) -> None:
    project, other = await studio.project(), await studio.project("Other")
    phases = [await studio.phase(project) for _ in range(3)]
    assert [(await stored(studio, "phase", phase)).position for phase in phases] == [0, 1, 2]
    placed = await studio.phase(project, position=7)
    assert (await stored(studio, "phase", placed)).position == 7
    assert (await stored(studio, "phase", await studio.phase(project))).position == 8
    assert (await stored(studio, "phase", await studio.phase(other))).position == 0


async def test_phases_that_are_added_at_once_get_places_of_their_own(studio: Studio) -> None:
    project = await studio.project()
    phases = await asyncio.gather(*(studio.phase(project) for _ in range(10)))
    places = [(await stored(studio, "phase", phase)).position for phase in phases]
    assert sorted(places) == list(range(10))


async def test_a_strangers_project_is_no_project(studio: Studio, other_studio: Studio) -> None:
    foreign = await other_studio.project()
    foreign_phase = await other_studio.phase(foreign)
    for project in (foreign, uuid4()):
        with pytest.raises(NotFound, match=r"There is no such project\."):
            await update_project(studio.context(), project, {"name": "Mine"})
        with pytest.raises(NotFound, match=r"There is no such project\."):
            await create_phase(studio.context(), project, {"name": "Mine"})
    for phase in (foreign_phase, uuid4()):
        with pytest.raises(NotFound, match=r"There is no such phase\."):
            await update_phase(studio.context(), phase, {"name": "Mine"})
