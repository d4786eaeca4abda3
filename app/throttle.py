"""How often something may happen: buckets of tokens, one for each key, refilled evenly."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

WINDOW = 60.0
"""Seconds in which an empty bucket is full again."""


@dataclass(slots=True)
class Bucket:
    """A key's tokens: the instant at which all will be there, and how many others do not know of.

    Instants are in seconds, of a clock that never goes back.
    """

    key: Hashable
    full_at: float = 0.0
    untold: int = 0


class Throttle:
    """Lets each key have `per_minute` tokens a minute, and as many at once; 0: no limit.

    With a name in `shared_as` it keeps account of what to tell others who share the tokens.
    """

    def __init__(
        self, per_minute: int, *, shared_as: str | None = None, most_keys: int = 100_000
    ) -> None:
        self.shared_as = shared_as
        self._cost = WINDOW / per_minute if per_minute else 0.0
        self._most_keys = most_keys
        self._buckets: dict[Hashable, Bucket] = {}
        self._untold: list[Bucket] = []

    def __len__(self) -> int:
        return len(self._buckets)

    def bucket(self, key: Hashable, now: float) -> Bucket:
        """The key's bucket, a full one for a new key."""
        found = self._buckets.get(key)
        if found is None:
            if len(self._buckets) >= self._most_keys:
                self._forget(now)
            found = self._buckets[key] = Bucket(key)
        return found

    def wait(self, bucket: Bucket, now: float) -> float:
        """Seconds until there is a token, 0 where there is one."""
        wait = bucket.full_at - now + self._cost - WINDOW
        return wait if wait > 0 else 0.0

    def take(self, bucket: Bucket, now: float) -> None:
        """Take a token, whether or not there is one."""
        if not self._cost:
            return
        since = bucket.full_at
        bucket.full_at = (max(now, since)) + self._cost
        if self.shared_as:
            if not bucket.untold:
                self._untold.append(bucket)
            bucket.untold += 1

    def hand_over(self) -> Sequence[tuple[Bucket, float]]:
        """What was taken since the last time, in seconds that it takes to refill."""
        used, self._untold = self._untold, []
        told = [(bucket, bucket.untold * self._cost) for bucket in used]
        for bucket in used:
            bucket.untold = 0
        return told

    def learn(self, bucket: Bucket, debt: float, now: float) -> None:
        """Take over how far the bucket is from full, in seconds, by all that was handed over."""
        bucket.full_at = now + debt + bucket.untold * self._cost

    def _forget(self, now: float) -> None:
        """Drop the buckets that are full, and where that leaves too many, the older half."""
        used = [bucket for bucket in self._buckets.values() if bucket.full_at > now]
        self._buckets = {bucket.key: bucket for bucket in used[-self._most_keys // 2 :]}
