"""How many tokens there are, and how the processes of a studio share them."""

import asyncio
import random
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import Any

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs
from uuid_utils.compat import uuid7

from app.embedded.redis import RedisServer
from app.rate_limits import FailureLimit, RateLimits
from app.settlement import Settlement
from app.throttle import WINDOW, Throttle
from domain.actor import Actor, ApiKey, Origin
from domain.errors import RateLimited
from domain.roles import Role
from tests.subscriptions.conditions import until


@dataclass
class Hands:
    """A clock whose hands a test moves."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


def drain(throttle: Throttle, now: float, *, key: str = "k", most: int = 10_000) -> int:
    """Take tokens until there are none, and say how many there were."""
    bucket = throttle.bucket(key, now)
    for taken in range(most):
        if throttle.wait(bucket, now):
            return taken
        throttle.take(bucket, now)
    return most


def wait(throttle: Throttle, now: float) -> float:
    return throttle.wait(throttle.bucket("k", now), now)


def take(throttle: Throttle, now: float, *, key: str = "k") -> None:
    throttle.take(throttle.bucket(key, now), now)


def member(**changes: Any) -> Actor:
    return replace(Actor(uuid7(), uuid7(), Role.MANAGER, uuid7()), **changes)


def test_a_minutes_worth_is_there_at_once_and_comes_back_evenly() -> None:
    throttle = Throttle(60)
    assert drain(throttle, 100.0) == 60
    assert wait(throttle, 100.0) == pytest.approx(1.0)
    assert drain(throttle, 110.0) == 10
    assert drain(throttle, 110.0 + WINDOW) == 60
    assert drain(throttle, 110.0, key="somebody else") == 60


def test_over_an_hour_no_more_gets_through_than_the_limit_and_one_burst() -> None:
    throttle, dice, through, now = Throttle(90), random.Random(7), 0, 0.0
    while now < 3600:
        now += dice.expovariate(5)
        if not wait(throttle, now):
            take(throttle, now)
            through += 1
    assert 90 * 60 <= through <= 90 * 61


def test_without_a_limit_nothing_is_counted() -> None:
    throttle = Throttle(0, shared_as="actor")
    assert drain(throttle, 0.0, most=5_000) == 5_000
    assert throttle.hand_over() == []


def test_keys_are_forgotten_once_there_are_too_many_the_full_ones_first() -> None:
    throttle = Throttle(60, most_keys=100)
    for n in range(100):
        take(throttle, 0.0, key=f"old {n}")
    for n in range(30):
        take(throttle, 10.0, key=f"new {n}")
    assert len(throttle) == 30, "one comes when there are too many"
    for n in range(1_000):
        take(throttle, 10.0, key=f"flood {n}")
    assert len(throttle) <= 100


# Whose tokens ------------------------------------------------------------------------------------


def test_people_keys_and_studios_have_limits_of_their_own() -> None:
    limits = RateLimits(per_actor=3, per_studio=5, shared=False, clock=Hands())
    anna = member()
    for _ in range(3):
        limits.admit(anna)
    with pytest.raises(RateLimited, match="You send more") as refused:
        limits.admit(anna)
    assert (refused.value.retry_after, refused.value.facts) == (20, {"retryAfter": 20})
    program = member(
        tenant_id=anna.tenant_id, user_id=anna.user_id, key=ApiKey(uuid7(), frozenset())
    )
    for _ in range(2):
        limits.admit(program)
    with pytest.raises(RateLimited, match="Your studio sends more"):
        limits.admit(member(tenant_id=anna.tenant_id))
    limits.admit(member(user_id=anna.user_id))


def test_what_was_refused_does_not_count() -> None:
    clock = Hands()
    limits = RateLimits(per_actor=60, per_studio=0, shared=False, clock=clock)
    anna = member()
    for _ in range(60):
        limits.admit(anna)
    for _ in range(100):
        with pytest.raises(RateLimited):
            limits.admit(anna)
    clock.now += 1.01
    limits.admit(anna)


def test_failures_count_by_address_and_by_network_where_addresses_are_plenty() -> None:
    limit = FailureLimit(2, clock=Hands())

    def failed(ip: str) -> None:
        origin = Origin(ip_address(ip))
        limit.check(origin)
        limit.count(origin)

    for ip in ("203.0.113.5", "203.0.113.5", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"):
        failed(ip)
    for ip in ("203.0.113.5", "2001:db8::3"):
        with pytest.raises(RateLimited):
            failed(ip)
    failed("203.0.113.6")
    for _ in range(5):
        limit.count(Origin())
        limit.check(Origin())


# Several processes -------------------------------------------------------------------------------


async def test_processes_come_to_one_limit_by_what_redis_adds_up() -> None:
    with RedisServer() as server:
        first, second = (Throttle(600, shared_as="actor") for _ in range(2))
        one, other = (Settlement(server.url, [t]) for t in (first, second))
        for throttle, settlement in ((first, one), (second, other)):
            async with settlement:
                now = asyncio.get_running_loop().time()
                assert drain(throttle, now, most=350) == 350
                await settlement.settle()
        now = asyncio.get_running_loop().time()
        # 700 of 600 are gone, and the second process has learned of it.
        assert wait(second, now) == pytest.approx(10.0, abs=1.0)
        assert wait(first, now) == 0
        take(first, now)
        async with one:
            await one.settle()
        assert wait(first, asyncio.get_running_loop().time()) == pytest.approx(10.0, abs=1.0)
        async with Redis.from_url(server.url) as redis:
            [key] = await redis.keys("*")
            assert key == b"production-tool:rate:actor:k"
            assert 60_000 < await redis.pttl(key) < 71_000


def test_what_is_taken_while_redis_adds_up_is_not_forgotten() -> None:
    throttle = Throttle(60, shared_as="actor")
    take(throttle, 100.0)
    [(bucket, owed)] = throttle.hand_over()
    assert (bucket.key, owed) == ("k", 1.0)
    take(throttle, 100.0)
    throttle.learn(bucket, 30.0, 100.0)
    assert drain(throttle, 100.0) == 29
    assert throttle.hand_over() == [(bucket, 30.0)]


async def test_without_redis_each_process_limits_alone_and_says_so_once() -> None:
    server = RedisServer()
    with server:
        throttle = Throttle(60, shared_as="actor")
        with capture_logs() as logs:
            async with Settlement(server.url, [throttle], every=0.02) as settlement:
                server.stop()
                now = asyncio.get_running_loop().time()
                assert drain(throttle, now, most=30) == 30
                await until(lambda: not settlement.healthy)
                for _ in range(3):
                    take(throttle, now)
                    await until(lambda: not throttle._untold)
                assert drain(throttle, now) == 27
    assert [line["event"] for line in logs] == ["rate limits are not shared"]


async def test_a_check_costs_microseconds() -> None:
    limits = RateLimits(per_actor=10_000_000, per_studio=10_000_000, shared=True)
    people = [member() for _ in range(100)]
    loop = asyncio.get_running_loop()
    best = 1.0
    for _ in range(20):
        began = loop.time()
        for person in people:
            limits.admit(person)
        best = min(best, (loop.time() - began) / len(people))
    assert best < 20e-6
