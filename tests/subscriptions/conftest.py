import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from app.embedded.redis import RedisServer
from tests.subscriptions.following import TENANT, Studio


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    with RedisServer() as server:
        yield server


@pytest.fixture
async def studio() -> AsyncIterator[Studio]:
    studio = Studio()
    async with studio.hub:
        yield studio
    assert studio.hub.listeners(TENANT) == 0
    names = {task.get_name() for task in asyncio.all_tasks()}
    assert not names & {"live group", "payload"}
