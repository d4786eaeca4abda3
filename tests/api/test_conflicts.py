"""A refused attempt reaches the calendars of the others: once, and with what they need to show."""

from typing import Any

import pytest

from domain.booking import BookingStatus
from domain.roles import Role
from tests.api.documents import CONFIRM, CREATE, WATCH
from tests.api.test_import import IMPORT, uploaded
from tests.factories import Studio, hours
from tests.resolvers.records import log
from tests.schedule import TIME_ZONE
from tests.server import Client, Server

MOVE = """
mutation Move($input: UpdateBookingInput!) {
  updateBooking(input: $input) {
    __typename
    ... on BookingSaved { booking { id } revision }
    ... on BookingConflict { conflicts { id } }
  }
}
"""
BESIDE = CONFIRM.replace("{\n  confirmBooking", "{\n  __typename\n  confirmBooking", 1)
"""A document that never takes the short way: its root has another field."""
NINE_TO_TEN = {"startTime": "2027-03-01T09:00:00Z", "endTime": "2027-03-01T10:00:00Z"}


@pytest.fixture
async def manager(server: Server, studio: Studio) -> Client:
    return await server.client(studio.email(Role.MANAGER))


@pytest.fixture
async def viewer(server: Server, studio: Studio) -> Client:
    return await server.client(studio.email(Role.VIEWER))


async def watched(client: Client, last: object, **filters: Any) -> list[Any]:
    """The conflicts of the whole log, up to the event of the booking `last`, made after them."""
    seen: list[Any] = []
    async with client.live() as live:
        await live.subscribe(WATCH, after=0, **filters)
        while not seen or seen[-1].get("bookingId") != str(last):
            seen.append((await live.next())["bookingEvents"])
    return [event for event in seen if event["__typename"] == "BookingConflictDetected"]


async def test_a_refused_create_arrives_once_on_another_calendar(
    manager: Client, viewer: Client, studio: Studio
) -> None:
    artist, project = await studio.artist("Bo"), await studio.project("Feature")
    taken = await studio.book(artist, status=BookingStatus.CONFIRMED, project_id=project)
    given = {"artistId": str(artist), "status": "PENCIL", **NINE_TO_TEN}
    async with viewer.live() as live:
        await live.subscribe(WATCH, after=(await log(studio))[-1].revision)
        # The second time the document is known, and tried the short way first.
        answers = [(await manager.data(CREATE, input=given))["createBooking"] for _ in range(2)]
        events = [(await live.next())["bookingEvents"] for _ in range(2)]
    assert [answer["__typename"] for answer in answers] == ["BookingConflict"] * 2
    assert [answer["conflicts"][0]["id"] for answer in answers] == [str(taken)] * 2
    assert events[0].pop("revision") + 1 == events[1].pop("revision")
    assert (
        events[0]
        == events[1]
        == {
            "__typename": "BookingConflictDetected",
            "actor": {"name": "Manager of northlight"},
            "attempted": {
                "bookingId": None,
                "artistId": str(artist),
                "projectId": None,
                "phaseId": None,
                "status": "PENCIL",
                **NINE_TO_TEN,
            },
            "artist": {"name": "Bo"},
            "booking": None,
            "conflicts": [
                {
                    "id": str(taken),
                    "startTime": "2027-03-01T09:00:00Z",
                    "status": "CONFIRMED",
                    "artist": {"name": "Bo"},
                    "project": {"name": "Feature"},
                }
            ],
        }
    )
    kinds = [entry.aggregate_type for entry in await log(studio)]
    assert kinds == ["artist", "project", "booking", "conflict", "conflict"]


@pytest.mark.parametrize("text", [CONFIRM, BESIDE], ids=["the short way", "the ordinary way"])
async def test_a_refused_confirmation_is_told_once_whichever_way_it_is_run(
    manager: Client, viewer: Client, studio: Studio, text: str
) -> None:
    artist = await studio.artist()
    taken = [
        await studio.book(artist, status=BookingStatus.PENCIL, **hours(start, start + 1))
        for start in (3, 2)
    ]
    hold = await studio.book(artist, **hours(2, 4))
    for _ in range(3):
        answer = (await manager.data(text, input={"id": str(hold)}))["confirmBooking"]
        assert answer["__typename"] == "BookingConflict"
    last = await studio.book(artist, **hours(7, 8))
    events = await watched(viewer, last)
    assert len(events) == 3
    for event in events:
        assert event["booking"] == {"id": str(hold)}
        assert event["attempted"]["bookingId"] == str(hold)
        assert event["attempted"]["status"] == "CONFIRMED"
        assert {each["id"] for each in event["conflicts"]} == {str(each) for each in taken}


async def test_a_refused_move_is_told_to_the_calendar_that_it_was_to_come_to(
    manager: Client, viewer: Client, studio: Studio
) -> None:
    here, there = await studio.artist("Here"), await studio.artist("There")
    feature = await studio.project("Feature")
    await studio.book(there, status=BookingStatus.CONFIRMED)
    moving = await studio.book(here, status=BookingStatus.PENCIL, project_id=feature)
    given = {"id": str(moving), "artistId": str(there)}
    answer = (await manager.data(MOVE, input=given))["updateBooking"]
    assert answer["__typename"] == "BookingConflict"
    series = await studio.project("Series")
    lasts = [
        await studio.book(artist, project_id=project, **hours(7, 8))
        for artist, project in ((there, series), (here, feature))
    ]
    (event,) = await watched(viewer, lasts[0], artistIds=[str(there)])
    assert event["attempted"]["artistId"] == str(there)
    assert event["booking"] == {"id": str(moving)}
    assert await watched(viewer, lasts[1], artistIds=[str(here)]) == []
    assert len(await watched(viewer, lasts[1], projectIds=[str(feature)])) == 1
    assert await watched(viewer, lasts[0], projectIds=[str(series)]) == []


async def test_what_an_import_refuses_its_report_has_and_no_calendar(
    manager: Client, viewer: Client, studio: Studio
) -> None:
    upload = await uploaded(manager)
    given = {"uploadId": upload, "timeZone": TIME_ZONE, "createMissing": True}
    for dry_run in (True, False):
        answer = await manager.data(IMPORT, input={**given, "dryRun": dry_run})
        codes = [row["code"] for row in answer["importBookings"]["rows"]]
        assert "BOOKING_CONFLICT" in codes
    last = await studio.book(await studio.artist())
    assert await watched(viewer, last) == []
    assert "conflict" not in {entry.aggregate_type for entry in await log(studio)}


async def test_artists_and_other_studios_hear_nothing_of_it(
    server: Server, manager: Client, studio: Studio, other_studio: Studio
) -> None:
    bo = await studio.artist("Bo", user_id=studio.members[Role.ARTIST])
    await studio.book(bo, status=BookingStatus.CONFIRMED)
    given = {"artistId": str(bo), "status": "CONFIRMED", **NINE_TO_TEN}
    answer = (await manager.data(CREATE, input=given))["createBooking"]
    assert answer["__typename"] == "BookingConflict"
    last = await studio.book(bo, **hours(7, 8))
    artist = await server.client(studio.email(Role.ARTIST))
    assert await watched(artist, last) == []
    theirs = await other_studio.book(await other_studio.artist())
    stranger = await server.client(other_studio.email(Role.OWNER))
    assert await watched(stranger, theirs) == []
    listed = "{ events(first: 200) { nodes { aggregateType } } }"
    for client, told in ((artist, False), (manager, True)):
        nodes = (await client.data(listed))["events"]["nodes"]
        assert ("conflict" in {node["aggregateType"] for node in nodes}) is told
