"""How much one request may ask for, decided before anything expensive looks at its document."""

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoFragmentCyclesRule,
    parse,
    validate,
)

from schema.meter import Meter
from schema.outline import Outline


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may ask for at most. A refusal names the limit in camel case."""

    characters: int = 15_000
    tokens: int = 1_000
    aliases: int = 50
    directives: int = 50
    directives_per_node: int = 10
    fragments: int = 50
    root_fields: int = 20
    depth: int = 12  # of nested fields
    introspection_depth: int = 16  # the same, below `__schema` and `__type`
    page_size: int = 200  # the value of `first`, and what an unknown value counts as
    cost: int = 500_000  # values in the answer, lists at their expected size
    expected_items: int = 50  # in a list without `first` whose field does not say otherwise


DEFAULT_LIMITS = Limits()


def refusal(limit: str, found: str, maximum: int) -> GraphQLError:
    """Say which limit a request exceeds, what it has, and what would be allowed."""
    return GraphQLError(
        f"The request exceeds the limit '{limit}': it has {found}, the maximum is {maximum:,}.",
        extensions={"code": "LIMIT_EXCEEDED", "limit": limit, "maximum": maximum},
    )


def parse_document(text: str, limits: Limits = DEFAULT_LIMITS) -> DocumentNode:
    """Read a document. Raises `GraphQLError`: a refusal, or the syntax error."""
    if len(text) > limits.characters:
        raise refusal("characters", f"{len(text):,}", limits.characters)
    try:
        return parse(text, max_lexical_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        # The parser tells these apart from wrong syntax by their words alone.
        if error.message.startswith("Syntax Error: Document contains more than"):
            raise refusal("tokens", "more", limits.tokens) from None
        if error.message.startswith("Syntax Error: Document is nested too deeply"):
            raise refusal("depth", "far more", limits.depth) from None
        raise


def check_document(
    schema: GraphQLSchema,
    document: DocumentNode,
    variables: Mapping[str, Any] | None = None,
    operation_name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> list[GraphQLError]:
    """Return the refusals for a document; to be asked before the standard validation.

    Without an operation name every operation is measured. Fragments in a cycle cannot be measured:
    the document gets the standard error for that.
    """
    outline = Outline.of(document)
    if refusals := _exceeded(
        ("aliases", outline.aliases, limits.aliases),
        ("directives", outline.directives, limits.directives),
        ("directivesPerNode", outline.directives_per_node, limits.directives_per_node),
        ("fragments", len(outline.fragments), limits.fragments),
    ):
        return refusals
    try:
        innermost_first = tuple(TopologicalSorter(outline.spreads).static_order())
    except CycleError:
        return validate(schema, document, [NoFragmentCyclesRule])
    for operation in outline.operations:
        if operation_name in {None, operation.name and operation.name.value}:
            meter = Meter(
                schema,
                operation,
                variables or {},
                unknown_page=limits.page_size,
                expected_items=limits.expected_items,
            )
            for name in innermost_first:
                if fragment := outline.fragments.get(name):
                    meter.learn(fragment)
            measured = meter.measure()
            refusals += _exceeded(
                ("rootFields", measured.fields, limits.root_fields),
                ("depth", measured.depth, limits.depth),
                ("introspectionDepth", measured.introspection_depth, limits.introspection_depth),
                ("pageSize", meter.largest_page, limits.page_size),
            ) or _exceeded(("cost", measured.cost, limits.cost))
    return refusals


def _exceeded(*checks: tuple[str, int, int]) -> list[GraphQLError]:
    return [refusal(limit, f"{found:,}", most) for limit, found, most in checks if found > most]
