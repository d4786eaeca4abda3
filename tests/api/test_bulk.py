"""Many bookings at once, over HTTP: all of them, or none."""

import asyncio
import time
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.project import ConfirmedBookings
from domain.roles import Role
from resolvers.artists import archive_artist
from resolvers.projects import update_project
from tests.api.moving import Mover, day
from tests.factories import Studio
from tests.resolvers.records import fold, log, state_of
from tests.server import Server


@pytest.fixture
async def manager(server: Server, studio: Studio) -> Mover:
    return Mover(await server.client(studio.email(Role.MANAGER)))


def all_of(*bookings: dict[str, Any]) -> list[dict[str, str]]:
    return [{"id": booking["id"]} for booking in bookings]


async def back_to_back(mover: Mover, artist: UUID, number: int, **values: Any) -> list[Any]:
    """Confirmed hours, each beginning where the one before ends."""
    times = [
        {
            "startTime": f"2027-03-{1 + hour // 24:02}T{hour % 24:02}:00:00Z",
            "endTime": f"2027-03-{1 + (hour + 1) // 24:02}T{(hour + 1) % 24:02}:00:00Z",
        }
        for hour in range(number)
    ]
    making = (mover.book(artist, status="CONFIRMED", **hour, **values) for hour in times)
    return list(await asyncio.gather(*making))


@pytest.mark.parametrize("minutes", [60, -60, 7 * 24 * 60])
async def test_a_hundred_neighbours_move_on_into_one_anothers_slots(
    manager: Mover, studio: Studio, minutes: int
) -> None:
    project = await studio.project()
    made = await back_to_back(manager, await studio.artist(), 100, projectId=project)
    began = time.monotonic()
    moved = await manager.done("bulkUpdateBookings", bookings=all_of(*made), shiftMinutes=minutes)
    assert time.monotonic() - began < 5
    assert [each["id"] for each in moved["bookings"]] == [each["id"] for each in made]
    assert {each["version"] for each in moved["bookings"]} == {2}
    entries = await log(studio)
    assert [entry.type for entry in entries[-100:]] == ["booking_updated"] * 100
    assert len({entry.request_id for entry in entries[-100:]}) == 1
    assert entries[-1].revision == moved["revision"]
    assert fold(entries) == await state_of(studio)
    shift = (minutes // 60) % 24
    assert moved["bookings"][0]["startTime"].endswith(f"T{shift:02}:00:00Z")


async def test_one_that_cannot_go_along_keeps_all_where_they_are_and_is_named(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist()
    free, blocked = [await manager.book(artist, status="PENCIL", **day(n)) for n in (1, 2)]
    wall = await manager.book(artist, status="CONFIRMED", **day(9))
    gone = await manager.book(artist, **day(3))
    await manager.done("cancelBooking", id=gone["id"], reason="Rain")
    stale = {"id": (await manager.book(artist, **day(4)))["id"], "expectedVersion": 7}
    nobody = str(uuid4())
    before = await log(studio)
    refused = await manager.do(
        "bulkUpdateBookings",
        bookings=[*all_of(free, blocked, gone), stale, {"id": nobody}],
        shiftDays=7,
    )
    assert (refused["__typename"], refused["code"]) == ("BulkRefused", "BULK_REFUSED")
    assert {r["bookingId"]: (r["code"], r["inTheWay"]) for r in refused["refusals"]} == {
        blocked["id"]: ("BOOKING_CONFLICT", [wall["id"]]),
        gone["id"]: ("INVALID_TRANSITION", []),
        stale["id"]: ("STALE_VERSION", []),
        nobody: ("NOT_FOUND", []),
    }
    assert {b["id"] for b in refused["bookings"]} == {
        blocked["id"], wall["id"], gone["id"], stale["id"],
    }  # fmt: skip
    assert await log(studio) == before


async def test_two_that_would_clash_with_each_other_are_both_refused(
    manager: Mover, studio: Studio
) -> None:
    people = [await studio.artist(name) for name in ("Ada", "Bo", "Cy")]
    made = [await manager.book(who, status="PENCIL", **day(1)) for who in people[:2]]
    refused = await manager.do("bulkUpdateBookings", bookings=all_of(*made), artistId=people[2])
    one, other = [booking["id"] for booking in made]
    ways = {refusal["bookingId"]: refusal["inTheWay"] for refusal in refused["refusals"]}
    assert ways == {one: [other], other: [one]}


async def test_holds_take_a_step_together_and_end_for_one_reason(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist()
    holds = [await manager.book(artist, **day(n)) for n in (1, 2, 3)]
    for step, status in (("PENCIL", "PENCIL"), ("CONFIRM", "CONFIRMED")):
        done = await manager.done("bulkUpdateBookings", bookings=all_of(*holds), step=step)
        assert {b["status"] for b in done["bookings"]} == {status}
        assert {b["expiresAt"] for b in done["bookings"]} == {None}
    refused = await manager.do(
        "bulkUpdateBookings", bookings=all_of(*holds), step="RELEASE", reason="Not needed"
    )
    assert {r["code"] for r in refused["refusals"]} == {"INVALID_TRANSITION"}
    done = await manager.done(
        "bulkUpdateBookings", bookings=all_of(*holds), step="CANCEL", reason="Rain"
    )
    assert {(b["endReason"], b["reason"]) for b in done["bookings"]} == {("CANCELLED", "Rain")}


async def test_of_two_holds_of_one_slot_not_both_are_confirmed(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist()
    holds = [await manager.book(artist, **day(1)) for _ in range(2)]
    refused = await manager.do("bulkUpdateBookings", bookings=all_of(*holds), step="CONFIRM")
    assert {r["code"] for r in refused["refusals"]} == {"BOOKING_CONFLICT"}


async def test_better_holds_are_asked_about_and_passed_over_with_a_reason(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist()
    better = await manager.book(artist, projectId=await studio.project(), **day(8))
    made = await manager.book(artist, status="PENCIL", **day(1))
    change = {"bookings": all_of(made), "shiftDays": 7}
    refused = await manager.do("bulkUpdateBookings", **change)
    [refusal] = refused["refusals"]
    assert (refusal["code"], refusal["inTheWay"]) == ("HIGHER_HOLD_EXISTS", [better["id"]])
    done = await manager.done("bulkUpdateBookings", **change, override={"reason": "By phone"})
    assert [warning["code"] for warning in done["warnings"]] == ["HOLDS_OVERRIDDEN"]
    assert done["bookings"][0]["reason"] == "By phone"


async def test_moved_holds_queue_again_in_the_order_they_had(
    manager: Mover, studio: Studio
) -> None:
    artist = await studio.artist()
    works = [await studio.project(name) for name in ("Feature", "Series", "Trailer")]
    first, second, third = [await manager.book(artist, projectId=work, **day(1)) for work in works]
    done = await manager.done(
        "bulkUpdateBookings", bookings=all_of(third, first, second), shiftDays=1
    )
    assert [b["holdRank"] for b in done["bookings"]] == [3, 1, 2]
    [warning] = done["warnings"]
    assert warning["code"] == "HOLD_RANKED"
    assert {b["id"] for b in warning["bookings"]} == {second["id"], third["id"]}


async def test_what_would_change_nothing_leaves_no_trace(manager: Mover, studio: Studio) -> None:
    artist = await studio.artist()
    made = await manager.book(artist, **day(1))
    before = await log(studio)
    done = await manager.done("bulkUpdateBookings", bookings=all_of(made), artistId=artist)
    assert (done["revision"], done["bookings"][0]["version"]) == (before[-1].revision, 1)
    assert await log(studio) == before


async def test_an_ended_project_takes_no_more_time(manager: Mover, studio: Studio) -> None:
    artist, project = await studio.artist(), await studio.project()
    kept = await manager.book(artist, projectId=project, status="CONFIRMED", **day(1))
    free = await manager.book(artist, **day(2))
    over = {"status": "completed"}
    await update_project(studio.context(), project, over, confirmed=ConfirmedBookings.KEEP)
    for move in ({"shiftDays": 7}, {"shiftMinutes": 30}, {"artistId": await studio.artist("Bo")}):
        refused = await manager.do("bulkUpdateBookings", bookings=all_of(kept, free), **move)
        assert [(each["bookingId"], each["code"]) for each in refused["refusals"]] == [
            (kept["id"], "PROJECT_ENDED")
        ]


async def test_an_archived_artist_takes_none(manager: Mover, studio: Studio) -> None:
    gone = await studio.artist("Bo")
    await archive_artist(studio.context(), gone)
    made = await manager.book(await studio.artist(), **day(1))
    refused = await manager.do("bulkUpdateBookings", bookings=all_of(made), artistId=gone)
    assert [r["code"] for r in refused["refusals"]] == ["ARTIST_ARCHIVED"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, None),
        ({"bookings": []}, "bookings"),
        ({"bookings": [{"id": str(uuid4())} for _ in range(501)]}, "bookings"),
        ({"shiftDays": 1, "shiftMinutes": 1}, "shiftMinutes"),
        ({"shiftDays": 2_000_000_000}, "shiftDays"),
        ({"shiftMinutes": 2_000_000_000}, "shiftDays"),
        ({"shiftDays": 1, "step": "CONFIRM"}, "step"),
        ({"step": "CANCEL"}, "reason"),
    ],
)
async def test_input_that_says_nothing_or_too_much_is_refused(
    manager: Mover, values: dict[str, Any], field: str | None
) -> None:
    refused = await manager.do(
        "bulkUpdateBookings", **{"bookings": [{"id": str(uuid4())}], **values}
    )
    assert refused["__typename"] == "InvalidInput"
    assert refused["path"] == ([field] if field else [])


async def test_another_studios_bookings_are_as_good_as_none(
    manager: Mover, studio: Studio, other_studio: Studio
) -> None:
    theirs = await other_studio.book(await other_studio.artist())
    refused = await manager.do("bulkUpdateBookings", bookings=[{"id": theirs}], shiftDays=1)
    [refusal] = refused["refusals"]
    assert (refusal["code"], refusal["message"]) == ("NOT_FOUND", "There is no such booking.")
    assert refused["bookings"] == []


async def test_of_many_who_shift_the_same_block_at_once_all_are_served_in_turn(
    manager: Mover, studio: Studio
) -> None:
    made = await back_to_back(manager, await studio.artist(), 12)
    change = {"bookings": all_of(*made), "shiftMinutes": 60}
    await asyncio.gather(*(manager.done("bulkUpdateBookings", **change) for _ in range(8)))
    now = await manager.see(made[0]["id"])
    assert (now["version"], now["startTime"]) == (9, "2027-03-01T08:00:00Z")


async def test_what_is_selected_of_an_outcome_does_not_depend_on_the_one_before(
    manager: Mover, studio: Studio
) -> None:
    document = """
        mutation Either($input: BulkUpdateBookingsInput!) {
          bulkUpdateBookings(input: $input) {
            ... on BookingsSaved { bookings { id } }
            ... on BulkRefused { bookings { id status artist { name } } }
          }
        }
    """
    artist = await studio.artist(name="Ada")
    moved, fixed = [await manager.book(artist, status="PENCIL", **day(n)) for n in (1, 2)]

    async def shifted(days: int) -> list[Any]:
        wanted = {"bookings": all_of(moved), "shiftDays": days}
        answer = await manager.client.data(document, input=wanted)
        found: list[Any] = answer["bulkUpdateBookings"]["bookings"]
        return sorted(found, key=lambda booking: str(booking["id"]))

    shown = {"status": "PENCIL", "artist": {"name": "Ada"}}
    both = sorted([{"id": each["id"], **shown} for each in (moved, fixed)], key=lambda b: b["id"])
    assert await shifted(1) == both
    assert await shifted(9) == [{"id": moved["id"]}]
    assert await shifted(-8) == both
