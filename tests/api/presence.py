"""What clients say and are shown of who is present."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from tests.server import Client, Live

PRESENCE = """
subscription Presence {
  presence { present { user { id name } session since from to artistIds bookingId } }
}
"""
UPDATE = """
mutation Here($input: UpdatePresenceInput!) {
  updatePresence(input: $input) {
    __typename
    ... on PresenceSaved { expiresIn }
    ... on UserError { code path }
  }
}
"""
WEEK = {"from": "2027-03-01T00:00:00Z", "to": "2027-03-08T00:00:00Z"}


@asynccontextmanager
async def renewing(*sessions: tuple[Client, str]) -> AsyncIterator[None]:
    """Clients that stay."""

    async def renew() -> None:
        while True:
            for client, session in sessions:
                await here(client, session)
            await asyncio.sleep(0.1)

    task = asyncio.create_task(renew())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


def fresh() -> str:
    return str(uuid4())


async def update(client: Client, session: str, **seen: Any) -> Any:
    return (await client.data(UPDATE, input={"session": session, **seen}))["updatePresence"]


async def here(client: Client, session: str, **seen: Any) -> None:
    answer = await update(client, session, **seen)
    assert answer["__typename"] == "PresenceSaved", answer


async def leave(client: Client, session: str) -> None:
    assert await update(client, session, leave=True) == {
        "__typename": "PresenceSaved",
        "expiresIn": None,
    }


async def refused(client: Client, **given: Any) -> tuple[str, list[str]]:
    answer = await update(client, given.pop("session", fresh()), **given)
    return answer["code"], answer["path"]


async def shown(live: Live) -> list[Any]:
    """The next list."""
    found: list[Any] = (await live.next())["presence"]["present"]
    return found


async def until_shown(live: Live, *sessions: str) -> list[Any]:
    """The first list that has these sessions and no others."""
    async with asyncio.timeout(15):
        while True:
            present = await shown(live)
            if {each["session"] for each in present} == set(sessions):
                return present


@asynccontextmanager
async def watching(client: Client) -> AsyncIterator[Live]:
    """Somebody who has subscribed, and been shown the first list."""
    async with client.live() as live:
        await live.subscribe(PRESENCE)
        yield live
