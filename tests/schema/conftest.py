"""The schema over the real database, as the compiler's tests ask it."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from db.session import Database
from schema.context import Services
from schema.known_operations import KnownOperations
from schema.live_operations import LiveOperations
from schema.root import build_schema
from subscriptions.backend import MemoryBackend
from subscriptions.hub import Hub
from tests.desk import new_desk
from tests.schema.oracle.groups import ReadingTogether
from tests.schema.oracle.realms import Server
from tests.schema.oracle.worlds import NOW


@pytest.fixture
async def server(db: Database) -> AsyncIterator[Server]:
    async def nothing_new(_: Any) -> Mapping[Any, Any]:
        return {}

    schema = build_schema()
    async with Hub(MemoryBackend(), nothing_new, poll_every=3600) as hub:
        services = Services(db, hub, new_desk(), clock=lambda: NOW)
        live = LiveOperations(schema, ReadingTogether(hub))
        yield Server(schema, services, KnownOperations(schema), live)
