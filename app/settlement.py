"""How server processes come to one rate limit: by adding up in Redis what each has let through."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any, NoReturn, Self

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from app.throttle import Bucket, Throttle

log = structlog.get_logger(__name__)

EVERY = 1.0  # seconds
PATIENCE = 1.0  # seconds that Redis gets to answer
BATCH = 1_000  # keys that one script may keep Redis busy with

# A bucket's key holds when it will be full, in microseconds of Redis's own clock, and goes then.
# Each amount is what it takes to refill what was taken; the answers say how far each is from full.
ADD_UP = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local debts = {}
for i, key in ipairs(KEYS) do
  local full_at = math.max(tonumber(redis.call('GET', key) or '0'), now) + tonumber(ARGV[i])
  local debt = full_at - now
  redis.call('SET', key, string.format('%.0f', full_at), 'PX', math.ceil(debt / 1000))
  debts[i] = debt
end
return debts
"""


class Settlement:
    """Settles throttles with the other processes in the background, within an `async with`.

    Nothing waits for it. While Redis is away each process goes by what it has seen itself.
    """

    def __init__(self, url: str, throttles: Sequence[Throttle], *, every: float = EVERY) -> None:
        self.healthy = True
        self._redis = Redis.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
        )
        self._throttles = throttles
        self._every = every
        self._task: asyncio.Task[NoReturn] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._settle_again_and_again(), name="settlement")
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task
        self._task.cancel()
        await asyncio.wait([self._task])
        await self._redis.aclose()

    async def _settle_again_and_again(self) -> NoReturn:
        while True:
            await asyncio.sleep(self._every)
            try:
                async with asyncio.timeout(PATIENCE):
                    await self.settle()
            except Exception as error:  # noqa: BLE001 - without Redis each process limits alone
                if self.healthy:
                    log.warning("rate limits are not shared", error=repr(error))
                self.healthy = False

    async def settle(self) -> None:
        """Tell what was let through since the last time, and learn what the others have."""
        owed = [
            (throttle, bucket, amount)
            for throttle in self._throttles
            for bucket, amount in throttle.hand_over()
        ]
        for start in range(0, len(owed), BATCH):
            batch = owed[start : start + BATCH]
            names = [_name(throttle, bucket) for throttle, bucket, _ in batch]
            amounts = [round(amount * 1_000_000) for *_, amount in batch]
            debts: Any = await self._redis.eval(ADD_UP, len(batch), *names, *amounts)
            now = time.monotonic()
            for (throttle, bucket, _), debt in zip(batch, debts, strict=True):
                throttle.learn(bucket, debt / 1_000_000, now)
        if owed and not self.healthy:
            log.info("rate limits are shared again")
            self.healthy = True


def _name(throttle: Throttle, bucket: Bucket) -> str:
    key = bucket.key if isinstance(bucket.key, tuple) else (bucket.key,)
    return ":".join(("production-tool:rate", str(throttle.shared_as), *map(str, key)))
