"""Whether this process can serve, for load balancers and people who watch over it."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from db.session import Database
from subscriptions.hub import Hub

PATIENCE = 5.0
"""Seconds in which the database has to answer."""


class Health:
    """Answers 503 without the database; without the event channel the poll carries on."""

    def __init__(self, db: Database, hub: Hub) -> None:
        self._db = db
        self._hub = hub

    async def check(self, _: Request) -> Response:
        reachable = await self._database_answers()
        return JSONResponse(
            {
                "status": self._status(reachable=reachable),
                "database": "ok" if reachable else "unreachable",
                "events": self._hub.channel,
            },
            200 if reachable else 503,
            {"cache-control": "no-store"},
        )

    def _status(self, *, reachable: bool) -> str:
        if not reachable:
            return "unavailable"
        return "ok" if self._hub.healthy else "degraded"

    async def _database_answers(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._db.is_reachable()
        except TimeoutError:
            return False
