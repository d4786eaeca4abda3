"""Days and times of day where the clocks change, over HTTP: spring, autumn, and by half an hour."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.roles import Role
from tests.api.moving import Mover
from tests.factories import Studio
from tests.server import Server

DAY = timedelta(days=1)
NEW_YORK, BERLIN, LORD_HOWE = "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"


@pytest.fixture
async def manager(server: Server, studio: Studio) -> Mover:
    return Mover(await server.client(studio.email(Role.MANAGER)))


def time(booking: dict[str, Any]) -> tuple[str, str]:
    return booking["startTime"], booking["endTime"]


def days(first: str, last: str | None = None) -> dict[str, str]:
    return {"startDate": first, "endDate": last or first}


@pytest.mark.parametrize(
    ("zone", "day", "start", "end"),
    [
        (NEW_YORK, "2027-03-14", "2027-03-14T05:00:00Z", "2027-03-15T04:00:00Z"),
        (NEW_YORK, "2027-11-07", "2027-11-07T04:00:00Z", "2027-11-08T05:00:00Z"),
        (BERLIN, "2027-03-28", "2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z"),
        (BERLIN, "2027-10-31", "2027-10-30T22:00:00Z", "2027-10-31T23:00:00Z"),
        (LORD_HOWE, "2027-04-04", "2027-04-03T13:00:00Z", "2027-04-04T13:30:00Z"),
        (LORD_HOWE, "2027-10-03", "2027-10-02T13:30:00Z", "2027-10-03T13:00:00Z"),
        # Midnight does not exist: the day begins at one o'clock.
        ("Africa/Cairo", "2027-04-30", "2027-04-29T22:00:00Z", "2027-04-30T21:00:00Z"),
    ],
)
async def test_a_day_is_as_long_as_it_is_there(
    manager: Mover, studio: Studio, zone: str, day: str, start: str, end: str
) -> None:
    artist = await studio.artist(time_zone=zone)
    booking = await manager.book(artist, status="CONFIRMED", **days(day))
    assert time(booking) == (start, end)
    # The day before and the day after are free, to the instant.
    for neighbour in (date.fromisoformat(day) - DAY, date.fromisoformat(day) + DAY):
        await manager.book(artist, status="CONFIRMED", **days(neighbour.isoformat()))


@pytest.mark.parametrize(
    ("zone", "before", "change"),
    [
        (NEW_YORK, "2027-03-08", "2027-03-14"),
        (NEW_YORK, "2027-11-01", "2027-11-07"),
        (BERLIN, "2027-03-22", "2027-03-28"),
        (BERLIN, "2027-10-25", "2027-10-31"),
        (LORD_HOWE, "2027-03-29", "2027-04-04"),
        (LORD_HOWE, "2027-09-27", "2027-10-03"),
    ],
)
async def test_days_moved_over_a_change_are_the_same_days_of_the_week(
    manager: Mover, studio: Studio, zone: str, before: str, change: str
) -> None:
    artist = await studio.artist(time_zone=zone)
    made = await manager.book(artist, **days(before))
    moved = await manager.done("updateBooking", id=made["id"], **days(change))
    expected = await manager.book(await studio.artist("Bo", time_zone=zone), **days(change))
    assert time(moved["booking"]) == time(expected)
    back = await manager.done("undo", revision=moved["revision"])
    assert time(back["bookings"][0]) == time(made)
    shifted = await manager.done("bulkUpdateBookings", bookings=[{"id": made["id"]}], shiftDays=6)
    assert shifted["bookings"][0]["startDate"] == change
    assert time(shifted["bookings"][0]) == time(expected)


@pytest.mark.parametrize(
    ("zone", "there", "then"),
    [
        # Nine to five, before the change and a week later.
        (NEW_YORK, ("2027-03-10T14:00:00Z", "2027-03-10T22:00:00Z"), "2027-03-17T13:00:00Z"),
        (NEW_YORK, ("2027-11-03T13:00:00Z", "2027-11-03T21:00:00Z"), "2027-11-10T14:00:00Z"),
        (BERLIN, ("2027-03-24T08:00:00Z", "2027-03-24T16:00:00Z"), "2027-03-31T07:00:00Z"),
        (BERLIN, ("2027-10-27T07:00:00Z", "2027-10-27T15:00:00Z"), "2027-11-03T08:00:00Z"),
        (LORD_HOWE, ("2027-03-30T22:00:00Z", "2027-03-31T06:00:00Z"), "2027-04-06T22:30:00Z"),
        (LORD_HOWE, ("2027-09-28T22:30:00Z", "2027-09-29T06:30:00Z"), "2027-10-05T22:00:00Z"),
    ],
)
async def test_a_week_later_work_begins_at_the_same_hour(
    manager: Mover, studio: Studio, zone: str, there: tuple[str, str], then: str
) -> None:
    artist = await studio.artist(time_zone=zone)
    made = await manager.book(artist, startTime=there[0], endTime=there[1])
    shown = datetime.fromisoformat(there[0]).astimezone(ZoneInfo(zone)).date()
    copy = await manager.done("duplicateBooking", id=made["id"], startDate=str(shown + 7 * DAY))
    shifted = await manager.done("bulkUpdateBookings", bookings=[{"id": made["id"]}], shiftDays=7)
    assert shifted["bookings"][0]["startTime"] == then
    assert time(copy["booking"]) == time(shifted["bookings"][0])
    back = await manager.done("bulkUpdateBookings", bookings=[{"id": made["id"]}], shiftDays=-7)
    assert time(back["bookings"][0]) == there


async def test_a_time_that_the_clocks_skip_begins_after_the_gap_or_is_refused(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist(time_zone=NEW_YORK)
    half = await manager.book(
        artist, startTime="2027-03-07T07:30:00Z", endTime="2027-03-07T09:00:00Z"
    )
    within = await manager.book(
        artist, startTime="2027-03-07T07:10:00Z", endTime="2027-03-07T07:50:00Z"
    )
    shifted = await manager.done("bulkUpdateBookings", bookings=[{"id": half["id"]}], shiftDays=7)
    assert time(shifted["bookings"][0]) == ("2027-03-14T07:00:00Z", "2027-03-14T08:00:00Z")
    refused = await manager.do("bulkUpdateBookings", bookings=[{"id": within["id"]}], shiftDays=7)
    [refusal] = refused["refusals"]
    assert refusal["code"] == "INVALID_INPUT"
    assert "the clocks leave no time" in refusal["message"]


async def test_of_a_time_that_comes_twice_the_first_is_meant_and_neighbours_stay_neighbours(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist(time_zone=NEW_YORK)
    evening = await manager.book(
        artist,
        status="CONFIRMED",
        startTime="2027-10-31T02:00:00Z",
        endTime="2027-10-31T05:30:00Z",
    )
    night = await manager.book(
        artist,
        status="CONFIRMED",
        startTime="2027-10-31T05:30:00Z",
        endTime="2027-10-31T09:00:00Z",
    )
    both = [{"id": evening["id"]}, {"id": night["id"]}]
    shifted = await manager.done("bulkUpdateBookings", bookings=both, shiftDays=7)
    assert [time(each) for each in shifted["bookings"]] == [
        ("2027-11-07T02:00:00Z", "2027-11-07T05:30:00Z"),
        ("2027-11-07T05:30:00Z", "2027-11-07T10:00:00Z"),
    ]


async def test_days_go_along_to_an_artist_in_another_zone_and_back(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist(time_zone=NEW_YORK)
    away = await studio.artist("Bo", time_zone=LORD_HOWE)
    made = await manager.book(artist, **days("2027-04-01", "2027-04-05"))
    moved = (await manager.done("updateBooking", id=made["id"], artistId=away))["booking"]
    assert (moved["startDate"], moved["endDate"]) == ("2027-04-01", "2027-04-05")
    assert time(moved) == ("2027-03-31T13:00:00Z", "2027-04-05T13:30:00Z")
    back = (await manager.done("updateBooking", id=made["id"], artistId=artist))["booking"]
    assert time(back) == time(made)


async def test_a_day_that_a_zone_has_left_out_cannot_be_booked(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist(time_zone="Pacific/Apia")
    refused = await manager.do("createBooking", artistId=artist, **days("2011-12-30"))
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["endDate"])
