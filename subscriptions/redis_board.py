"""The board that server processes share, in Redis: a hash for each studio, which ends by itself.

Nothing waits for a Redis that is away. Meanwhile each process goes by what it was told itself,
and after that by what people say again within a lifetime.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final, TypeVar, cast
from uuid import UUID

import orjson
import structlog
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from domain.errors import TooManySessions
from domain.presence import MOST_OF_A_PERSON, MOST_OF_A_STUDIO, Attention, Presence
from domain.window import Window
from subscriptions.board import Look, MemoryBoard, Seat

log = structlog.get_logger(__name__)

T = TypeVar("T")

CHANNEL: Final = "production-tool:presence"
"""Where the id of a studio is published when its board has changed."""

PATIENCE: Final = 0.5
"""Seconds that Redis gets to answer."""

RESPITE: Final = 1.0
"""Seconds for which Redis is left alone after it did not answer."""

# A seat's field holds when it ends and since when it is there, in milliseconds of Redis's own
# clock, and what it looks at. Fields that have ended go when somebody new comes, and at the latest
# with the whole key.
ENTER: Final = """
local key, seat, attention = KEYS[1], ARGV[1], ARGV[2]
local lifetime, most_of_person, most_of_studio = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ends, since, before = (redis.call('HGET', key, seat) or ''):match('^(%d+) (%d+) (.*)$')
local is_new = not ends or tonumber(ends) <= now
if is_new then
  local person, of_person, of_studio = seat:sub(1, 36), 0, 0
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    if tonumber(fields[i + 1]:match('^%d+') or 0) <= now then
      redis.call('HDEL', key, fields[i])
    else
      of_studio = of_studio + 1
      if fields[i]:sub(1, 36) == person then of_person = of_person + 1 end
    end
  end
  if of_person >= most_of_person or of_studio >= most_of_studio then return -1 end
  since = string.format('%.0f', now)
end
ends = string.format('%.0f', now + lifetime)
redis.call('HSET', key, seat, ends .. ' ' .. since .. ' ' .. attention)
redis.call('PEXPIRE', key, lifetime)
if not is_new and before == attention then return 0 end
redis.call('PUBLISH', ARGV[6], ARGV[7])
return 1
"""

LEAVE: Final = """
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1
"""


class RedisBoard:
    """A board that all processes of one `url` share, and what is nearby while that is away."""

    def __init__(self, url: str, lifetime: float) -> None:
        self.lifetime = lifetime
        self._nearby = MemoryBoard(lifetime)
        self._away_until = 0.0
        self._redis = Redis.from_pool(
            BlockingConnectionPool.from_url(
                url,
                max_connections=10,
                timeout=PATIENCE,
                socket_timeout=PATIENCE,
                socket_connect_timeout=PATIENCE,
                # As in `backend.RedisBackend`, and for the same reasons.
                retry=Retry(NoBackoff(), 0),
                protocol=2,
            )
        )

    async def enter(self, tenant_id: UUID, seat: Seat, attention: Attention) -> bool:
        async def entered() -> int:
            return await self._run(
                ENTER,
                tenant_id,
                _field(seat),
                _written(attention),
                round(self.lifetime * 1000),
                MOST_OF_A_PERSON,
                MOST_OF_A_STUDIO,
                CHANNEL,
                str(tenant_id),
            )

        news_nearby = await self._nearby.enter(tenant_id, seat, attention)
        news = await self._unless_away(entered)
        if news == -1:
            await self._nearby.leave(tenant_id, seat)
            raise TooManySessions
        return news_nearby if news is None else news == 1

    async def leave(self, tenant_id: UUID, seat: Seat) -> bool:
        async def left() -> int:
            return await self._run(LEAVE, tenant_id, _field(seat), CHANNEL, str(tenant_id))

        gone_nearby = await self._nearby.leave(tenant_id, seat)
        news = await self._unless_away(left)
        return gone_nearby if news is None else news == 1

    async def look(self, tenant_id: UUID) -> Look:
        async def read() -> Look:
            async with self._redis.pipeline(transaction=False) as pipe:
                pipe.time()
                pipe.hgetall(_key(tenant_id))
                (seconds, microseconds), fields = await pipe.execute()
            return _look(fields, seconds * 1000 + microseconds // 1000, self.lifetime)

        shared = await self._unless_away(read)
        if shared is not None:
            return shared
        nearby = await self._nearby.look(tenant_id)
        return Look(nearby.present, min(nearby.holds_for, RESPITE))

    async def close(self) -> None:
        await self._redis.aclose()

    async def _run(self, script: str, tenant_id: UUID, *arguments: str | bytes | int) -> int:
        answer = await self._redis.eval(script, 1, _key(tenant_id), *cast("Any", arguments))
        return cast("int", answer)

    async def _unless_away(self, ask: Callable[[], Awaitable[T]]) -> T | None:
        """What Redis answers, or None where it does not."""
        if time.monotonic() < self._away_until:
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                return await ask()
        except Exception as error:  # noqa: BLE001 - without Redis we go by what is nearby
            log.warning("presence is not shared", error=repr(error))
            self._away_until = time.monotonic() + RESPITE
            return None


def _key(tenant_id: UUID) -> str:
    return f"production-tool:presence:{tenant_id}"


def _field(seat: Seat) -> str:
    user_id, session = seat
    return f"{user_id}/{session}"


def _written(attention: Attention) -> bytes:
    window = attention.window
    return orjson.dumps(
        [
            [window.start, window.end] if window else None,
            attention.artist_ids,
            attention.booking_id,
        ]
    )


def _look(fields: dict[bytes, bytes], now: int, lifetime: float) -> Look:
    entries = [entry for entry in _entries(fields) if entry[0] > now]
    present = sorted((presence for _, presence in entries), key=lambda each: each.order)
    ends = min((ends for ends, _ in entries), default=now + lifetime * 1000)
    return Look(present, (ends - now) / 1000)


def _entries(fields: dict[bytes, bytes]) -> Iterator[tuple[int, Presence]]:
    """When each ends, in milliseconds, and what it says."""
    for seat, entry in fields.items():
        try:
            user_id, session = map(UUID, seat.decode().split("/"))
            ends, since, attention = entry.split(b" ", 2)
            came = datetime.fromtimestamp(int(since) / 1000, UTC)
            yield int(ends), Presence(user_id, session, came, _read(attention))
        except Exception as error:  # noqa: BLE001 - another version's perhaps; it hides no other
            log.warning("presence not understood", error=repr(error))


def _read(written: bytes) -> Attention:
    window, artist_ids, booking_id = orjson.loads(written)
    return Attention(
        Window(*map(datetime.fromisoformat, window)) if window else None,
        tuple(map(UUID, artist_ids)),
        UUID(booking_id) if booking_id else None,
    )
