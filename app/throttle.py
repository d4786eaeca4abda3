"""How often something may happen: buckets of tokens, one for each key, refilled evenly."""

from collections.abc import Hashable, Mapping

WINDOW = 60.0
"""Seconds in which an empty bucket is full again."""


class Throttle:
    """Lets each key have `per_minute` tokens a minute, and as many at once; 0: no limit.

    Of a bucket it keeps the instant at which it will be full again. `now` is in seconds, of a
    clock that never goes back.
    """

    def __init__(self, per_minute: int, *, most_keys: int = 100_000) -> None:
        self._cost = WINDOW / per_minute if per_minute else 0.0
        self._most_keys = most_keys
        self._full_at: dict[Hashable, float] = {}

    def __len__(self) -> int:
        return len(self._full_at)

    def wait(self, key: Hashable, now: float) -> float:
        """Seconds until there is a token, 0 where there is one."""
        return max(0.0, self._full_at.get(key, 0.0) - now + self._cost - WINDOW)

    def take(self, key: Hashable, now: float) -> None:
        """Take a token, whether or not there is one."""
        if not self._cost:
            return
        self._full_at[key] = max(self._full_at.get(key, 0.0), now) + self._cost
        if len(self._full_at) > self._most_keys:
            self._forget(now)

    def _forget(self, now: float) -> None:
        """Drop the buckets that are full, and where that leaves too many, the older half."""
        used = [(key, full_at) for key, full_at in self._full_at.items() if full_at > now]
        self._full_at = dict(used[-self._most_keys // 2 :])


class SharedThrottle(Throttle):
    """A throttle that several processes share by telling each other afterwards what they took."""

    def __init__(self, name: str, per_minute: int) -> None:
        super().__init__(per_minute)
        self.name = name
        self._taken: dict[Hashable, int] = {}

    def take(self, key: Hashable, now: float) -> None:
        super().take(key, now)
        if self._cost:
            self._taken[key] = self._taken.get(key, 0) + 1

    def hand_over(self) -> Mapping[Hashable, float]:
        """What has been taken since the last time: seconds that it takes to refill, by key."""
        taken, self._taken = self._taken, {}
        return {key: count * self._cost for key, count in taken.items()}

    def learn(self, key: Hashable, debt: float, now: float) -> None:
        """Take over how far the bucket is from full, in seconds, with what all have handed over."""
        self._full_at[key] = now + debt + self._taken.get(key, 0) * self._cost
