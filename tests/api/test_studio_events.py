"""Every kind of event, live in one order with one cursor, and what artists hear of it."""

from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from domain.roles import Role
from resolvers import artists, projects
from tests.api.crew import Crew, gather_crew
from tests.factories import Studio, hours
from tests.server import Client, Server

EVERYTHING = """
subscription Everything($after: Int = 0, $kinds: [EventKind!]) {
  studioEvents(after: $after, kinds: $kinds) {
    __typename
    revision
    ... on StudioEvent { type occurredAt actor { name } }
    ... on ArtistEvent { artistId artist { name email hourlyRate } }
    ... on ProjectEvent { projectId project { name budget } }
    ... on PhaseEvent { phaseId phase { name project { name } } }
    ... on BookingEvent { bookingId }
  }
}
"""
LOG = "{ events(first: 200) { nodes { revision type aggregateType aggregateId } } }"
OF = {"artist": "artistId", "project": "projectId", "phase": "phaseId", "booking": "bookingId"}


@pytest.fixture
async def crew(server: Server, studio: Studio, superuser: asyncpg.Connection) -> Crew:
    return await gather_crew(server, studio, superuser)


async def listed(client: Client, *kinds: str) -> list[Any]:
    """What the log lists for somebody, of these kinds or of all."""
    nodes = (await client.data(LOG))["events"]["nodes"]
    return [node for node in nodes if not kinds or node["aggregateType"] in kinds]


async def watched(client: Client, number: int, **variables: Any) -> list[Any]:
    """The first events that a subscription brings."""
    async with client.live() as live:
        await live.subscribe(EVERYTHING, **variables)
        return [(await live.next())["studioEvents"] for _ in range(number)]


async def test_everything_arrives_live_in_the_order_of_the_log(
    server: Server, studio: Studio
) -> None:
    client = await server.client(studio.email(Role.MANAGER))
    ctx = studio.context()
    async with client.live() as live:
        await live.subscribe(EVERYTHING)
        artist = await studio.artist("Bo", hourly_rate=Decimal(80))
        await artists.update_artist(ctx, artist, {"employment": "staff"})
        project = await studio.project("Feature")
        phase = await studio.phase(project, "Ink")
        booking = await studio.book(artist, project_id=project)
        await artists.archive_artist(ctx, artist)
        await artists.restore_artist(ctx, artist)
        await projects.update_project(ctx, project, {"name": "Series"})
        await projects.update_phase(ctx, phase, {"name": "Paint"})
        events = [(await live.next())["studioEvents"] for _ in range(9)]
    nodes = await listed(client)
    assert [(e["revision"], e["type"]) for e in events] == [
        (node["revision"], node["type"]) for node in nodes
    ]
    assert [e[OF[n["aggregateType"]]] for e, n in zip(events, nodes, strict=True)] == [
        node["aggregateId"] for node in nodes
    ]
    assert [event["__typename"] for event in events] == [
        "ArtistCreated",
        "ArtistUpdated",
        "ProjectCreated",
        "PhaseCreated",
        "BookingCreated",
        "ArtistArchivedEvent",
        "ArtistRestored",
        "ProjectUpdated",
        "PhaseUpdated",
    ]
    assert all(event["actor"] == {"name": "Manager of northlight"} for event in events)
    assert events[0]["artist"] == {"name": "Bo", "email": None, "hourlyRate": "80.00"}
    of_phase = events[-1]
    assert (of_phase["projectId"], of_phase["phaseId"]) == (str(project), str(phase))
    assert of_phase["phase"] == {"name": "Paint", "project": {"name": "Series"}}
    assert events[4]["bookingId"] == str(booking)


@pytest.mark.parametrize("kinds", [["ARTIST"], ["PROJECT", "PHASE"], ["BOOKING"], None])
async def test_only_the_kinds_asked_for_arrive(crew: Crew, kinds: list[str] | None) -> None:
    client = await crew.client("viewer")
    names = [kind.lower() for kind in kinds or ()]
    nodes = await listed(client, *names)
    events = await watched(client, len(nodes), kinds=kinds)
    assert [event["revision"] for event in events] == [node["revision"] for node in nodes]
    assert len(nodes) > 1


async def test_an_artist_hears_of_themselves_and_of_their_projects(crew: Crew) -> None:
    ada = await crew.client("ada")
    await crew.studio.artist("Cy")
    await crew.studio.phase(crew.series, "Grade")
    await crew.studio.project("Nobody's")
    last = await crew.studio.book(crew.ada, project_id=crew.feature, **hours(7, 8))
    nodes = await listed(ada)
    events = await watched(ada, len(nodes))
    assert events[-1]["bookingId"] == str(last)
    assert [event["revision"] for event in events] == [node["revision"] for node in nodes]
    about = {name: [e[name] for e in events if name in e] for name in OF.values()}
    assert about["artistId"] == [str(crew.ada)]
    assert set(about["projectId"]) == {str(crew.feature), str(crew.shelved)}
    assert len(about["phaseId"]) == 1
    (mine,) = [event for event in events if "artist" in event]
    assert mine["artist"] == {"name": "Ada", "email": "ada@home.example", "hourlyRate": "50.00"}
    assert all(event["project"]["budget"] is None for event in events if "project" in event)


async def test_a_viewer_hears_of_everything_but_of_no_money_and_no_address(crew: Crew) -> None:
    viewer, manager = await crew.client("viewer"), await crew.client("manager")
    nodes = await listed(viewer)
    assert nodes == await listed(manager)
    seen, full = [await watched(client, len(nodes)) for client in (viewer, manager)]
    hidden = {"email", "hourlyRate", "budget"}
    for mine, theirs in zip(seen, full, strict=True):
        for thing in ("artist", "project"):
            shown = theirs.pop(thing, None)
            assert mine.pop(thing, None) == (
                shown and {name: None if name in hidden else shown[name] for name in shown}
            )
        assert mine == theirs
