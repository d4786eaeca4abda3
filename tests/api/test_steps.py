"""Steps that change how firm a booking is, and what ends it, as clients take them over HTTP."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from domain.booking import BookingStatus
from domain.local_time import instant
from domain.roles import Role
from resolvers.expiry import catch_up
from tests.api.crew import Crew, gather_crew
from tests.api.moving import Mover
from tests.factories import Studio, hours
from tests.server import Client, Server

PENCIL, CONFIRMED = BookingStatus.PENCIL, BookingStatus.CONFIRMED
DAY = {"start_time": hours(0, 1)["start_time"], "end_time": hours(0, 9, day=2)["end_time"]}

STEP = """
mutation($input: %s!) {
  %s(input: $input) {
    __typename
    ... on BookingSaved {
      booking { id status holdRank expiresAt endReason reasons { version reason } }
      warnings { code }
    }
    ... on UserError { code path }
  }
}
"""
HOLD = STEP % ("HoldBookingInput", "holdBooking")
EXTEND = STEP % ("ExtendHoldInput", "extendHold")
DECLINE = STEP % ("EndBookingInput", "declineBooking")
END = """
mutation($input: UpdateProjectInput!) {
  updateProject(input: $input) {
    __typename
    ... on ProjectSaved { project { status } }
    ... on BookingsAhead { code path count bookings { id } }
  }
}
"""


@pytest.fixture
async def manager(server: Server, studio: Studio) -> Client:
    return await server.client(studio.email(Role.MANAGER))


async def step(client: Client, document: str, **given: Any) -> Any:
    values = {key: str(value) if key == "id" else value for key, value in given.items()}
    (answer,) = (await client.data(document, input=values)).values()
    return answer


async def test_a_pencil_becomes_a_hold_at_the_end_of_the_queue(
    manager: Client, studio: Studio
) -> None:
    artist = await studio.artist()
    pencil = await studio.book(artist, status=PENCIL)
    await studio.book(artist, project_id=await studio.project())
    saved = await step(manager, HOLD, id=pencil, reason="The client wavers")
    assert saved["booking"]["status"] == "HOLD"
    assert saved["booking"]["holdRank"] == 2
    assert saved["booking"]["expiresAt"] is not None
    assert saved["booking"]["reasons"] == [{"version": 2, "reason": "The client wavers"}]
    assert [warning["code"] for warning in saved["warnings"]] == ["HOLD_RANKED"]
    again = await step(manager, HOLD, id=pencil)
    assert again == {"__typename": "InvalidTransition", "code": "INVALID_TRANSITION", "path": []}
    both = {"expiresAt": "2027-03-09T00:00:00Z", "neverExpires": True}
    other = await studio.book(await studio.artist("Ada"), status=PENCIL)
    assert (await step(manager, HOLD, id=other, **both))["path"] == ["neverExpires"]


async def test_a_hold_is_given_more_time_and_keeps_its_place(
    manager: Client, studio: Studio
) -> None:
    artist = await studio.artist()
    hold = await studio.book(artist)
    await studio.book(artist, project_id=await studio.project())
    later = "2099-01-01T00:00:00Z"
    assert (await step(manager, EXTEND, id=hold, expiresAt=later))["booking"]["expiresAt"] == later
    saved = await step(manager, EXTEND, id=hold, neverExpires=True)
    assert saved["booking"]["expiresAt"] is None
    assert saved["booking"]["holdRank"] == 1
    past = await step(manager, EXTEND, id=hold, expiresAt="2020-01-01T00:00:00Z")
    assert (past["__typename"], past["path"]) == ("InvalidInput", ["expiresAt"])
    stale = await step(manager, EXTEND, id=hold, expectedVersion=1)
    assert stale["__typename"] == "StaleVersion"


async def test_artists_decline_their_own_holds_and_pencils_and_no_more(
    server: Server, studio: Studio, superuser: asyncpg.Connection
) -> None:
    crew: Crew = await gather_crew(server, studio, superuser)
    ada = await crew.client("ada")
    for status in (BookingStatus.HOLD, PENCIL):
        theirs = await studio.book(crew.ada, status=status, **hours(5, 6))
        saved = await step(ada, DECLINE, id=theirs, reason="My sister marries")
        assert saved["booking"]["endReason"] == "DECLINED"
        assert saved["booking"]["reasons"] == [], "they are for those who plan"
    firm = await studio.book(crew.ada, status=CONFIRMED, **hours(5, 6))
    for booking in (firm, crew.bos):
        refused = await step(ada, DECLINE, id=booking, reason="No")
        assert refused["__typename"] == "Forbidden"


async def test_a_manager_notes_that_an_artist_declined(manager: Client, studio: Studio) -> None:
    pencil = await studio.book(await studio.artist(), status=PENCIL)
    saved = await step(manager, DECLINE, id=pencil, reason="Bo rang: he cannot")
    assert saved["booking"]["endReason"] == "DECLINED"
    assert (await step(manager, DECLINE, id=pencil, reason="x"))["code"] == "INVALID_TRANSITION"


async def test_the_reason_of_a_step_is_not_that_of_the_next(server: Server, studio: Studio) -> None:
    manager = Mover(await server.client(studio.email(Role.MANAGER)))
    hold = str(await studio.book(await studio.artist(), **hours(0, 4)))
    await manager.done("releaseBooking", id=hold, reason="Rain")
    restored = await manager.done("restoreBooking", id=hold, reason="The client is back")
    remarked = await manager.done("updateBooking", id=hold, notes="Red tent")
    assert remarked["booking"]["reason"] == restored["booking"]["reason"] == "The client is back"
    divided = await manager.done("splitBooking", id=hold, at="2027-03-01T11:00:00Z")
    assert divided["bookings"][0]["reason"] is None
    await manager.done("cancelBooking", id=hold, reason="No sun")
    await manager.done("restoreBooking", id=hold, reason="It shines")
    await catch_up(studio.db, lambda *_: None, now=studio.now + timedelta(hours=25))
    expired = await manager.see(hold)
    assert (expired["endReason"], expired["reason"]) == ("EXPIRED", None)


async def test_the_reasons_are_for_those_who_plan(server: Server, studio: Studio) -> None:
    hold = await studio.book(await studio.artist(), status=PENCIL)
    manager = await server.client(studio.email(Role.MANAGER))
    await step(manager, DECLINE, id=hold, reason="Bo rang")
    viewer = await server.client(studio.email(Role.VIEWER))
    document = "query($id: ID!) { booking(id: $id) { reasons { version reason } } }"
    shown = (await viewer.data(document, id=str(hold)))["booking"]
    assert shown == {"reasons": [{"version": 2, "reason": None}]}


async def test_the_rank_of_each_day_is_that_of_the_artists_day(
    manager: Client, studio: Studio
) -> None:
    artist = await studio.artist(time_zone="America/Los_Angeles")
    # From 16:00 to midnight on 1 March in Los Angeles, which is 2 March in London.
    evening = DAY["start_time"].replace(day=2, hour=0)
    first = {"start_time": evening, "end_time": evening + timedelta(hours=8)}
    await studio.book(artist, project_id=await studio.project(), **first)
    hold = await studio.book(artist, project_id=await studio.project("Series"), **DAY)
    document = "query($id: ID!) { booking(id: $id) { holdRank holdRanks { day rank } } }"
    shown = (await manager.data(document, id=str(hold)))["booking"]
    assert shown["holdRank"] == 2
    days = ["2027-03-01", "2027-03-02", "2027-03-03"]
    assert shown["holdRanks"] == [
        {"day": day, "rank": rank} for day, rank in zip(days, (2, 1, 1), strict=True)
    ]


@pytest.mark.parametrize(
    ("zone", "sunday"),
    [("Atlantic/Azores", date(2027, 10, 31)), ("America/Havana", date(2027, 11, 7))],
)
async def test_where_clocks_show_midnight_twice_the_day_begins_with_the_first(
    manager: Client, studio: Studio, zone: str, sunday: date
) -> None:
    artist = await studio.artist(time_zone=zone)
    midnight = instant(datetime.combine(sunday, time.min), zone)
    days: dict[str, Any] = {
        "start_time": midnight - timedelta(hours=24),
        "end_time": midnight + timedelta(hours=25),
    }
    first: dict[str, Any] = {"start_time": midnight, "end_time": midnight + timedelta(minutes=30)}
    await studio.book(artist, project_id=await studio.project(), **first)
    hold = await studio.book(artist, project_id=await studio.project("Series"), **days)
    document = "query($id: ID!) { booking(id: $id) { holdRanks { day rank } } }"
    shown = (await manager.data(document, id=str(hold)))["booking"]["holdRanks"]
    assert [each["rank"] for each in shown] == [1, 2]
    assert shown[1]["day"] == str(sunday)


async def test_an_artist_has_working_hours_of_their_own(manager: Client, studio: Studio) -> None:
    artist = await studio.artist()
    document = """
      mutation($input: UpdateArtistInput!) {
        updateArtist(input: $input) {
          ... on ArtistSaved { artist { workingHours } }
          ... on UserError { code path }
        }
      }
    """

    async def work(*week: str) -> Any:
        given = {"id": str(artist), "workingHours": list(week)}
        return (await manager.data(document, input=given))["updateArtist"]

    saved = await work("tue 14:00-22:00", "mon 10:00-18:30")
    assert saved["artist"]["workingHours"] == ["mon 10:00-18:30", "tue 14:00-22:00"]
    refused = {"code": "INVALID_INPUT", "path": ["workingHours"]}
    for week in ("mon 18:00-09:00", "someday", "mon 9-17"):
        assert await work(week) == refused
    assert await work("mon 09:00-17:00", "mon 16:00-18:00") == refused


async def test_a_project_ends_once_it_is_said_what_becomes_of_what_lies_ahead(
    manager: Client, studio: Studio
) -> None:
    artist, project = await studio.artist(), await studio.project()
    firm: UUID = await studio.book(artist, project_id=project, status=CONFIRMED)
    given = {"id": project, "status": "CANCELLED"}
    assert await step(manager, END, **given) == {
        "__typename": "BookingsAhead",
        "code": "BOOKINGS_AHEAD",
        "path": ["confirmedBookings"],
        "count": 1,
        "bookings": [{"id": str(firm)}],
    }
    ended = await step(manager, END, **given, confirmedBookings="CANCEL")
    assert ended["project"]["status"] == "CANCELLED"
    document = "query($id: ID!) { booking(id: $id) { status endReason } }"
    shown = (await manager.data(document, id=str(firm)))["booking"]
    assert shown == {"status": "CANCELLED", "endReason": "CANCELLED"}
