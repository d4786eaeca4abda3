"""Which mutations take the short way, that they answer what the ordinary one does, and when not."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import asyncpg
import orjson
import pytest

from domain.audit import Deed
from domain.booking import BookingStatus
from domain.roles import Role
from schema.context import RequestContext, Services
from schema.known_mutations import InDoubt
from schema.known_operations import KnownOperations
from schema.root import build_schema
from subscriptions.backend import open_backend
from subscriptions.hub import Hub
from tests.api.documents import CREATE
from tests.factories import Studio
from tests.resolvers.records import log

SCHEMA = build_schema()
SLOT = {"startTime": "2027-03-01T09:00:00Z", "endTime": "2027-03-01T10:00:00Z"}
DAY = '(from: "2027-03-01T00:00:00Z", to: "2027-03-02T00:00:00Z")'

IN_PIECES = f"""
mutation Pieces($input: CreateBookingInput!, $no: Boolean = true) {{
  made: createBooking(input: $input) {{ ...Made type: __typename ... on UserError {{ code }} }}
}}
fragment Made on BookingSaved {{
  booking {{ id holdRank startTime @skip(if: $no) project {{ name }} }}
  theirs: booking {{ status artist {{ name bookings{DAY} {{ id status }} }} }}
  warnings {{ __typename code message }}
  revision
}}
"""
CREATE_ARTIST = """
mutation($input: CreateArtistInput!) {
  createArtist(input: $input) { ... on ArtistSaved { artist { name email } warnings { code } } }
}
"""
CREATE_PHASE = """
mutation($input: CreatePhaseInput!) {
  createPhase(input: $input) { ... on PhaseSaved { phase { name project { name } } revision } }
}
"""
WARNED = """
mutation Warned($input: CreateBookingInput!) {
  createBooking(input: $input) { ... on BookingSaved { warnings { code bookings { id } } } }
}
"""


def context_of(studio: Studio, role: Role = Role.MANAGER) -> RequestContext:
    async def latest(_: Any) -> Mapping[Any, Any]:
        return {}

    actor = studio.actor(role)
    services = Services(studio.db, Hub(open_backend(None), latest))
    return RequestContext(services, actor.request_id, studio.now, actor)


async def short(context: RequestContext, text: str, **variables: Any) -> Any:
    answer = await KnownOperations(SCHEMA).answer(context, text, variables, None)
    return None if answer is None else orjson.loads(answer)


async def ordinary(context: RequestContext, text: str, **variables: Any) -> Any:
    result = await SCHEMA.execute(text, variable_values=variables, context_value=context)
    assert result.errors is None
    return orjson.loads(orjson.dumps(result.data))


def without_ids(answer: Any) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<id>", orjson.dumps(answer).decode())


async def inputs(studio: Studio) -> dict[str, dict[str, Any]]:
    """For each document what it is given, in a studio with a hold on the slot."""
    artist, project = str(await studio.artist()), str(await studio.project())
    await studio.book(await studio.artist("Bo"))
    booking = {"artistId": artist, **SLOT}
    return {
        "a booking": {"text": CREATE, "input": booking | {"projectId": project}},
        "in pieces": {"text": IN_PIECES, "input": booking | {"notes": 'Zoë "Inks" \\'}},
        "by a variable's leave": {"text": IN_PIECES, "input": booking, "no": False},
        "an artist": {
            "text": CREATE_ARTIST,
            "input": {"name": "Grace", "employment": "STAFF", "email": "grace@example.org"},
        },
        "a phase": {"text": CREATE_PHASE, "input": {"projectId": project, "name": "Delivery"}},
    }


@pytest.mark.parametrize(
    "case", ["a booking", "in pieces", "by a variable's leave", "an artist", "a phase"]
)
async def test_what_saves_one_thing_is_answered_as_the_ordinary_way_does(
    studio: Studio, other_studio: Studio, case: str
) -> None:
    mine, theirs = [await inputs(each) for each in (studio, other_studio)]
    answer = await short(context_of(studio), **mine[case])
    assert answer is not None
    assert without_ids(answer) == without_ids(
        await ordinary(context_of(other_studio), **theirs[case])
    )
    assert [entry.type for entry in await log(studio)] == [
        entry.type for entry in await log(other_studio)
    ]


async def test_a_warning_is_answered_the_short_way_unless_its_bookings_are_selected(
    studio: Studio,
) -> None:
    artist = await studio.artist()
    await studio.book(artist, status=BookingStatus.CONFIRMED)
    given = {"artistId": str(artist), **SLOT}
    known = await short(context_of(studio), CREATE, input=given)
    assert [warning["code"] for warning in known["createBooking"]["warnings"]] == ["BACKUP_HOLD"]
    before = await log(studio)
    assert await short(context_of(studio), WARNED, input=given) is None
    assert await log(studio) == before


@pytest.mark.parametrize(
    "text",
    [
        "mutation($input: CreateBookingInput!) { __typename createBooking(input: $input)"
        " { __typename } }",
        "mutation($input: CreateBookingInput!) { a: createBooking(input: $input) { __typename }"
        " b: createBooking(input: $input) { __typename } }",
        "mutation($input: CreateBookingInput!) { createBooking(input: $input)"
        " @skip(if: true) { __typename } }",
        "mutation($input: CreateBookingInput!) { createBooking(input: $input) { nonsense } }",
        "mutation($input: ImportBookingsInput!) { importBookings(input: $input) { __typename } }",
    ],
)
async def test_what_is_no_single_change_takes_the_ordinary_way(studio: Studio, text: str) -> None:
    artist = await studio.artist()
    assert await short(context_of(studio), text, input={"artistId": str(artist), **SLOT}) is None
    assert len(await log(studio)) == 1


@pytest.mark.parametrize("other", [{"artistId": "nonsense"}, {"endTime": SLOT["startTime"]}, {}])
async def test_a_refusal_takes_the_ordinary_way(studio: Studio, other: dict[str, Any]) -> None:
    artist = await studio.artist()
    await studio.book(artist, status=BookingStatus.CONFIRMED)
    before = await log(studio)
    given = {"artistId": str(artist), "status": "CONFIRMED", **SLOT, **other}
    assert await short(context_of(studio), CREATE, input=given) is None
    assert await log(studio) == before


async def test_whoever_is_not_what_they_were_taken_for_changes_nothing(studio: Studio) -> None:
    given = {"artistId": str(await studio.artist()), **SLOT}
    context = context_of(studio, Role.VIEWER)
    assert context.actor is not None
    mistaken = replace(context, actor=replace(context.actor, role=Role.MANAGER))
    assert await short(mistaken, CREATE, input=given) is None
    assert len(await log(studio)) == 1


async def test_what_is_given_up_is_noted_once_and_left_at_that(
    studio: Studio, superuser: asyncpg.Connection
) -> None:
    artist = await studio.artist()
    noted: list[Deed] = []
    context = context_of(studio)
    services = replace(context.services, note=lambda actor, deed, *, at: noted.append(deed))
    async with superuser.transaction():
        await superuser.execute("select from artists where id = $1 for update", artist)
        given = {"artistId": str(artist), **SLOT}
        running = short(replace(context, services=services), CREATE, input=given)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(running, 0.5)
    assert [(deed.action, deed.reason) for deed in noted] == [("createBooking", "CANCELLED")]
    assert len(await log(studio)) == 1


async def test_who_may_not_write_here_takes_the_ordinary_way(studio: Studio) -> None:
    given = {"input": {"artistId": str(await studio.artist()), **SLOT}}
    known = KnownOperations(SCHEMA)
    context = context_of(studio)
    assert await known.answer(context, CREATE, given, None, may_write=False) is None
    assert len(await log(studio)) == 1


@pytest.fixture
async def no_commits(superuser: asyncpg.Connection) -> AsyncIterator[None]:
    """Every commit that records something fails, and counts: a sequence is not rolled back."""
    await superuser.execute(
        """
        create sequence commits;
        grant usage on sequence commits to public;
        create function refuse_commit() returns trigger language plpgsql as $$
        begin
          perform nextval('commits');
          raise exception 'no commits today' using errcode = 'disk_full';
        end
        $$;
        create constraint trigger no_commits after insert on events
          deferrable initially deferred for each row execute function refuse_commit();
        """
    )
    yield
    await superuser.execute("drop trigger no_commits on events; drop function refuse_commit")
    await superuser.execute("drop sequence commits")


async def test_a_commit_that_fails_is_not_tried_another_way(
    studio: Studio, superuser: asyncpg.Connection, no_commits: None
) -> None:
    given = {"name": "Grace", "employment": "STAFF"}
    with pytest.raises(InDoubt):
        await short(context_of(studio), CREATE_ARTIST, input=given)
    assert await superuser.fetchval("select last_value from commits") == 1
    assert await log(studio) == []
