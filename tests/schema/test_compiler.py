"""The selection compiler against ordinary resolvers over plain rows: they share no code."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from random import Random
from typing import Any, cast

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strawberry.types import ExecutionResult

from domain.booking import BookingStatus
from domain.event import EventType
from domain.roles import Role
from tests.factories import Studio, hours
from tests.schema.oracle.answer import Answer
from tests.schema.oracle.coverage import Coverage
from tests.schema.oracle.dice import dices
from tests.schema.oracle.operations import Operation, mutations, queries, subscriptions
from tests.schema.oracle.realms import Realm, Server, answered, same
from tests.schema.oracle.worlds import NOW, ROLES, World, make_world, store

DOCUMENTS = 1_150
"""Each is asked three times, with two sets of variables and by two roles."""
WORLDS = 24

# No deadline, since the machine may be busy, and the same operations in every run.
repeatable = settings(deadline=None, derandomize=True, database=None)


@pytest.fixture(scope="session")
async def loop() -> asyncio.AbstractEventLoop:
    """The loop of all that is asynchronous: hypothesis asks from outside of it."""
    return asyncio.get_running_loop()


@pytest.fixture
async def realms(server: Server, superuser: asyncpg.Connection) -> Sequence[Realm]:
    """Many studios side by side in one database. Every other one is damaged."""
    worlds = [make_world(number) for number in range(WORLDS)]
    for number, world in enumerate(worlds):
        await store(superuser, world, ruined=number % 2 == 1)
    return [await Realm.explore(server, world, superuser) for world in worlds]


def test_generated_queries_answer_as_ordinary_resolvers_do(
    realms: Sequence[Realm],
    loop: asyncio.AbstractEventLoop,
    capsys: pytest.CaptureFixture[str],
) -> None:
    coverage = Coverage()

    async def agree(realm: Realm, operation: Operation, role: str, values: int) -> None:
        variables = operation.variables[values]
        result = await realm.ask(operation.text, variables, role)
        if is_too_large(result):
            coverage.too_large += 1
            return
        expected = realm.expected(operation.text, variables, role)
        check(answered(result), expected, operation.text, variables, role)
        short = await realm.ask_the_short_way(operation.text, variables, role)
        if short is not None:
            check(short, expected, operation.text, variables, role)
            coverage.short += 1
        coverage.note(operation, expected, role, values)

    @settings(repeatable, max_examples=DOCUMENTS)
    @given(st.data())
    def every_operation(data: st.DataObject) -> None:
        dice = data.draw(dices())
        realm, role, other = dice.pick(realms), dice.pick(ROLES), dice.pick(ROLES)
        operation = data.draw(queries(realm.arguments(dice.pick(realms))))
        # The plan is cold, then asked for in another shape, then hot.
        for asking in ((role, 0), (other, 1), (role, 0)):
            loop.run_until_complete(agree(realm, operation, *asking))

    every_operation()
    with capsys.disabled():
        print(coverage)  # noqa: T201 - what a reader of the test's output wants to know
    assert len(coverage.operations) > 2_000
    assert coverage.short > coverage.answers * 0.5
    assert coverage.filled > coverage.answers * 0.6
    assert coverage.partial > 10
    assert coverage.too_large < coverage.answers * 0.02
    assert coverage.missing() == []


def test_generated_payloads_answer_as_ordinary_resolvers_do(
    server: Server,
    studio: Studio,
    superuser: asyncpg.Connection,
    loop: asyncio.AbstractEventLoop,
) -> None:
    seen: set[str] = set()
    world = World(Random(0), studio.id, {str(role): who for role, who in studio.members.items()})
    inputs = loop.run_until_complete(arrange(studio.at(NOW)))

    async def agree(operation: Operation, name: str, values: Mapping[str, Any]) -> None:
        variables = {**operation.variables[0], "input": values}
        manager = studio.members[Role.MANAGER]
        context = server.context(studio.id, manager, Role.MANAGER)
        result = await server.ask(operation.text, variables, context)
        if is_too_large(result):
            return
        answer = answered(result)
        realm = await Realm.explore(server, world, superuser)
        payload = realm.referred(answer.data)
        expected = realm.expected(operation.text, variables, "manager", payload)
        check(answer, expected, operation.text, variables, "manager")
        refers_to = answer.data[name].get("current", {}).get("__typename", "")
        seen.add(f"{answer.data[name]['__typename']} {refers_to}".strip())

    @settings(repeatable, max_examples=15)
    @given(st.data())
    def every_payload(data: st.DataObject) -> None:
        realm = Realm(world, server, cast("Any", None))
        for name, values in inputs:
            operation = data.draw(mutations(realm.arguments(realm), name))
            loop.run_until_complete(agree(operation, name, values))

    every_payload()
    assert seen >= {
        "ArtistSaved",
        "BookingSaved",
        "PhaseSaved",
        "ProjectSaved",
        "BookingConflict",
        "HigherHoldExists",
        "NotFound",
        *(f"StaleVersion {kind}" for kind in ("Artist", "Booking", "Phase", "Project")),
    }


async def arrange(studio: Studio) -> list[tuple[str, dict[str, Any]]]:
    """A small schedule, and mutations of it that go through or are refused in every way."""
    artist, project = await studio.artist(), await studio.project()
    phase = await studio.phase(project)
    await studio.book(artist, status=BookingStatus.CONFIRMED, **hours(0, 1))
    await studio.book(artist, status=BookingStatus.PENCIL, project_id=project, **hours(1, 2))
    await studio.book(artist, project_id=project, **hours(3, 5))
    lower = await studio.book(artist, project_id=await studio.project("Other"), **hours(4, 6))
    taken = {key: at.isoformat() for key, at in hours(0, 2).items()}
    held = {key: at.isoformat() for key, at in hours(4, 5).items()}
    times = [
        {"startTime": window["start_time"], "endTime": window["end_time"]}
        for window in (taken, held)
    ]
    stale = {"expectedVersion": 99, "name": "Anybody"}
    return [
        ("createBooking", {"artistId": str(artist), "status": "CONFIRMED", **times[0]}),
        ("createBooking", {"artistId": str(artist), **times[1]}),
        ("createBooking", {"artistId": str(project), **times[1]}),
        ("updateBooking", {"id": str(lower), "notes": 'new "notes" \\u0000'}),
        ("confirmBooking", {"id": str(lower)}),
        ("confirmBooking", {"id": str(lower), "expectedVersion": 99}),
        ("updateArtist", {"id": str(artist), "specialties": ["light"]}),
        ("updateArtist", {"id": str(artist), **stale}),
        ("updateProject", {"id": str(project), "budget": "12.50"}),
        ("updateProject", {"id": str(project), **stale}),
        ("updatePhase", {"id": str(phase), "endDate": "2027-03-09"}),
        ("updatePhase", {"id": str(phase), **stale}),
    ]


def test_generated_subscriptions_answer_as_ordinary_resolvers_do(
    realms: Sequence[Realm], loop: asyncio.AbstractEventLoop
) -> None:
    eventful = [realm for realm in realms if studio_events(realm)]
    kinds: set[str] = set()
    coverage = Coverage()

    async def agree(realm: Realm, operation: Operation, role: str) -> None:
        variables = operation.variables[0]
        answers: list[Answer] = []
        stream = await realm.server.schema.subscribe(
            operation.text, dict(variables), context_value=realm.context(role)
        )
        async with asyncio.timeout(30), aclosing(cast("Any", stream)) as results:
            for event in studio_events(realm, role):
                result = await anext(results)
                if is_too_large(result):
                    return
                answer = answered(result)
                payload = {"studioEvents": event}
                expected = realm.expected(operation.text, variables, role, payload)
                check(answer, expected, operation.text, variables, role)
                kinds.add(event["__typename"])
                coverage.note(operation, answer, role, 0)
                answers.append(answer)
        # Somebody of another role follows the same at the same time.
        roles = (role, ROLES[ROLES.index(role) - 1])
        async with asyncio.timeout(30):
            shown, *_ = await asyncio.gather(
                *(
                    realm.follow_in_a_group(
                        operation.text, variables, each, len(studio_events(realm, each))
                    )
                    for each in roles
                )
            )
        for answer, in_group in zip(answers, shown, strict=False):
            check(in_group, answer, operation.text, variables, role)
        assert all(answer.data is None for answer in answers[len(shown) : len(shown) + 1])

    @settings(repeatable, max_examples=160)
    @given(st.data())
    def every_subscription(data: st.DataObject) -> None:
        dice = data.draw(dices())
        realm, role = dice.pick(eventful), dice.pick(ROLES)
        operation = data.draw(subscriptions(realm.arguments(realm)))
        loop.run_until_complete(agree(realm, operation, role))

    every_subscription()
    assert len(kinds) == len(EventType)
    assert coverage.filled > 300
    assert coverage.features["Booking.artist"] > 20


def studio_events(realm: Realm, role: str = "owner") -> list[dict[str, Any]]:
    """The events that a subscription is to bring somebody of a role, in order."""
    events = sorted(realm.seen(role).of("events"), key=lambda event: event["revision"])
    return [{**event, "__typename": type_of(event["type"])} for event in events]


def type_of(event_type: str) -> str:
    """A type of events as GraphQL calls it. `ArtistArchived` is a refusal."""
    different = {"artist_archived": "ArtistArchivedEvent", "challenge_opened": "HoldChallenged"}
    return different.get(event_type, event_type.title().replace("_", ""))


def is_too_large(result: ExecutionResult) -> bool:
    return bool(result.errors) and any(
        (error.extensions or {}).get("code") == "LIMIT_EXCEEDED" for error in result.errors or ()
    )


def check(answer: Answer, expected: Answer, *asked: Any) -> None:
    assert same(answer, expected), "\n".join(map(str, (*asked, answer, expected)))
