"""Taking one's own last change back, over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.project import ConfirmedBookings
from domain.roles import Role
from resolvers.artists import archive_artist
from resolvers.projects import update_project
from tests.api.moving import Mover, day
from tests.factories import Studio
from tests.resolvers.records import fold, log, state_of
from tests.server import Server

SAME = ("startTime", "endTime", "startDate", "endDate", "status", "expiresAt", "artist", "project")


@pytest.fixture
async def manager(server: Server, studio: Studio) -> Mover:
    return Mover(await server.client(studio.email(Role.MANAGER)))


def facts(booking: dict[str, Any]) -> dict[str, Any]:
    return {name: booking[name] for name in SAME}


CHANGES: dict[str, tuple[str, dict[str, Any]]] = {
    "move": ("updateBooking", day(3)),
    "days": ("updateBooking", {"startDate": "2027-03-04", "endDate": "2027-03-05"}),
    "shrink": ("updateBooking", {"endTime": "2027-03-01T12:00:00Z"}),
    "pencil": ("pencilBooking", {}),
    "confirm": ("confirmBooking", {}),
    "release": ("releaseBooking", {"reason": "Not needed"}),
    "cancel": ("cancelBooking", {"reason": "Rain"}),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_a_hold_is_again_what_it_was(manager: Mover, studio: Studio, name: str) -> None:
    artist = await studio.artist()
    rival = await manager.book(artist, projectId=await studio.project("Other"), **day(3))
    made = await manager.book(artist, projectId=await studio.project(), **day(1))
    before = await manager.see(made["id"])
    field, values = CHANGES[name]
    changed = await manager.done(field, id=made["id"], **values)
    undone = await manager.done("undo", revision=changed["revision"], reason="A slip")
    [booking] = undone["bookings"]
    assert facts(booking) == facts(before)
    assert (booking["holdRank"], booking["version"], booking["reason"]) == (1, 3, "A slip")
    assert (await manager.see(rival["id"]))["holdRank"] == 1
    entries = await log(studio)
    assert fold(entries) == await state_of(studio)
    assert entries[-1].revision == undone["revision"]
    again = await manager.done("undo", revision=undone["revision"], reason="No slip")
    assert facts(again["bookings"][0]) == facts(changed["booking"])


async def test_what_was_made_is_withdrawn_or_cancelled(manager: Mover, studio: Studio) -> None:
    artist = await studio.artist()
    for status, reason in (("HOLD", "WITHDRAWN"), ("CONFIRMED", "CANCELLED")):
        made = await manager.done("createBooking", artistId=artist, status=status, **day(1))
        undone = await manager.done("undo", revision=made["revision"], reason="A slip")
        [booking] = undone["bookings"]
        assert (booking["status"], booking["endReason"]) == ("CANCELLED", reason)


async def test_a_confirmation_is_not_taken_back_without_a_reason(
    manager: Mover, studio: Studio
) -> None:
    made = await manager.book(await studio.artist(), **day(1))
    confirmed = await manager.done("confirmBooking", id=made["id"])
    refused = await manager.do("undo", revision=confirmed["revision"])
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["reason"])


async def test_a_split_is_put_together_again(manager: Mover, studio: Studio) -> None:
    made = await manager.book(await studio.artist(), status="CONFIRMED", **day(1))
    done = await manager.done("splitBooking", id=made["id"], at="2027-03-01T12:00:00Z")
    undone = await manager.done("undo", revision=done["revision"], reason="A slip")
    whole, rest = undone["bookings"]
    assert facts(whole) == facts(made)
    assert (whole["id"], rest["id"]) == (made["id"], done["bookings"][1]["id"])
    assert (rest["status"], rest["endReason"]) == ("CANCELLED", "CANCELLED")


async def test_a_shift_of_neighbours_is_taken_back_as_a_whole(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist()
    made = [
        await manager.book(artist, status="PENCIL", **day(1, first=hour, last=hour + 1))
        for hour in range(8, 14)
    ]
    ids = [{"id": booking["id"]} for booking in made]
    done = await manager.done("bulkUpdateBookings", bookings=ids, shiftMinutes=60)
    undone = await manager.done("undo", revision=done["revision"] - 3)
    assert [facts(booking) for booking in undone["bookings"]] == [facts(each) for each in made]
    assert fold(await log(studio)) == await state_of(studio)


async def test_only_ones_own_last_change_is_taken_back(
    manager: Mover, server: Server, studio: Studio
) -> None:
    admin = Mover(await server.client(studio.email(Role.ADMIN)))
    made = await manager.done("createBooking", artistId=await studio.artist(), **day(1))
    refused = await admin.do("undo", revision=made["revision"])
    assert (refused["__typename"], refused["code"], refused["obstacle"]) == (
        "UndoRefused",
        "CANNOT_UNDO",
        "NOT_YOURS",
    )
    booking_id = made["booking"]["id"]
    await admin.done("updateBooking", id=booking_id, **day(2))
    refused = await manager.do("undo", revision=made["revision"])
    assert refused["obstacle"] == "CHANGED_SINCE"
    assert [booking["id"] for booking in refused["bookings"]] == [booking_id]
    noted = await manager.done("updateBooking", id=booking_id, notes="Red tent")
    refused = await manager.do("undo", revision=noted["revision"])
    assert refused["obstacle"] == "NOTHING_TO_UNDO"


async def test_what_was_done_to_something_else_is_not_undone(
    manager: Mover, studio: Studio
) -> None:
    await studio.artist()
    revision = (await log(studio))[-1].revision
    assert (await manager.do("undo", revision=revision))["obstacle"] == "NOT_A_BOOKING"
    for nothing in (0, -1, revision + 1, 2_000_000_000):
        refused = await manager.do("undo", revision=nothing)
        assert (refused["__typename"], refused["path"]) == ("NotFound", ["revision"])


async def test_what_has_been_taken_meanwhile_stays_taken(manager: Mover, studio: Studio) -> None:
    artist = await studio.artist()
    made = await manager.book(artist, status="CONFIRMED", **day(1))
    moved = await manager.done("updateBooking", id=made["id"], **day(2))
    taken = await manager.book(artist, status="PENCIL", **day(1))
    refused = await manager.do("undo", revision=moved["revision"])
    [refusal] = refused["refusals"]
    assert (refusal["bookingId"], refusal["code"], refusal["inTheWay"]) == (
        made["id"],
        "BOOKING_CONFLICT",
        [taken["id"]],
    )


async def test_who_queued_up_meanwhile_keeps_the_place(manager: Mover, studio: Studio) -> None:
    artist = await studio.artist()
    made = await manager.book(artist, projectId=await studio.project(), **day(1))
    moved = await manager.done("updateBooking", id=made["id"], **day(2))
    newcomer = await manager.book(artist, projectId=await studio.project("Other"), **day(1))
    assert newcomer["holdRank"] == 1
    undone = await manager.done("undo", revision=moved["revision"])
    assert undone["bookings"][0]["holdRank"] == 2
    assert (await manager.see(newcomer["id"]))["holdRank"] == 1


async def test_those_who_go_behind_a_newcomer_keep_their_order(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist()
    works = [await studio.project(name) for name in ("Feature", "Series", "Trailer", "Other")]
    block = [UUID(int=number) for number in (9, 5, 7)]
    for booking, work in zip(block, works, strict=False):
        await manager.book(artist, id=booking, projectId=work, **day(1))
    moved = await manager.done(
        "bulkUpdateBookings", bookings=[{"id": each} for each in block], shiftDays=1
    )
    await manager.book(artist, projectId=works[-1], **day(1))
    await manager.done("undo", revision=moved["revision"])
    assert [(await manager.see(str(each)))["holdRank"] for each in block] == [2, 3, 4]


async def test_an_archived_artist_and_an_ended_project_take_nothing_back(
    manager: Mover, studio: Studio
) -> None:
    artist, project = await studio.artist(), await studio.project()
    made = await manager.book(artist, projectId=project, **day(1))
    ended = await manager.done("releaseBooking", id=made["id"], reason="Not needed")
    await update_project(studio.context(), project, {"status": "completed"})
    refused = await manager.do("undo", revision=ended["revision"])
    assert [each["code"] for each in refused["refusals"]] == ["PROJECT_ENDED"]
    await archive_artist(studio.context(), artist)
    refused = await manager.do("undo", revision=ended["revision"])
    assert [each["code"] for each in refused["refusals"]] == ["ARTIST_ARCHIVED"]


async def test_an_ended_project_takes_no_time_back(manager: Mover, studio: Studio) -> None:
    artist, project = await studio.artist(), await studio.project()
    made = await manager.book(artist, projectId=project, status="CONFIRMED", **day(1))
    shorter = await manager.done("updateBooking", id=made["id"], startTime="2027-03-01T12:00:00Z")
    over = {"status": "completed"}
    await update_project(studio.context(), project, over, confirmed=ConfirmedBookings.KEEP)
    refused = await manager.do("undo", revision=shorter["revision"])
    assert [each["code"] for each in refused["refusals"]] == ["PROJECT_ENDED"]


async def test_a_hold_whose_expiry_has_passed_is_not_brought_back(
    manager: Mover, studio: Studio
) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=0.5)
    made = await manager.book(
        await studio.artist(), expiresAt=soon.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), **day(1)
    )
    pencilled = await manager.done("pencilBooking", id=made["id"])
    while datetime.now(UTC) <= soon:
        await manager.see(made["id"])
    refused = await manager.do("undo", revision=pencilled["revision"])
    assert [each["code"] for each in refused["refusals"]] == ["HOLD_EXPIRED"]


async def test_who_may_not_book_may_not_undo(server: Server, studio: Studio) -> None:
    viewer = await server.client(studio.email(Role.VIEWER))
    query = "mutation { undo(input: {revision: 1}) { __typename } }"
    body = (await viewer.post(query)).json()
    assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"
