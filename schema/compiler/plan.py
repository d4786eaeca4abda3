"""Plans: compiled statements, kept for the operations that come again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

T = TypeVar("T")

_DIALECT = PGDialect_asyncpg()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Plan:
    """A statement as the driver takes it, and where each of its parameters comes from."""

    sql: str
    names: tuple[str, ...]
    constants: Mapping[str, Any]

    @classmethod
    def of(cls, statement: Select[*tuple[Any, ...]]) -> "Plan":
        """Compile `statement` once and for all values."""
        compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
        # A parameter without a value here is one that every request brings.
        constants = {name: value for name, value in compiled.params.items() if value is not None}
        return cls(str(compiled), tuple(compiled.positiontup or ()), constants)

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters in the statement's order."""
        return [values[name] if name in values else self.constants[name] for name in self.names]


class PlanCache:
    """The plans used last, `size` of them. What went into a plan has to be in its key."""

    def __init__(self, size: int = 1000) -> None:
        self._size = size
        self._plans: OrderedDict[Hashable, tuple[object, Any]] = OrderedDict()

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
