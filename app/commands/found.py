"""`found`: makes a studio, and somebody its first owner."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from app.commands.database import connected
from app.commands.embedded_database import at_hand
from app.refusal import Refusal
from app.settings import Settings
from domain.errors import Duplicate, InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrder:
    """What studio to make, and whose."""

    slug: str
    name: str
    time_zone: str
    currency: str
    email: str
    owner_name: str | None


def found(settings: Settings, order: FoundOrder) -> str:
    """Found the studio, and say how its owner comes in. Raises `Refusal`."""
    with at_hand(settings) as ready:
        return asyncio.run(_found(ready, order))


async def _found(settings: Settings, order: FoundOrder) -> str:
    from resolvers.studio import found_studio

    given = {
        "slug": order.slug,
        "name": order.name,
        "time_zone": order.time_zone,
        "currency": order.currency,
    }
    async with connected(settings) as database:
        try:
            founded = await found_studio(
                database,
                given,
                email=order.email,
                owner_name=order.owner_name,
                now=datetime.now(UTC),
            )
        except (InvalidInput, Duplicate) as refused:
            raise Refusal(refused.message) from None
    return (
        f"{founded.name} ({founded.slug}) is founded. It is {order.email}'s, who comes in by"
        " signing in with this address."
    )
