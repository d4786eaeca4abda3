"""Dividing, cutting and copying bookings, over HTTP."""

from typing import Any
from uuid import uuid4

import pytest

from domain.roles import Role
from tests.api.moving import Mover, day
from tests.factories import Studio
from tests.resolvers.records import fold, log, state_of
from tests.server import Server

WEEK = {"startDate": "2027-03-01", "endDate": "2027-03-05"}


@pytest.fixture
async def manager(server: Server, studio: Studio) -> Mover:
    return Mover(await server.client(studio.email(Role.MANAGER)))


def times(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(b["startTime"][5:16], b["endTime"][5:16]) for b in answer["bookings"]]


async def test_a_booking_is_divided_at_an_instant(manager: Mover, studio: Studio) -> None:
    artist, project = await studio.artist(), await studio.project()
    made = await manager.book(artist, status="CONFIRMED", projectId=project, notes="Red", **day(1))
    done = await manager.done("splitBooking", id=made["id"], at="2027-03-01T12:00:00Z")
    assert times(done) == [("03-01T09:00", "03-01T12:00"), ("03-01T12:00", "03-01T17:00")]
    first, second = done["bookings"]
    assert (first["id"], first["version"], second["version"]) == (made["id"], 2, 1)
    same = ("artist", "project", "status", "notes")
    assert [first[name] for name in same] == [second[name] for name in same]
    entries = await log(studio)
    assert [entry.type for entry in entries[-2:]] == ["booking_updated", "booking_created"]
    assert entries[-2].request_id == entries[-1].request_id
    assert fold(entries) == await state_of(studio)


async def test_days_are_divided_into_days(manager: Mover, studio: Studio) -> None:
    artist = await studio.artist(time_zone="America/Los_Angeles")
    made = await manager.book(artist, **WEEK)
    done = await manager.done("splitBooking", id=made["id"], on="2027-03-03")
    assert [(b["startDate"], b["endDate"]) for b in done["bookings"]] == [
        ("2027-03-01", "2027-03-02"),
        ("2027-03-03", "2027-03-05"),
    ]
    assert done["bookings"][1]["startTime"] == "2027-03-03T08:00:00Z"
    third = done["bookings"][1]["id"]
    done = await manager.done("splitBooking", id=third, at="2027-03-04T12:00:00Z")
    assert [b["startDate"] for b in done["bookings"]] == [None, None]


async def test_a_stretch_is_cut_out_of_the_middle_or_off_an_end(
    manager: Mover, studio: Studio
) -> None:
    made = await manager.book(await studio.artist(), **WEEK)
    out = {"startDate": "2027-03-02", "endDate": "2027-03-03"}
    done = await manager.done("splitBooking", id=made["id"], **out)
    assert [(b["startDate"], b["endDate"]) for b in done["bookings"]] == [
        ("2027-03-01", "2027-03-01"),
        ("2027-03-04", "2027-03-05"),
    ]
    rest = done["bookings"][1]["id"]
    ends = {"startTime": "2027-03-05T12:00:00Z", "endTime": "2027-04-01T00:00:00Z"}
    done = await manager.done("splitBooking", id=rest, **ends)
    assert times(done) == [("03-04T00:00", "03-05T12:00")]
    assert done["bookings"][0]["id"] == rest


async def test_both_parts_of_a_hold_keep_its_place(manager: Mover, studio: Studio) -> None:
    artist = await studio.artist()
    first = await manager.book(artist, projectId=await studio.project(), **day(1))
    behind = await manager.book(artist, projectId=await studio.project("Other"), **day(1))
    done = await manager.done("splitBooking", id=first["id"], at="2027-03-01T12:00:00Z")
    assert [b["holdRank"] for b in done["bookings"]] == [1, 1]
    assert {b["expiresAt"] for b in done["bookings"]} == {first["expiresAt"]}
    assert (await manager.see(behind["id"]))["holdRank"] == 2


@pytest.mark.parametrize(
    ("cut", "field"),
    [
        ({}, "at"),
        ({"at": "2027-03-01T09:00:00Z"}, "at"),
        ({"at": "2027-03-01T17:00:00Z"}, "at"),
        ({"on": "2027-03-01"}, "on"),
        ({"at": "2027-03-01T12:00:00Z", "on": "2027-03-01"}, "at"),
        ({"startTime": "2027-03-01T12:00:00Z"}, "at"),
        ({"startTime": "2027-03-01T12:00:00Z", "endTime": "2027-03-01T12:00:00Z"}, "endTime"),
        ({"startTime": "2027-03-01T08:00:00Z", "endTime": "2027-03-01T18:00:00Z"}, "startTime"),
        ({"startDate": "2027-03-02", "endDate": "2027-03-03"}, "startDate"),
        ({"startDate": "2027-03-02", "endDate": "2027-03-01"}, "endDate"),
    ],
)
async def test_a_cut_that_cuts_nothing_or_everything_is_refused(
    manager: Mover, studio: Studio, cut: dict[str, str], field: str
) -> None:
    made = await manager.book(await studio.artist(), **day(1))
    refused = await manager.do("splitBooking", id=made["id"], **cut)
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", [field])


async def test_what_has_ended_or_changed_is_not_divided(manager: Mover, studio: Studio) -> None:
    made = await manager.book(await studio.artist(), **day(1))
    cut = {"id": made["id"], "at": "2027-03-01T12:00:00Z"}
    stale = await manager.do("splitBooking", **cut, expectedVersion=3)
    assert stale["__typename"] == "StaleVersion"
    await manager.done("cancelBooking", id=made["id"], reason="Rain")
    assert (await manager.do("splitBooking", **cut))["__typename"] == "InvalidTransition"
    nobody = await manager.do("splitBooking", id=uuid4(), at="2027-03-01T12:00:00Z")
    assert nobody["__typename"] == "NotFound"


async def test_a_copy_is_a_hold_for_the_same_work(manager: Mover, studio: Studio) -> None:
    artist, project = await studio.artist(), await studio.project()
    made = await manager.book(artist, status="CONFIRMED", projectId=project, notes="Red", **day(1))
    done = await manager.done("duplicateBooking", id=made["id"], startDate="2027-03-08")
    copy = done["booking"]
    assert (copy["status"], copy["notes"]) == ("HOLD", "Red")
    assert (copy["project"], copy["artist"]) == (made["project"], made["artist"])
    assert copy["startTime"] == "2027-03-08T09:00:00Z"
    assert copy["endTime"] == "2027-03-08T17:00:00Z"
    assert (await manager.see(made["id"]))["version"] == 1


async def test_a_copy_of_days_is_for_as_many_days_of_whom_it_is_for(
    manager: Mover, studio: Studio
) -> None:
    made = await manager.book(await studio.artist(), **WEEK)
    away = await studio.artist("Bo", time_zone="Asia/Tokyo")
    done = await manager.done(
        "duplicateBooking", id=made["id"], artistId=away, startDate="2027-03-08", status="PENCIL"
    )
    copy = done["booking"]
    assert (copy["startDate"], copy["endDate"], copy["status"]) == (
        "2027-03-08",
        "2027-03-12",
        "PENCIL",
    )
    assert copy["startTime"] == "2027-03-07T15:00:00Z"


async def test_a_copy_is_as_long_from_another_instant_on(manager: Mover, studio: Studio) -> None:
    made = await manager.book(await studio.artist(), **day(1))
    start = {"startTime": "2027-03-02T00:00:00Z"}
    new_id = str(uuid4())
    copies = [
        (await manager.done("duplicateBooking", id=made["id"], newId=new_id, **start))["booking"]
        for _ in range(2)
    ]
    assert copies[0]["endTime"] == "2027-03-02T08:00:00Z"
    assert [copy["id"] for copy in copies] == [new_id, new_id]


async def test_a_copy_that_is_asked_for_again_is_the_same_whatever_has_become_of_the_original(
    manager: Mover, studio: Studio
) -> None:
    artist, new_id = await studio.artist(), str(uuid4())
    made = await manager.book(artist, **day(1))
    wanted = {"id": made["id"], "newId": new_id, "startTime": day(8)["startTime"]}
    copy = (await manager.done("duplicateBooking", **wanted))["booking"]
    await manager.done("updateBooking", id=made["id"], notes="Half a day", **day(2, last=12))
    again = (await manager.done("duplicateBooking", **wanted))["booking"]
    assert again == copy
    for other in ({"status": "PENCIL"}, {"startTime": day(9)["startTime"]}):
        refused = await manager.do("duplicateBooking", **{**wanted, **other})
        assert refused["code"] == "ID_REUSED"


async def test_a_copy_is_refused_with_the_name_of_what_is_wrong(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist(time_zone="America/New_York")
    night = {"startTime": "2027-03-07T07:10:00Z", "endTime": "2027-03-07T07:50:00Z"}
    made = await manager.book(artist, **night)
    skipped = await manager.do("duplicateBooking", id=made["id"], startDate="2027-03-14")
    assert (skipped["code"], skipped["path"]) == ("INVALID_INPUT", ["startDate"])
    taken = await manager.do("duplicateBooking", id=made["id"], newId=made["id"], **day(3))
    assert (taken["code"], taken["path"]) == ("ID_REUSED", ["newId"])


async def test_a_copy_clashes_like_any_booking(manager: Mover, studio: Studio) -> None:
    made = await manager.book(await studio.artist(), status="CONFIRMED", **day(1))
    refused = await manager.do("duplicateBooking", id=made["id"], status="CONFIRMED")
    assert refused["__typename"] == "BookingConflict"
    assert refused["conflicts"] == [{"id": made["id"]}]
    both = {"startDate": "2027-03-08", "startTime": "2027-03-08T09:00:00Z"}
    refused = await manager.do("duplicateBooking", id=made["id"], **both)
    assert refused["__typename"] == "InvalidInput"
    nobody = await manager.do("duplicateBooking", id=made["id"], artistId=uuid4())
    assert (nobody["__typename"], nobody["path"]) == ("NotFound", ["artistId"])
