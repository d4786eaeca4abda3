"""What artists may do themselves: hold their own time, and give holds up."""

from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from domain.booking import BookingStatus
from tests.api.crew import Crew, gather_crew
from tests.factories import Studio, hours
from tests.server import Client, Server

SAVED = """
  __typename
  ... on BookingSaved {
    booking { id status project { name } artist { name } }
    warnings { code bookings { id notes } }
  }
  ... on UserError { code path }
"""
STALE = "... on StaleVersion { current { ... on Booking { notes } } }"
HOLD = f"mutation($input: CreateBookingInput!) {{ createBooking(input: $input) {{ {SAVED} }} }}"
RELEASE = (
    f"mutation($input: EndBookingInput!) {{ releaseBooking(input: $input) {{ {SAVED} {STALE} }} }}"
)
CANCEL = (
    f"mutation($input: EndBookingInput!) {{ cancelBooking(input: $input) {{ {SAVED} {STALE} }} }}"
)


@pytest.fixture
async def crew(server: Server, studio: Studio, superuser: asyncpg.Connection) -> Crew:
    crew = await gather_crew(server, studio, superuser)
    await crew.let("artists_may_hold", be=True)
    return crew


@pytest.fixture
async def ada(crew: Crew) -> Client:
    return await crew.client("ada")


async def hold(client: Client, artist: UUID, **values: Any) -> Any:
    slot = {"startTime": "2027-03-01T09:00:00Z", "endTime": "2027-03-01T12:00:00Z"}
    given = {"artistId": str(artist), **slot, **values}
    return (await client.data(HOLD, input=given))["createBooking"]


async def end(client: Client, booking: object, how: str = RELEASE, **values: Any) -> Any:
    given = {"id": str(booking), "reason": "I cannot", **values}
    (answer,) = (await client.data(how, input=given)).values()
    return answer


def refusal(answer: Any) -> tuple[str, list[str]]:
    return answer["__typename"], answer["path"]


async def test_artists_hold_their_own_time(crew: Crew, ada: Client) -> None:
    saved = await hold(ada, crew.ada, projectId=str(crew.feature), notes="A wedding")
    assert saved["booking"]["artist"] == {"name": "Ada"}
    assert saved["booking"]["project"] == {"name": "Feature"}
    (backup,) = [w for w in saved["warnings"] if w["code"] == "BACKUP_HOLD"]
    assert backup["bookings"] == [{"id": str(crew.adas), "notes": "between us"}]


@pytest.mark.parametrize("how", [RELEASE, CANCEL])
async def test_artists_give_their_own_holds_up_whether_or_not_they_may_make_any(
    crew: Crew, ada: Client, how: str
) -> None:
    held = await crew.studio.book(crew.ada, **hours(5, 6))
    await crew.let("artists_may_hold", be=False)
    assert (await end(ada, held, how))["booking"]["status"] == "CANCELLED"
    assert (await end(ada, held, how))["__typename"] == "InvalidTransition"


async def test_artists_do_no_more_than_that(crew: Crew, ada: Client) -> None:
    assert refusal(await hold(ada, crew.bo)) == ("Forbidden", ["artistId"])
    for status in ("PENCIL", "CONFIRMED"):
        assert refusal(await hold(ada, crew.ada, status=status)) == ("Forbidden", ["status"])
    assert refusal(await hold(ada, crew.ada, externalId="crm-2")) == ("Forbidden", ["externalId"])
    override = {"reason": "I want to"}
    assert refusal(await hold(ada, crew.ada, override=override)) == ("Forbidden", ["override"])
    assert refusal(await end(ada, crew.bos)) == ("Forbidden", [])
    assert refusal(await end(ada, crew.adas)) == ("Forbidden", [])
    pencil = await crew.studio.book(crew.ada, status=BookingStatus.PENCIL, **hours(5, 6))
    assert refusal(await end(ada, pencil)) == ("Forbidden", [])
    await crew.let("artists_may_hold", be=False)
    assert refusal(await hold(ada, crew.ada)) == ("Forbidden", [])


async def test_what_an_artist_does_not_see_is_not_found(crew: Crew, ada: Client) -> None:
    assert refusal(await hold(ada, uuid4())) == ("NotFound", ["artistId"])
    assert refusal(await hold(ada, crew.ada, projectId=str(crew.series))) == (
        "NotFound",
        ["projectId"],
    )
    phase = await crew.studio.phase(crew.feature, "Not Ada's")
    work = {"projectId": str(crew.feature), "phaseId": str(phase)}
    assert refusal(await hold(ada, crew.ada, **work)) == ("NotFound", ["phaseId"])
    unseen = [crew.bos_ended, uuid4()]
    answers = [await end(ada, booking, expectedVersion=99) for booking in unseen]
    await crew.let("artists_see_busy", be=False)
    answers.append(await end(ada, crew.bos, expectedVersion=99))
    answers.append(await end(ada, crew.bos))
    assert answers == [{"__typename": "NotFound", "code": "NOT_FOUND", "path": ["id"]}] * 4


async def test_a_stale_version_is_told_of_own_holds_only(crew: Crew, ada: Client) -> None:
    held = await crew.studio.book(crew.ada, notes="mine", **hours(5, 6))
    stale = await end(ada, held, expectedVersion=99)
    assert stale["current"] == {"notes": "mine"}
    assert refusal(await end(ada, crew.bos, expectedVersion=99)) == ("Forbidden", [])


async def test_a_hold_sent_again_is_answered_again_while_it_is_seen(
    crew: Crew, ada: Client
) -> None:
    given = {"id": str(uuid4())}
    first = await hold(ada, crew.ada, **given)
    again = await hold(ada, crew.ada, **given)
    assert again["booking"] == first["booking"]
    await crew.change(UUID(given["id"]), artist_id=crew.bo)
    assert (await hold(ada, crew.ada, **given))["booking"]["artist"] == {"name": "Bo"}
    await crew.let("artists_see_busy", be=False)
    assert (await hold(ada, crew.ada, **given))["__typename"] == "IdReused"


async def test_a_viewer_may_not_even_ask(crew: Crew) -> None:
    viewer = await crew.client("viewer")
    body = (await viewer.post(RELEASE, {"input": {"id": str(crew.adas), "reason": "x"}})).json()
    assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"
