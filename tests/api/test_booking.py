"""Booking an artist as a client does it: over HTTP, in roles, across studios."""

import asyncio
from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.roles import Role
from tests.api.documents import BOOKING, CANCEL, CONFIRM, CREATE, NODE
from tests.api.moving import Mover
from tests.factories import Studio
from tests.server import Client, Server

SLOT = {"startTime": "2027-03-01T09:00:00Z", "endTime": "2027-03-01T18:00:00Z"}


@pytest.fixture
async def manager(server: Server, studio: Studio) -> Client:
    return await server.client(studio.email(Role.MANAGER))


async def create(client: Client, artist: UUID, **values: Any) -> Any:
    given = {"artistId": str(artist), **SLOT, **values}
    return (await client.data(CREATE, input=given))["createBooking"]


async def test_a_clash_is_refused_with_the_bookings_it_clashes_with(
    manager: Client, studio: Studio
) -> None:
    artist = await studio.artist()
    saved = await create(manager, artist, status="CONFIRMED")
    assert saved["__typename"] == "BookingSaved"
    assert saved["booking"]["artist"] == {"id": str(artist), "name": "Änne Berg"}
    assert saved["warnings"] == []
    refused = await create(manager, artist, status="PENCIL")
    assert (refused["__typename"], refused["code"]) == ("BookingConflict", "BOOKING_CONFLICT")
    assert [conflict["id"] for conflict in refused["conflicts"]] == [saved["booking"]["id"]]


async def test_a_hold_over_a_booking_is_taken_and_warned_about(
    manager: Client, studio: Studio
) -> None:
    artist = await studio.artist()
    await create(manager, artist, status="CONFIRMED")
    backup = await create(manager, artist)
    assert backup["__typename"] == "BookingSaved"
    assert [warning["code"] for warning in backup["warnings"]] == ["BACKUP_HOLD"]


async def test_who_may_only_read_is_forbidden_to_book_and_nothing_runs(
    server: Server, studio: Studio
) -> None:
    client = await server.client(studio.email(Role.VIEWER))
    variables = {"input": {"artistId": str(await studio.artist()), **SLOT}}
    answer = await client.post(CREATE, variables)
    body = answer.json()
    assert [error["extensions"]["code"] for error in body["errors"]] == ["FORBIDDEN"]
    assert body.get("data") is None
    booked = await client.data("{ bookings { totalCount } }")
    assert booked["bookings"]["totalCount"] == 0


async def test_one_forbidden_field_refuses_the_whole_operation(
    server: Server, studio: Studio
) -> None:
    client = await server.client(studio.email(Role.VIEWER))
    query = "mutation($i: CreateArtistInput!) { a: createArtist(input: $i) { __typename } }"
    body = (await client.post(query, {"i": {"name": "Nobody"}})).json()
    assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_without_a_token_nothing_but_introspection_is_answered(server: Server) -> None:
    stranger = Client(server, "nonsense")
    assert (await stranger.data("{ __typename __schema { queryType { name } } }"))["__typename"]
    body = (await stranger.post("{ viewer { role } }")).json()
    assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_another_studios_booking_is_as_if_it_did_not_exist_byte_for_byte(
    server: Server, manager: Client, studio: Studio, other_studio: Studio
) -> None:
    booking = (await create(manager, await studio.artist(), status="CONFIRMED"))["booking"]["id"]
    unknown = str(uuid4())
    stranger = await server.client(other_studio.email(Role.OWNER))
    for document in (BOOKING, NODE):
        theirs, nobodys = [await stranger.post(document, {"id": i}) for i in (booking, unknown)]
        assert theirs.content == nobodys.content
        assert (theirs.status_code, nobodys.status_code) == (200, 200)
    for document, extra in ((CONFIRM, {}), (CANCEL, {"reason": "client left"})):
        theirs, nobodys = [
            await stranger.post(document, {"input": {"id": i, **extra}}) for i in (booking, unknown)
        ]
        assert theirs.content == nobodys.content
        assert b"NotFound" in theirs.content
    listed = await stranger.data("{ bookings { totalCount } artists { totalCount } }")
    assert listed == {"bookings": {"totalCount": 0}, "artists": {"totalCount": 0}}


async def test_another_studios_artist_cannot_be_booked(
    server: Server, studio: Studio, other_studio: Studio
) -> None:
    stranger = await server.client(other_studio.email(Role.MANAGER))
    theirs = await create(stranger, await studio.artist())
    nobodys = await create(stranger, uuid4())
    assert theirs == nobodys
    assert (theirs["code"], theirs["path"]) == ("NOT_FOUND", ["artistId"])


@pytest.mark.parametrize("empty", ["artistId", "projectId", "phaseId"])
async def test_an_empty_text_is_no_id_and_clears_nothing(
    manager: Client, studio: Studio, empty: str
) -> None:
    mover = Mover(manager)
    artist, project = await studio.artist(), await studio.project()
    phase = await studio.phase(project)
    work = {"artistId": artist, "projectId": project, "phaseId": phase}
    booking = await mover.book(artist, projectId=project, phaseId=phase, **SLOT)
    answers = [
        await mover.do("createBooking", **{**work, **SLOT, empty: ""}),
        await mover.do("updateBooking", id=booking["id"], **{empty: ""}),
    ]
    assert [(a["__typename"], a["path"]) for a in answers] == [("NotFound", [empty])] * 2
    assert (await mover.see(booking["id"]))["version"] == 1


async def test_a_phase_of_no_project_at_all_is_refused(manager: Client, studio: Studio) -> None:
    document = """mutation($input: CreatePhaseInput!) {
      createPhase(input: $input) { __typename ... on UserError { path } }
    }"""
    answer = await manager.data(document, input={"projectId": "", "name": "Ink"})
    assert answer["createPhase"] == {"__typename": "NotFound", "path": ["projectId"]}


async def test_of_200_simultaneous_bookings_over_http_one_is_saved(
    manager: Client, studio: Studio
) -> None:
    artist = await studio.artist()
    attempts = (create(manager, artist, status="CONFIRMED") for _ in range(200))
    answers = await asyncio.gather(*attempts)
    assert Counter(answer["__typename"] for answer in answers) == {
        "BookingSaved": 1,
        "BookingConflict": 199,
    }
    (winner,) = (a["booking"]["id"] for a in answers if a["__typename"] == "BookingSaved")
    lost = (a["conflicts"] for a in answers if a["__typename"] == "BookingConflict")
    assert {conflict["id"] for conflicts in lost for conflict in conflicts} == {winner}


async def test_of_200_holds_confirmed_at_once_with_an_override_one_is_saved(
    manager: Client, studio: Studio
) -> None:
    artist = await studio.artist()
    holds = [
        await studio.book(artist, project_id=await studio.project(f"Project {number}"))
        for number in range(200)
    ]
    answers = await asyncio.gather(
        *(
            manager.data(
                CONFIRM, input={"id": str(hold), "override": {"reason": "the client signed"}}
            )
            for hold in holds
        )
    )
    kinds = Counter(answer["confirmBooking"]["__typename"] for answer in answers)
    assert kinds == {"BookingSaved": 1, "BookingConflict": 199}


async def test_without_an_override_a_better_hold_keeps_a_later_one_from_being_confirmed(
    manager: Client, studio: Studio
) -> None:
    artist = await studio.artist()
    projects = [str(await studio.project(name)) for name in ("First", "Second")]
    first, second = [await create(manager, artist, projectId=project) for project in projects]
    assert [warning["code"] for warning in second["warnings"]] == ["HOLD_RANKED"]
    confirm = {"id": second["booking"]["id"]}
    refused = (await manager.data(CONFIRM, input=confirm))["confirmBooking"]
    assert refused["code"] == "HIGHER_HOLD_EXISTS"
    rank = "query($id: ID!) { booking(id: $id) { holdRank } }"
    assert (await manager.data(rank, id=second["booking"]["id"]))["booking"]["holdRank"] == 2
    release = "mutation($i: EndBookingInput!) { releaseBooking(input: $i) { __typename } }"
    await manager.data(release, i={"id": first["booking"]["id"], "reason": "client passed"})
    assert (await manager.data(rank, id=second["booking"]["id"]))["booking"]["holdRank"] == 1
    saved = (await manager.data(CONFIRM, input=confirm))["confirmBooking"]
    assert saved["booking"]["status"] == "CONFIRMED"
