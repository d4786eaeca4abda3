"""What artists learn of what happens: from the log, and live."""

from typing import Any

import asyncpg
import pytest

from domain.roles import Role
from tests.api.crew import Crew, gather_crew
from tests.api.test_members import until_closed
from tests.factories import Studio, hours
from tests.server import Client, Server

LOG = """
{ events(first: 200) { totalCount nodes {
  revision type aggregateType aggregateId actor { name } requestId data
} } }
"""
WATCH = """
subscription ($projectIds: [ID!], $artistIds: [ID!], $after: Int = 0) {
  bookingEvents(after: $after, projectIds: $projectIds, artistIds: $artistIds) {
    __typename
    ... on BookingEvent {
      bookingId actor { name }
      booking { id status notes project { name } artist { name } }
      facts { artistId projectId phaseId startTime endTime status expiresAt }
    }
    ... on BookingUpdated { previous { artistId projectId startTime status } }
    ... on BookingCancelled { reason previous { status } }
  }
}
"""


@pytest.fixture
async def crew(server: Server, studio: Studio, superuser: asyncpg.Connection) -> Crew:
    return await gather_crew(server, studio, superuser)


async def watched(client: Client, last: object, **filters: Any) -> list[Any]:
    """The events up to the first one about the booking `last`."""
    seen: list[Any] = []
    async with client.live() as live:
        await live.subscribe(WATCH, **filters)
        while not seen or seen[-1]["bookingId"] != str(last):
            seen.append((await live.next())["bookingEvents"])
    return seen


async def sentinel(crew: Crew) -> object:
    """A booking that Ada and Bo's colleagues all may see, made last."""
    return await crew.studio.book(crew.ada, project_id=crew.feature, **hours(7, 8))


def of(events: list[Any], booking: object) -> list[Any]:
    return [event for event in events if event["bookingId"] == str(booking)]


async def test_own_events_come_in_full_and_those_of_others_as_busy(crew: Crew) -> None:
    last = await sentinel(crew)
    seen = await watched(await crew.client("ada"), last)
    (mine,) = of(seen, crew.adas)
    assert mine["facts"]["projectId"] == str(crew.feature)
    assert (mine["actor"], mine["booking"]["notes"]) == (
        {"name": "Manager of northlight"},
        "between us",
    )
    (theirs,) = of(seen, crew.bos)
    assert theirs["actor"] is None
    assert theirs["booking"] == {
        "id": str(crew.bos),
        "status": "CONFIRMED",
        "notes": None,
        "project": None,
        "artist": {"name": "Bo"},
    }
    assert theirs["facts"] == {
        "artistId": str(crew.bo),
        "projectId": None,
        "phaseId": None,
        "startTime": "2027-03-01T09:00:00Z",
        "endTime": "2027-03-01T10:00:00Z",
        "status": "CONFIRMED",
        "expiresAt": None,
    }
    _, ended = of(seen, crew.bos_ended)
    assert ended["booking"] is None
    assert (ended["__typename"], ended["reason"], ended["previous"]) == (
        "BookingCancelled",
        None,
        None,
    )
    _, mine_ended = of(seen, crew.adas_ended)
    assert (mine_ended["reason"], mine_ended["previous"]) == ("WITHDRAWN", {"status": "HOLD"})


async def test_two_artists_and_a_manager_watch_side_by_side(crew: Crew) -> None:
    last = await sentinel(crew)
    clients = [await crew.client(name) for name in ("manager", "ada", "bo", "manager", "ada")]
    seen = [await watched(client, last) for client in clients]
    assert seen[0] == seen[3]
    assert seen[1] == seen[4]
    assert [len(events) for events in seen] == [7] * 5
    notes = [[bool(e["booking"] and e["booking"]["notes"]) for e in events] for events in seen[:3]]
    assert notes == [
        [True, True, False, False, False, False, False],
        [True, False, False, False, False, False, False],
        [False, True, False, False, False, False, False],
    ]


async def test_filters_by_project_match_own_events_only(crew: Crew) -> None:
    last = await sentinel(crew)
    everything = [str(project) for project in (crew.feature, crew.series, crew.shelved)]
    seen = await watched(await crew.client("ada"), last, projectIds=everything)
    assert [event["bookingId"] for event in seen] == [
        str(booking) for booking in (crew.adas, crew.adas_ended, crew.adas_ended, last)
    ]


async def test_a_booking_that_goes_to_another_artist_is_seen_to_leave(crew: Crew) -> None:
    await crew.change(crew.adas, artist_id=crew.bo, **hours(5, 6))
    last = await sentinel(crew)
    created, left = of(await watched(await crew.client("ada"), last), crew.adas)
    assert created["facts"]["projectId"] == str(crew.feature)
    assert left["previous"]["projectId"] == str(crew.feature)
    assert (left["facts"]["artistId"], left["facts"]["projectId"]) == (str(crew.bo), None)
    assert left["booking"]["project"] is None
    created, came = of(await watched(await crew.client("bo"), last), crew.adas)
    assert created["facts"]["projectId"] is None
    assert (came["facts"]["projectId"], came["previous"]) == (str(crew.feature), None)
    assert came["booking"]["project"] == {"name": "Feature"}


async def test_where_others_are_hidden_a_booking_still_leaves_and_no_more_is_told(
    crew: Crew,
) -> None:
    await crew.let("artists_see_busy", be=False)
    await crew.change(crew.adas, artist_id=crew.bo, **hours(5, 6))
    await crew.change(crew.adas, notes="not for Ada")
    last = await sentinel(crew)
    seen = await watched(await crew.client("ada"), last)
    about = [str(b) for b in (crew.adas, crew.adas_ended, crew.adas_ended, crew.adas, last)]
    assert [event["bookingId"] for event in seen] == about
    left = seen[3]
    assert left["previous"]["artistId"] == str(crew.ada)
    assert (left["facts"], left["booking"]) == (None, None)


async def test_the_log_tells_artists_of_themselves_and_of_their_projects(crew: Crew) -> None:
    for _ in range(3):
        log = (await (await crew.client("ada")).data(LOG))["events"]
        about = [(e["aggregateType"], e["aggregateId"]) for e in log["nodes"]]
        kinds = {kind: [i for k, i in about if k == kind] for kind, _ in about}
        assert kinds["artist"] == [str(crew.ada)]
        assert kinds["project"] == [str(crew.feature), str(crew.shelved)]
        assert len(kinds["phase"]) == 1
        assert log["totalCount"] == len(log["nodes"])
        assert all(event["data"] is None for event in log["nodes"])
        hidden = {str(crew.bos), str(crew.bos_ended)}
        for event in log["nodes"]:
            told = event["aggregateId"] not in hidden
            assert (event["actor"] is not None) is told
            assert (event["requestId"] is not None) is told
    await crew.let("artists_see_busy", be=False)
    log = (await (await crew.client("ada")).data(LOG))["events"]
    assert not hidden & {event["aggregateId"] for event in log["nodes"]}
    everything = (await (await crew.client("admin")).data(LOG))["events"]
    assert everything["totalCount"] > log["totalCount"]


async def test_the_stream_of_somebody_who_becomes_an_artist_ends_and_begins_as_an_artists(
    crew: Crew, superuser: asyncpg.Connection
) -> None:
    watch = WATCH.replace("phaseId", "")
    viewer = await crew.client("viewer")
    async with viewer.live() as live:
        await live.subscribe(watch)
        events = [(await live.next())["bookingEvents"] for _ in range(6)]
        assert of(events, crew.bos)[0]["facts"]["projectId"] == str(crew.series)
        await superuser.execute(
            "update memberships set role = 'artist' where user_id = $1",
            crew.studio.members[Role.VIEWER],
        )
        held = await crew.studio.book(crew.bo, project_id=crew.series, **hours(7, 8))
        closed, brought, _ = await until_closed(live)
        assert (closed, brought) == (4403, [])
    (event,) = of(await watched(viewer, held), held)
    assert event["facts"]["projectId"] is None
