"""Fifty people at one calendar, held against the log as a sequential history afterwards.

`make model-soak` runs it long, with OPERATIONS operations.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from domain.roles import Role
from tests.api.conftest import Environ
from tests.factories import Studio
from tests.model.crowd import WEIGHTS, Crowd, Saved
from tests.model.invariants import Ledger, Request, check
from tests.server import Server

OPERATIONS = int(os.environ.get("OPERATIONS", "600"))
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe")
UNLIMITED = {"RATE_LIMIT_ACTOR": "0", "RATE_LIMIT_STUDIO": "0"}


@pytest.mark.timeout(0)  # as long as the number of operations takes
async def test_a_crowd_leaves_a_history_in_which_everybody_was_told_the_truth(
    environ: Environ, studio: Studio
) -> None:
    server = await Server(environ | UNLIMITED).start()
    try:
        crowd = Crowd(
            clients=[
                await server.client(studio.email(role))
                for role in (Role.OWNER, Role.ADMIN, Role.MANAGER)
            ],
            artists=[await studio.artist(f"A{n}", time_zone=ZONES[n % 3]) for n in range(12)],
            projects=[await studio.project(f"P{n}") for n in range(5)],
        )
        await crowd.work(OPERATIONS)
    finally:
        assert await server.stop() == 0
        await server.close()
    print(*sorted(crowd.answers.items()), sep="\n")  # noqa: T201 - shown by `make model-soak`
    assert crowd.faults == []
    ledger = Ledger()
    await ledger.read_on(studio)
    await check(studio.at(datetime.now(UTC)), ledger)
    everybody_was_told_the_truth(crowd.saved, ledger.requests)
    assert len({answer.split()[0] for answer in crowd.answers if "saved" in answer}) == len(WEIGHTS)


def everybody_was_told_the_truth(saved: Sequence[Saved], requests: Sequence[Request]) -> None:
    """What was answered is in the log, and what is in the log was answered to somebody."""
    made = {request.revision: request for request in requests}
    unclaimed = {request.revision for request in requests if request.versions}
    for answer in saved:
        request = made[answer.revision]
        own = answer.versions.keys() & request.versions.keys()
        if not own:
            continue  # it changed nothing, and was told where the log stood
        unclaimed.discard(answer.revision)
        for booking_id in own:
            version = request.versions[booking_id]
            assert answer.versions[booking_id] >= version, "an answer from before the change"
            if (expected := answer.expected.get(booking_id)) is not None:
                assert version in (expected, expected + 1), "an update was lost"
    assert not unclaimed, "somebody's change went through, and nobody was told"
