"""From an outline and a request's variables to a plan with its parameters."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from graphql.execution.values import VariableValues

from db.plan import Plan
from domain.visibility import Sight
from schema.compiler.connection import Statement
from schema.compiler.outline import Outline
from schema.compiler.plan import PlanCache
from schema.compiler.statement import StatementCompiler


def prepare(
    plans: PlanCache,
    shape: Hashable,
    alive: object,
    outline: Outline,
    variables: VariableValues,
    *,
    sight: Sight,
    binds: Mapping[str, Any],
    statement_of: Callable[[StatementCompiler], Statement],
) -> tuple[str, list[Any]]:
    """The statement that reads `outline` in this request, with its parameters in order.

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
    parameters = dict(binds)
    for arguments, given in zip(outline.arguments, values, strict=True):
        parameters |= arguments.parameters(given)
    return plan.sql, plan.parameters(parameters)
