"""From an outline and a request's variables to a plan with its parameters."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql.execution.values import VariableValues

from db.plan import Plan
from domain.visibility import Sight
from schema.compiler.connection import Statement
from schema.compiler.outline import Outline
from schema.compiler.plan import PlanCache
from schema.compiler.statement import StatementCompiler


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement with the parameters that an operation gives it: the others are a request's."""

    plan: Plan
    given: Mapping[str, Any]

    def with_binds(self, binds: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The statement, and all of its parameters in order."""
        return self.plan.sql, self.plan.parameters({**binds, **self.given})


def prepare(
    plans: PlanCache,
    shape: Hashable,
    alive: object,
    outline: Outline,
    variables: VariableValues,
    *,
    sight: Sight,
    statement_of: Callable[[StatementCompiler], Statement],
) -> Prepared:
    """The statement that reads `outline` with such variables.

    `shape` stands for the outline among the plans; sight and the shape of the arguments complete
    the key; `alive` is whatever has its id() in there. Raises `GraphQLError` and `InvalidInput`
    for arguments that are not good.
    """
    values = [arguments.values(variables) for arguments in outline.arguments]
    signatures = tuple(
        arguments.signature(given)
        for arguments, given in zip(outline.arguments, values, strict=True)
    )
    plan = plans.get(
        (shape, sight, signatures),
        lambda: Plan.of(statement_of(StatementCompiler(outline, values, sight))),
        alive=alive,
    )
    parameters: dict[str, Any] = {}
    for arguments, given in zip(outline.arguments, values, strict=True):
        parameters |= arguments.parameters(given)
    return Prepared(plan, parameters)
