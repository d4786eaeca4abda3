"""How many operations people and studios may ask for, and how often a sign-in may fail."""

import math
import time
from collections.abc import Callable, Hashable
from ipaddress import IPv6Address

import structlog

from app.throttle import Bucket, Throttle
from domain.actor import Actor, Origin
from domain.errors import RateLimited

log = structlog.get_logger(__name__)

Clock = Callable[[], float]

IPV6_SITE = 64
"""Bits of an IPv6 address that are handed out together: whoever has one address has them all."""


class RateLimits:
    """Counts the operations of each person or API key, and of each studio. 0 a minute: no limit.

    If they are `shared`, other processes count the same.
    """

    def __init__(
        self, *, per_actor: int, per_studio: int, shared: bool, clock: Clock = time.monotonic
    ) -> None:
        self.actors = Throttle(per_actor, shared_as="actor" if shared else None)
        self.studios = Throttle(per_studio, shared_as="studio" if shared else None)
        self.refused = {"actor": 0, "studio": 0}
        self._clock = clock

    def admit(self, actor: Actor) -> None:
        """Count an operation. Raises `RateLimited`, and then does not count it."""
        now = self._clock()
        own = self.actors.bucket(person_of(actor), now)
        studios = self.studios.bucket(actor.tenant_id, now)
        if wait := self.actors.wait(own, now):
            raise self._refuse("You send", "actor", wait, actor)
        if wait := self.studios.wait(studios, now):
            raise self._refuse("Your studio sends", "studio", wait, actor)
        self.actors.take(own, now)
        self.studios.take(studios, now)

    def _refuse(self, who: str, limit: str, wait: float, actor: Actor) -> RateLimited:
        self.refused[limit] += 1
        log.info(
            "rate limited",
            limit=limit,
            tenant_id=str(actor.tenant_id),
            user_id=str(actor.user_id),
        )
        return RateLimited(f"{who} more operations than are allowed in a minute.", _whole(wait))


class FailureLimit:
    """Counts what was refused for want of a good token, by address. 0 a minute: no limit.

    `failures` and `refused` are of all addresses together.
    """

    def __init__(self, per_minute: int, *, clock: Clock = time.monotonic) -> None:
        self.failures = 0
        self.refused = 0
        self._throttle = Throttle(per_minute)
        self._clock = clock

    def check(self, origin: Origin) -> None:
        """Refuse who has failed too often. Raises `RateLimited`."""
        if wait := self._throttle.wait(self._bucket(origin), self._clock()):
            self.refused += 1
            raise RateLimited("Too many sign-ins have failed from your address.", _whole(wait))

    def count(self, origin: Origin) -> None:
        """Remember a failure. One from nowhere, of which there is nobody to tell, is forgotten."""
        self.failures += 1
        if origin.ip is not None:
            self._throttle.take(self._bucket(origin), self._clock())

    def _bucket(self, origin: Origin) -> Bucket:
        return self._throttle.bucket(site_of(origin), self._clock())


def person_of(actor: Actor) -> Hashable:
    """Who counts as one: a person of a studio, or an API key."""
    return actor.tenant_id, actor.key.id if actor.key else actor.user_id


def site_of(origin: Origin) -> Hashable:
    """What counts as one address."""
    if isinstance(origin.ip, IPv6Address):
        return origin.ip.packed[: IPV6_SITE // 8]
    return origin.ip


def _whole(wait: float) -> int:
    return max(1, math.ceil(wait))
