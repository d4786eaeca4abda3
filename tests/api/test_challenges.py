"""Challenges between holds as clients make and answer them, over HTTP."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.booking import BookingStatus
from domain.roles import Role
from resolvers.artists import link_artist
from resolvers.booking_steps import release_booking
from resolvers.challenges import withdraw_challenge
from resolvers.expiry import catch_up
from resolvers.holds import extend_hold
from resolvers.projects import update_project
from tests.factories import Studio, hours
from tests.resolvers.records import log, stored
from tests.server import Client, Server

CHALLENGE = """
mutation Challenge($input: ChallengeHoldInput!) {
  challengeHold(input: $input) {
    __typename
    ... on ChallengeSaved { challenge { id status dueAt challenger { id } challenged { id } } }
    ... on UserError { code message path }
  }
}
"""

ANSWER = """
mutation Answer($input: AnswerChallengeInput!) {
  answerChallenge(input: $input) {
    __typename
    ... on ChallengeSaved {
      challenge { status challenger { status isBackup expiresAt } challenged { status } }
    }
    ... on UserError { code message path }
  }
}
"""

WAITING = "{ viewer { challenges { id } } }"


class Rivals:
    """A hold of the manager's project for days, and the admin's challenger over one of them."""

    def __init__(self, studio: Studio, artist: UUID, first: UUID, second: UUID) -> None:
        self.studio = studio
        self.artist = artist
        self.first = first
        self.second = second

    @property
    def challenge(self) -> dict[str, Any]:
        return {"id": str(self.second), "challengedId": str(self.first)}


@pytest.fixture
async def manager(server: Server, studio: Studio) -> Client:
    return await server.client(studio.email(Role.MANAGER))


@pytest.fixture
async def admin(server: Server, studio: Studio) -> Client:
    return await server.client(studio.email(Role.ADMIN))


@pytest.fixture
async def rivals(studio: Studio) -> Rivals:
    artist = await studio.artist(time_zone="Europe/London")
    theirs = await studio.project("Theirs", manager_id=studio.members[Role.MANAGER])
    ours = await studio.project("Ours", manager_id=studio.members[Role.OWNER])
    days = {"start_time": hours(0, 1)["start_time"], "end_time": hours(0, 9, day=4)["end_time"]}
    first = await studio.book(artist, project_id=theirs, notes="All week", **days)
    second = await studio.book(artist, project_id=ours, **hours(0, 9, day=2))
    return Rivals(studio, artist, first, second)


async def challenged(client: Client, rivals: Rivals) -> str:
    answer = (await client.data(CHALLENGE, input=rivals.challenge))["challengeHold"]
    assert answer["__typename"] == "ChallengeSaved", answer
    found: str = answer["challenge"]["id"]
    return found


async def test_a_release_gives_up_the_contested_day_alone_and_confirms_the_challenger(
    manager: Client, admin: Client, rivals: Rivals
) -> None:
    challenge = await challenged(admin, rivals)
    assert (await manager.data(WAITING))["viewer"]["challenges"] == [{"id": challenge}]
    assert (await admin.data(WAITING))["viewer"]["challenges"] == []
    answer = await manager.data(ANSWER, input={"id": challenge, "answer": "RELEASE"})
    saved = answer["answerChallenge"]["challenge"]
    assert saved["status"] == "RELEASED"
    assert saved["challenger"]["status"] == "CONFIRMED"
    assert saved["challenged"]["status"] == "HOLD"
    document = "query($id: ID!) { artist(id: $id) { bookings(%s) { status notes holdRank } } }"
    window = 'from: "2027-03-01T00:00:00Z", to: "2027-03-06T00:00:00Z"'
    calendar = (await manager.data(document % window, id=str(rivals.artist)))["artist"]["bookings"]
    assert calendar == [
        {"status": "HOLD", "notes": "All week", "holdRank": 1},
        {"status": "CONFIRMED", "notes": None, "holdRank": None},
        {"status": "HOLD", "notes": "All week", "holdRank": 1},
    ]


async def test_whoever_confirms_keeps_the_time_and_the_challenger_stays_as_a_backup(
    manager: Client, admin: Client, rivals: Rivals
) -> None:
    challenge = await challenged(admin, rivals)
    answer = await manager.data(ANSWER, input={"id": challenge, "answer": "CONFIRM"})
    saved = answer["answerChallenge"]["challenge"]
    assert (saved["status"], saved["challenged"]["status"]) == ("CONFIRMED", "CONFIRMED")
    assert saved["challenger"]["status"] == "HOLD"
    assert saved["challenger"]["isBackup"] is True
    assert saved["challenger"]["expiresAt"] is not None


async def test_what_a_challenger_has_to_say_is_for_those_who_plan(
    server: Server, manager: Client, admin: Client, rivals: Rivals
) -> None:
    await admin.data(CHALLENGE, input={**rivals.challenge, "reason": "They pay double"})
    document = "query($id: ID!) { booking(id: $id) { challenges { status reason } } }"
    viewer = await server.client(rivals.studio.email(Role.VIEWER))
    for client, reason in ((manager, "They pay double"), (viewer, None)):
        seen = (await client.data(document, id=str(rivals.first)))["booking"]["challenges"]
        assert seen == [{"status": "OPEN", "reason": reason}]


async def test_nobody_answers_their_own_challenge(
    admin: Client, manager: Client, rivals: Rivals
) -> None:
    challenge = await challenged(admin, rivals)
    answer = await admin.data(ANSWER, input={"id": challenge, "answer": "RELEASE"})
    assert answer["answerChallenge"]["code"] == "BEYOND_YOUR_ROLE"


async def test_where_the_owner_is_also_the_challenger_owners_and_admins_are_asked(
    server: Server, manager: Client, admin: Client, rivals: Rivals
) -> None:
    ours = (await stored(rivals.studio, "booking", rivals.second)).project_id
    both = {"manager_id": rivals.studio.members[Role.MANAGER]}
    await update_project(rivals.studio.context(), ours, both)
    owner = await server.client(rivals.studio.email(Role.OWNER))
    for challenger, asked, passed in ((manager, [owner, admin], []), (admin, [owner], [manager])):
        challenge = await challenged(challenger, rivals)
        for client in asked:
            assert (await client.data(WAITING))["viewer"]["challenges"] == [{"id": challenge}]
        for client in (challenger, *passed):
            assert (await client.data(WAITING))["viewer"]["challenges"] == []
            answer = await client.data(ANSWER, input={"id": challenge, "answer": "CONFIRM"})
            assert answer["answerChallenge"]["code"] == "BEYOND_YOUR_ROLE"
        await withdraw_challenge(rivals.studio.context(Role.MANAGER), UUID(challenge))
    challenge = await challenged(manager, rivals)
    answer = await admin.data(ANSWER, input={"id": challenge, "answer": "RELEASE"})
    assert answer["answerChallenge"]["challenge"]["status"] == "RELEASED"
    assert (await owner.data(WAITING))["viewer"]["challenges"] == []


async def test_where_the_owner_does_not_plan_owners_and_admins_are_asked(
    server: Server, manager: Client, admin: Client, rivals: Rivals
) -> None:
    theirs = (await stored(rivals.studio, "booking", rivals.first)).project_id
    artist = {"manager_id": rivals.studio.members[Role.ARTIST]}
    await update_project(rivals.studio.context(), theirs, artist)
    challenge = await challenged(manager, rivals)
    assert (await admin.data(WAITING))["viewer"]["challenges"] == [{"id": challenge}]
    assert (await manager.data(WAITING))["viewer"]["challenges"] == []


async def test_a_pair_has_one_open_challenge_and_a_confirmed_booking_none(
    admin: Client, rivals: Rivals
) -> None:
    await challenged(admin, rivals)
    again = (await admin.data(CHALLENGE, input=rivals.challenge))["challengeHold"]
    assert again["code"] == "DUPLICATE"
    taken = await rivals.studio.book(
        rivals.artist, status=BookingStatus.CONFIRMED, override="x", **hours(0, 9, day=7)
    )
    hold = await rivals.studio.book(rivals.artist, **hours(0, 9, day=7))
    refused = await admin.data(CHALLENGE, input={"id": str(hold), "challengedId": str(taken)})
    assert refused["challengeHold"]["code"] == "INVALID_TRANSITION"
    assert refused["challengeHold"]["path"] == ["challengedId"]


async def test_another_studios_challenge_is_as_if_it_did_not_exist(
    server: Server, admin: Client, rivals: Rivals, other_studio: Studio
) -> None:
    challenge = await challenged(admin, rivals)
    stranger = await server.client(other_studio.email(Role.OWNER))
    unknown = str(UUID(int=7))
    for document, extra in (
        (ANSWER, {"answer": "RELEASE"}),
        (CHALLENGE, {"challengedId": unknown}),
    ):
        own = challenge if document is ANSWER else str(rivals.second)
        theirs, nobodys = [
            await stranger.post(document, {"input": {"id": i, **extra}}) for i in (own, unknown)
        ]
        assert theirs.content == nobodys.content
        assert b"NotFound" in theirs.content


async def test_what_nobody_answers_is_released_by_the_clockwork_and_the_challenger_confirmed(
    admin: Client, rivals: Rivals
) -> None:
    studio = rivals.studio
    await let_it_live(studio, rivals)
    await challenged(admin, rivals)
    late = studio.now + timedelta(days=14)
    await catch_up(studio.db, lambda tenant, revision: None, now=late)
    assert (await stored(studio, "booking", rivals.second)).status == "confirmed"
    kept = await stored(studio, "booking", rivals.first)
    assert (kept.status, kept.end_time) == ("hold", hours(-9, 0, day=2)["start_time"])
    ends = [entry.facts["status"] for entry in await log(studio) if entry.type == "challenge_ended"]
    assert ends == ["timed_out"]


async def let_it_live(studio: Studio, rivals: Rivals) -> None:
    """Let the challenged hold live on until its challenge is due."""
    row = await stored(studio, "booking", rivals.first)
    await update_project(studio.context(), row.project_id, {"hold_expiry_hours": 0})
    await extend_hold(studio.context(), rivals.first)


EVENTS = """
subscription($projectIds: [ID!], $artistIds: [ID!]) {
  bookingEvents(after: 0, projectIds: $projectIds, artistIds: $artistIds) {
    __typename
    ... on HoldChallenged { challenge { id status } }
    ... on ChallengeEnded { challengeId outcome }
    ... on HoldPromoted { bookingId rank previousRank booking { holdRank } }
    ... on BookingConfirmed { bookingId }
  }
}
"""


async def heard(client: Client, until: str, **filters: Any) -> list[dict[str, Any]]:
    """What a board is told of, up to the first event of a type, but for the bookings made."""
    found: list[dict[str, Any]] = []
    async with client.live() as live:
        await live.subscribe(EVENTS, **filters)
        while not found or found[-1]["__typename"] != until:
            event = (await live.next())["bookingEvents"]
            if event["__typename"] != "BookingCreated":
                found.append(event)
    return found


async def test_both_boards_and_the_artists_calendar_hear_of_a_challenge_and_its_end(
    manager: Client, admin: Client, rivals: Rivals
) -> None:
    challenge = await challenged(admin, rivals)
    await manager.data(ANSWER, input={"id": challenge, "answer": "RELEASE"})
    projects = [
        str((await stored(rivals.studio, "booking", booking)).project_id)
        for booking in (rivals.first, rivals.second)
    ]
    ended = {"__typename": "ChallengeEnded", "challengeId": challenge, "outcome": "RELEASED"}
    for filters in ({"projectIds": projects[:1]}, {"projectIds": projects[1:]}):
        events = await heard(manager, "ChallengeEnded", **filters)
        told = [event for event in events if "Challenge" in event["__typename"]]
        assert told[0]["challenge"] == {"id": challenge, "status": "RELEASED"}
        assert told[-1] == ended
    events = await heard(manager, "ChallengeEnded", artistIds=[str(rivals.artist)])
    confirmed = {"__typename": "BookingConfirmed", "bookingId": str(rivals.second)}
    assert confirmed in events
    assert events[-1] == ended


async def test_an_artist_hears_what_becomes_of_their_holds_and_of_no_challenge(
    server: Server, manager: Client, admin: Client, rivals: Rivals
) -> None:
    studio = rivals.studio
    member = studio.members[Role.ARTIST]
    await link_artist(studio.context(Role.ADMIN), rivals.artist, member)
    await challenged(admin, rivals)
    other = await studio.artist("Ada")
    gone = await studio.book(other)
    await studio.book(other, project_id=await studio.project("Third"))
    await release_booking(studio.context(), gone, reason="Rain")
    third = await studio.book(rivals.artist, **hours(0, 1, day=2))
    await release_booking(studio.context(), rivals.second, reason="Rain")
    artist = await server.client(studio.email(Role.ARTIST))
    (first, *_) = [
        event
        for event in await heard(artist, "HoldPromoted")
        if event["__typename"] in ("HoldPromoted", "HoldChallenged", "ChallengeEnded")
    ]
    assert (first["__typename"], first["bookingId"]) == ("HoldPromoted", str(third))
