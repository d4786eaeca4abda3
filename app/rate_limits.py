"""How many operations people and studios may ask for, and how often a sign-in may fail."""

import math
import time
from collections.abc import Callable, Hashable
from ipaddress import IPv6Address

import structlog

from app.throttle import SharedThrottle, Throttle
from domain.actor import Actor, Origin
from domain.errors import RateLimited

log = structlog.get_logger(__name__)

Clock = Callable[[], float]

IPV6_SITE = 64
"""Bits of an IPv6 address that are handed out together: whoever has one address has them all."""


class RateLimits:
    """Counts the operations of each person or API key, and of each studio. 0 a minute: no limit."""

    def __init__(self, *, per_actor: int, per_studio: int, clock: Clock = time.monotonic) -> None:
        self._actors = SharedThrottle("actor", per_actor)
        self._studios = SharedThrottle("studio", per_studio)
        self._clock = clock

    @property
    def shared(self) -> tuple[SharedThrottle, ...]:
        """What processes have to tell each other."""
        return self._actors, self._studios

    def admit(self, actor: Actor) -> None:
        """Count an operation. Raises `RateLimited`, and then does not count it."""
        now = self._clock()
        studio = actor.tenant_id
        person = studio, actor.key.id if actor.key else actor.user_id
        if wait := self._actors.wait(person, now):
            raise _refused("You send", "actor", wait, actor)
        if wait := self._studios.wait(studio, now):
            raise _refused("Your studio sends", "studio", wait, actor)
        self._actors.take(person, now)
        self._studios.take(studio, now)


class FailureLimit:
    """Counts what was refused for want of a good token, by address. 0 a minute: no limit."""

    def __init__(self, per_minute: int, *, clock: Clock = time.monotonic) -> None:
        self._throttle = Throttle(per_minute)
        self._clock = clock

    def check(self, origin: Origin) -> None:
        """Refuse who has failed too often. Raises `RateLimited`."""
        if wait := self._throttle.wait(_site(origin), self._clock()):
            raise RateLimited("Too many sign-ins have failed from your address.", _whole(wait))

    def count(self, origin: Origin) -> None:
        """Remember a failure."""
        if (site := _site(origin)) is not None:
            self._throttle.take(site, self._clock())


def _site(origin: Origin) -> Hashable:
    if isinstance(origin.ip, IPv6Address):
        return origin.ip.packed[: IPV6_SITE // 8]
    return origin.ip


def _refused(who: str, limit: str, wait: float, actor: Actor) -> RateLimited:
    log.info(
        "rate limited",
        limit=limit,
        tenant_id=str(actor.tenant_id),
        user_id=str(actor.user_id),
    )
    return RateLimited(f"{who} more operations than are allowed in a minute.", _whole(wait))


def _whole(wait: float) -> int:
    return max(1, math.ceil(wait))
