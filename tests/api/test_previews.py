"""What a drop would do, asked over HTTP."""

from typing import Any
from uuid import uuid4

import pytest

from domain.roles import Role
from tests.api.moving import REFUSED, Mover, day
from tests.factories import Studio
from tests.server import Server

PREVIEW = """
query Preview($input: PreviewBookingInput!) {
  previewBooking(input: $input) {
    __typename
    ... on BookingPreview {
      startTime endTime startDate endDate holdRank requeued
      conflicts { id } betterHolds { id } warnings { code }
      refusal { __typename ...E }
    }
    ...E
  }
}
"""


@pytest.fixture
async def manager(server: Server, studio: Studio) -> Mover:
    return Mover(await server.client(studio.email(Role.MANAGER)))


async def preview(mover: Mover, **values: Any) -> dict[str, Any]:
    given = {name: str(value) if name.endswith("Id") else value for name, value in values.items()}
    answer: dict[str, Any] = (await mover.client.data(PREVIEW + REFUSED, input=given))[
        "previewBooking"
    ]
    return answer


async def test_a_hold_would_be_a_backup_behind_a_better_one(manager: Mover, studio: Studio) -> None:
    artist = await studio.artist()
    firm = await manager.book(artist, status="CONFIRMED", **day(1))
    better = await manager.book(artist, projectId=await studio.project(), **day(1))
    seen = await preview(manager, artistId=artist, **day(1))
    assert seen == {
        "__typename": "BookingPreview",
        **day(1),
        "startDate": None,
        "endDate": None,
        "holdRank": 2,
        "requeued": False,
        "conflicts": [{"id": firm["id"]}],
        "betterHolds": [{"id": better["id"]}],
        "warnings": [{"code": "BACKUP_HOLD"}, {"code": "HOLD_RANKED"}],
        "refusal": None,
    }


async def test_a_move_that_would_be_refused_says_for_what(manager: Mover, studio: Studio) -> None:
    artist = await studio.artist()
    wall = await manager.book(artist, status="PENCIL", **day(2))
    made = await manager.book(artist, status="CONFIRMED", **day(1))
    seen = await preview(manager, id=made["id"], **day(2))
    assert (seen["requeued"], seen["holdRank"]) == (True, None)
    assert seen["refusal"]["__typename"] == "BookingConflict"
    assert seen["refusal"]["conflicts"] == [{"id": wall["id"]}]
    assert seen["conflicts"] == [{"id": wall["id"]}]
    assert (await manager.see(made["id"]))["version"] == 1


async def test_days_with_somebody_elsewhere_are_that_ones_days(
    manager: Mover, studio: Studio
) -> None:
    made = await manager.book(await studio.artist(), startDate="2027-03-01", endDate="2027-03-02")
    away = await studio.artist("Bo", time_zone="Asia/Tokyo")
    seen = await preview(manager, id=made["id"], artistId=away)
    assert (seen["startDate"], seen["endDate"]) == ("2027-03-01", "2027-03-02")
    assert (seen["startTime"], seen["endTime"]) == (
        "2027-02-28T15:00:00Z",
        "2027-03-02T15:00:00Z",
    )


async def test_a_better_hold_is_passed_over_as_if(manager: Mover, studio: Studio) -> None:
    artist = await studio.artist()
    await manager.book(artist, projectId=await studio.project(), **day(1))
    new = {"artistId": artist, "status": "PENCIL", **day(1)}
    assert (await preview(manager, **new))["refusal"]["__typename"] == "HigherHoldExists"
    seen = await preview(manager, **new, override=True)
    assert (seen["refusal"], seen["warnings"]) == (None, [{"code": "HOLDS_OVERRIDDEN"}])


async def test_what_cannot_be_meant_so_is_refused_at_once(
    manager: Mover, studio: Studio, other_studio: Studio
) -> None:
    artist = await studio.artist()
    seen = [
        await preview(manager, **day(1)),
        await preview(manager, artistId=artist, startDate="2027-03-01"),
        await preview(manager, artistId=uuid4(), **day(1)),
        await preview(manager, artistId=await other_studio.artist(), **day(1)),
        await preview(manager, id=str(uuid4()), **day(1)),
    ]
    assert [(each["__typename"], each["path"]) for each in seen] == [
        ("InvalidInput", ["artistId"]),
        ("InvalidInput", ["startTime"]),
        ("NotFound", ["artistId"]),
        ("NotFound", ["artistId"]),
        ("NotFound", ["id"]),
    ]


async def test_a_preview_goes_along_with_what_is_read(manager: Mover, studio: Studio) -> None:
    made = await manager.book(await studio.artist(), **day(1))
    query = """
    query Both($input: PreviewBookingInput!, $id: ID!) {
      booking(id: $id) { version }
      previewBooking(input: $input) { __typename }
    }
    """
    data = await manager.client.data(query, input={"id": made["id"], **day(2)}, id=made["id"])
    assert data == {
        "booking": {"version": 1},
        "previewBooking": {"__typename": "BookingPreview"},
    }


async def test_who_may_only_read_is_not_told(server: Server, studio: Studio) -> None:
    viewer = await server.client(studio.email(Role.VIEWER))
    body = (await viewer.post(PREVIEW + REFUSED, {"input": {}})).json()
    assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"
