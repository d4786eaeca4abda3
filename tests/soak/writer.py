"""Somebody who books over HTTP, and asks again where an answer is in doubt."""

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from domain.roles import Role
from tests.factories import NINE, Studio
from tests.server import Client, Server
from tests.soak.tally import Tally

SAVED = "{ __typename ... on BookingSaved { booking { version } } ... on UserError { code } }"
CREATE = f"mutation ($input: CreateBookingInput!) {{ done: createBooking(input: $input) {SAVED} }}"
UPDATE = f"mutation ($input: UpdateBookingInput!) {{ done: updateBooking(input: $input) {SAVED} }}"
CANCEL = f"mutation ($input: EndBookingInput!) {{ done: cancelBooking(input: $input) {SAVED} }}"

ATTEMPT_TIMEOUT = 3.0
"""Seconds after which a writer stops waiting for an answer and asks another server."""

LIVES_PER_TOKEN = 100
"""Bookings until a writer signs in again, long before a token expires."""

UNCERTAIN = {"INTERNAL", "TIMEOUT"}
"""Codes that leave open whether it has been done."""

LIFE = 3
"""Events of a booking that is made, moved and cancelled."""


class Refused(AssertionError):
    """A writer was told that what it asked for cannot be."""


class Writer:
    """Makes, moves and cancels bookings of two artists of its own, one hour after the other.

    Every step has to happen once, whatever becomes of the answer: creating by the booking's id,
    which the writer chooses, and what follows by the version it expects.
    """

    def __init__(
        self, servers: Sequence[Server], studio: Studio, artists: Sequence[UUID], tally: Tally
    ) -> None:
        self.studio = studio
        self.artists = artists
        self.finished: list[UUID] = []
        self._servers = list(servers)
        self._tally = tally
        self._hours = 0

    async def write(self, goes_on: Callable[[], bool], *, pause: float) -> None:
        """Write booking after booking, `pause` seconds between the steps."""
        while goes_on():
            client = await self._sign_in()
            for _ in range(LIVES_PER_TOKEN):
                if goes_on():
                    await self._live_through(client, pause)

    async def _sign_in(self) -> Client:
        while True:
            try:
                async with asyncio.timeout(ATTEMPT_TIMEOUT):
                    return await self._servers[0].client(self.studio.email(Role.MANAGER))
            except (httpx.HTTPError, TimeoutError):
                await self._turn_to_another()

    async def _turn_to_another(self) -> None:
        self._servers.append(self._servers.pop(0))
        await asyncio.sleep(0.05)

    async def _live_through(self, client: Client, pause: float) -> None:
        booking, (first, second) = str(uuid4()), random.sample(list(self.artists), 2)
        start = NINE + timedelta(hours=self._hours)
        self._hours += 1
        slot = {
            "startTime": start.isoformat(),
            "endTime": (start + timedelta(minutes=30)).isoformat(),
        }
        created = {"id": booking, "artistId": str(first), "status": "CONFIRMED", **slot}
        await self._ask(client, CREATE, created, leads_to=1)
        await asyncio.sleep(pause)
        moved = {"id": booking, "artistId": str(second), "expectedVersion": 1}
        await self._ask(client, UPDATE, moved, leads_to=2)
        await asyncio.sleep(pause)
        ended = {"id": booking, "reason": "the trial goes on", "expectedVersion": 2}
        await self._ask(client, CANCEL, ended, leads_to=LIFE)
        await asyncio.sleep(pause)
        self.finished.append(UUID(booking))

    async def _ask(self, client: Client, query: str, given: Any, *, leads_to: int) -> None:
        in_doubt = False
        while True:
            answer = await self._attempt(client, query, given)
            match answer:
                case {"__typename": "BookingSaved", "booking": {"version": version}}:
                    if version != leads_to:
                        raise Refused(f"version {version} of {given['id']} where {leads_to} is due")
                    return
                case {"code": "STALE_VERSION"} if in_doubt:
                    return  # the attempt before has done it
                case None:
                    in_doubt = True
                    self._tally.doubts += 1
                    await self._turn_to_another()
                case _:
                    raise Refused(f"{answer} to {given}")

    async def _attempt(self, client: Client, query: str, given: Any) -> Any:
        """What the server answers; None where it may or may not have done it."""
        try:
            async with asyncio.timeout(ATTEMPT_TIMEOUT):
                answer = await client.at(self._servers[0]).post(query, {"input": given})
        except (httpx.TransportError, TimeoutError):
            return None
        body = answer.json()
        if "errors" not in body:
            return body["data"]["done"]
        if {error["extensions"]["code"] for error in body["errors"]} <= UNCERTAIN:
            return None
        raise Refused(f"{body} to {given}")
