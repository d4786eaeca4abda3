import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 60.0
"""Seconds for anything to come about on a machine that others use too."""


async def eventually(condition: Callable[[], Awaitable[bool]], what: str) -> None:
    """Wait for a condition that has to be asked for. Raises `TimeoutError`, saying `what`."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not await condition():  # noqa: ASYNC110 - conditions here announce nothing
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise TimeoutError(f"waited in vain: {what}") from None
