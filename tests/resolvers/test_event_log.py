"""The log says all that happened, in the order in which it happened, and nothing about anybody."""

import asyncio
import random
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from db.events import read_on
from domain.booking import BookingStatus
from domain.challenge import ChallengeAnswer
from domain.draft import Draft
from domain.event import EventType
from domain.roles import Role
from domain.split import Cut
from resolvers import artists, holds
from resolvers.bulk import BulkMove
from resolvers.members import remove_member
from tests.factories import Studio, hours
from tests.resolvers.life import USE_CASES, VERBS, Life
from tests.resolvers.records import fold, log, state_of

STEPS = 300
AHEAD = {"expire_booking": timedelta(days=2), "time_out_challenge": timedelta(days=14)}
"""How much later than the others some of them happen."""
ANSWERS = {"answer_challenge": (ChallengeAnswer.RELEASE,)}


def test_a_random_life_knows_every_use_case() -> None:
    assert set(VERBS) == set(USE_CASES)


async def test_the_log_folds_into_the_tables_after_somebody_has_left(studio: Studio) -> None:
    leaver = studio.members[Role.MANAGER]
    await studio.artist(user_id=leaver)
    for name in ("Feature", "Series"):
        await studio.project(name, manager_id=leaver)
    await studio.project("Trailer", manager_id=studio.members[Role.ADMIN])
    await remove_member(studio.context(Role.OWNER), leaver)
    entries = await log(studio)
    assert len(entries) == 7
    assert fold(entries) == await state_of(studio)


@pytest.mark.parametrize("seed", range(4))
async def test_the_log_of_any_life_folds_into_the_tables(studio: Studio, seed: int) -> None:
    life = Life(studio, random.Random(seed), tells=True)
    await life.begin()
    await life.do_everything()
    await life.go_on(STEPS)
    entries = await log(studio)
    assert fold(entries) == await state_of(studio)
    assert [entry.revision for entry in entries] == list(range(1, len(entries) + 1))
    assert {entry.type for entry in entries} == set(EventType)
    assert life.done.total() > STEPS / 4, life.refused


async def test_the_log_of_20_lives_at_once_has_no_gap_and_folds_into_the_tables(
    studio: Studio,
) -> None:
    lives = [Life(studio, random.Random(seed)) for seed in range(20)]
    await lives[0].begin()
    for life in lives:
        life.artists, life.projects, life.phases, life.bookings = (
            lives[0].artists,
            lives[0].projects,
            lives[0].phases,
            lives[0].bookings,
        )
    watching = asyncio.create_task(_watch(studio))
    await asyncio.gather(*(life.go_on(15) for life in lives))
    watching.cancel()
    seen = await asyncio.gather(watching, return_exceptions=True)
    assert isinstance(seen[0], asyncio.CancelledError), seen
    entries = await log(studio)
    assert [entry.revision for entry in entries] == list(range(1, len(entries) + 1))
    assert fold(entries) == await state_of(studio)
    at = {entry.revision: entry.aggregate_id for entry in entries}
    recorded = [
        saved
        for life in lives
        for saved in life.saved
        if at[saved.revision] in {saved.id, *getattr(saved, "ids", ())}
    ]
    requests = {entry.request_id for entry in entries if entry.aggregate_type != "conflict"}
    assert len({saved.revision for saved in recorded}) == len(requests)


async def _watch(studio: Studio) -> None:
    """Read the log again and again: whatever is there stays, and what comes next follows on it."""
    read = 0
    while True:
        page = await read_on(studio.db, studio.actor(), read, 1000)
        revisions = [event.revision for event in page.events]
        assert revisions == list(range(read + 1, page.head.revision + 1))
        read = page.head.revision


async def test_an_event_says_who_did_it_when_and_in_which_request(studio: Studio) -> None:
    ctx = studio.context()
    saved = await artists.create_artist(ctx, {"name": "Bo", "employment": "staff"})
    [entry] = await log(studio)
    assert (entry.aggregate_type, entry.aggregate_id) == ("artist", saved.id)
    assert (entry.actor_id, entry.request_id) == (ctx.actor.user_id, ctx.actor.request_id)
    assert entry.occurred_at == ctx.now


async def test_what_the_clockwork_does_has_no_actor(studio: Studio) -> None:
    booking = await studio.book(await studio.artist())
    tomorrow = studio.at(studio.now + timedelta(days=1)).context()
    clockwork = replace(tomorrow, actor=replace(tomorrow.actor, user_id=None))
    await holds.expire_booking(clockwork, booking)
    assert (await log(studio))[-1].actor_id is None


async def test_a_refused_change_leaves_no_gap(studio: Studio) -> None:
    first = await studio.artist(email="bo@example.org")
    for _ in range(3):
        await asyncio.gather(
            studio.artist(email="bo@example.org"),
            studio.book(first, status=BookingStatus.CANCELLED),
            return_exceptions=True,
        )
    await studio.artist()
    assert [entry.revision for entry in await log(studio)] == [1, 2]


async def test_no_personal_text_ever_enters_the_log(
    studio: Studio, superuser: asyncpg.Connection
) -> None:
    done = set()
    canaries = pairs = 0

    def canary() -> str:
        nonlocal canaries
        canaries += 1
        return f"canary {canaries}"

    async def run(name: str, *args: Any, **values: Any) -> UUID:
        done.add(name)
        later = studio.at(studio.now + AHEAD.get(name, timedelta()))
        role = Role.ADMIN if name == "answer_challenge" else Role.MANAGER
        return (await USE_CASES[name](later.context(role), *args, **values)).id

    def person() -> dict[str, Any]:
        return {"name": canary(), "email": f"{canary().replace(' ', '.')}@example.org"}

    def project_texts() -> dict[str, Any]:
        return {"name": canary(), "client": canary()}

    artist = await run("create_artist", {"employment": "staff", **person()})
    await run("update_artist", artist, person())
    await run("archive_artist", artist)
    await run("restore_artist", artist)
    await run("link_artist", artist, studio.members[Role.ARTIST])
    project = await run("create_project", project_texts())
    await run("update_project", project, project_texts())
    phase = await run("create_phase", project, {"name": canary()})
    await run("update_phase", phase, {"name": canary()})

    def draft(day: int) -> Draft:
        texts: dict[str, Any] = {"notes": canary(), "external_id": canary()}
        return Draft(artist_id=artist, project_id=project, **texts, **hours(0, 1, day=day))

    async def pair() -> tuple[UUID, UUID]:
        """A hold, and one of other work that stands before it."""
        nonlocal pairs
        pairs += 1
        first = await run("create_booking", draft(9 + pairs))
        without_work = replace(draft(9 + pairs), project_id=None)
        return await run("create_booking", without_work), first

    booking = await run("create_booking", draft(0), override=canary())
    changes = {**hours(1, 2), "notes": canary()}
    await run("update_booking", booking, changes, override=canary())
    await run("pencil_booking", booking, reason=canary(), override=canary())
    await run("confirm_booking", booking, override=canary())
    await run("cancel_booking", booking, reason=canary())
    await run("restore_booking", booking, reason=canary())
    await run("release_booking", booking, reason=canary())
    await run("expire_booking", await run("create_booking", draft(1)))
    for ending in ("answer_challenge", "withdraw_challenge", "time_out_challenge"):
        challenge = await run("challenge_hold", *await pair(), reason=canary())
        await run(ending, challenge, *ANSWERS.get(ending, ()))
    await run("extend_hold", (await pair())[0])

    original = await run("create_booking", draft(20))
    copy = await run("duplicate_booking", original, hours(0, 4, day=21), override=canary())
    await run("split_booking", copy, Cut(at=hours(2, 3, day=21)["start_time"]))
    await run("bulk_update_bookings", {original: None}, BulkMove(days=2), override=canary())
    last = (await log(studio))[-1].revision
    await run("undo", last, reason=canary())
    await run("pencil_booking", original)
    await run("hold_booking", original, reason=canary())
    await run("decline_booking", original, reason=canary())

    assert done == set(USE_CASES)
    entries = await superuser.fetch("select events::text as line from events")
    assert len(entries) > len(USE_CASES)
    secrets = ["canary", "Northlight", "of northlight", "@"]
    for (line,) in entries:
        assert [secret for secret in secrets if secret.lower() in line.lower()] == []
    kept = await superuser.fetchval(
        "select count(*) from (select t::text as line from artists t union all"
        " select t::text from projects t union all select t::text from phases t union all"
        " select t::text from bookings t union all select t::text from challenges t union all"
        " select t::text from booking_reasons t) as row where line like '%canary%'"
    )
    assert kept == 31, "the canaries never reached the tables"
