"""Plans: compiled statements, kept for the operations that come again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class PlanCache:
    """The plans used last, `size` of them. What went into a plan has to be in its key."""

    def __init__(self, size: int = 1000) -> None:
        self._size = size
        self._plans: OrderedDict[Hashable, tuple[object, Any]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._plans)

    def get(self, key: Hashable, make: Callable[[], T], *, alive: object = None) -> T:
        """What `make` once made for `key`. `alive` is kept, so that no other gets its id()."""
        found = self._plans.get(key)
        if found is None:
            found = self._plans[key] = (alive, make())
            if len(self._plans) > self._size:
                self._plans.popitem(last=False)
        else:
            self._plans.move_to_end(key)
        made: T = found[1]
        return made
