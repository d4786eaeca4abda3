"""Two servers, fifty subscribers and everything that may break, one after the other."""

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.embedded.postgres import EmbeddedPostgres
from tests.soak.cast import READERS
from tests.soak.faults import FAULTS, befall
from tests.soak.ground import Ground, stand
from tests.soak.trial import running

LEAST = 3.0
"""Seconds that a fault lasts: a frozen Redis, as long as the servers need to find out."""


@pytest.fixture
async def ground(postgres: EmbeddedPostgres, tmp_path: Path) -> AsyncIterator[Ground]:
    async with stand(postgres.superuser_url, "production_tool_faults", tmp_path) as ground:
        yield ground


async def test_through_all_faults_every_subscriber_gets_what_the_log_has_once_and_in_order(
    ground: Ground,
) -> None:
    async with running(ground, random.Random(0)) as trial:
        for name in FAULTS:
            await befall(trial, name, LEAST)
    assert trial.tally.checked > 100
    assert trial.tally.reconnects > READERS
