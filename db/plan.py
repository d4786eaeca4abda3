"""Statements compiled once, for all the times that they run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ClauseElement
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.sql.compiler import SQLCompiler

_DIALECT = PGDialect_asyncpg()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Plan:
    """A statement as the driver takes it, and where each of its parameters comes from."""

    sql: str
    names: tuple[str, ...]
    constants: Mapping[str, Any]

    @classmethod
    def of(cls, statement: ClauseElement) -> "Plan":
        """Compile `statement` once and for all values."""
        compiled = cast(
            "SQLCompiler",
            statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True}),
        )
        # A parameter without a value here is one that every run brings.
        constants = {name: value for name, value in compiled.params.items() if value is not None}
        return cls(str(compiled), tuple(compiled.positiontup or ()), constants)

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters in the statement's order."""
        return [values[name] if name in values else self.constants[name] for name in self.names]
