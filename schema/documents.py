"""Documents as requests bring them: parsed, held against the limits, validated, remembered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    specified_rules,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document
from strawberry.types.execution import ParseOptions

from schema.limits import DEFAULT_LIMITS, Limits, check_document, parse_document
from schema.meter import whole_number
from schema.outline import Outline


@dataclass(frozen=True, eq=False, slots=True)
class Document:
    """A parsed text. Compared by identity, which is what makes it a cheap key of the caches."""

    tree: DocumentNode
    page_variables: frozenset[str]
    operations: int


@lru_cache(maxsize=128)
def read(text: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a document, or remember it. Raises `GraphQLError` as `parse_document` does."""
    tree = parse_document(text, limits)
    operations = sum(isinstance(node, OperationDefinitionNode) for node in tree.definitions)
    return Document(tree, frozenset(Outline.of(tree).page_variables), operations)


def find_errors(
    schema: GraphQLSchema,
    document: Document,
    variables: Mapping[str, Any],
    operation_name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> list[GraphQLError]:
    """Return what forbids a request: refusals, or else the errors of the standard validation.

    Both are remembered, the refusals together with the variables that they depend on.
    """
    pages = {
        name: whole_number(variables[name]) for name in document.page_variables & variables.keys()
    }
    if operation_name is None and document.operations > 1:
        message = "The document has several operations: say which one by `operationName`."
        return [GraphQLError(message, extensions={"code": "BAD_REQUEST"})]
    key = tuple(sorted(pages.items()))
    refusals = _refusals(schema, document, key, operation_name, limits)
    return list(refusals or _validation_errors(schema, document))


@lru_cache(maxsize=1024)
def _refusals(
    schema: GraphQLSchema,
    document: Document,
    pages: tuple[tuple[str, int | None], ...],
    operation_name: str | None,
    limits: Limits,
) -> tuple[GraphQLError, ...]:
    return tuple(check_document(schema, document.tree, dict(pages), operation_name, limits))


@lru_cache(maxsize=128)
def _validation_errors(schema: GraphQLSchema, document: Document) -> tuple[GraphQLError, ...]:
    errors = validate_document(schema, document.tree, tuple(specified_rules))
    for error in errors:
        error.extensions = {"code": "GRAPHQL_VALIDATION_FAILED"}
    return tuple(errors)


class RequestLimits(SchemaExtension):
    """Parses and validates the document of an operation within the limits."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        super().__init__()
        self._limits = limits

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        context.parse_options = cast(
            "ParseOptions",
            {
                "max_lexical_tokens": self._limits.tokens,
                "max_source_length": self._limits.characters,
            },
        )
        refused = None
        try:
            context.graphql_document = read(context.query or "", self._limits).tree
        except GraphQLError as error:
            # Raised from here it would break streaming transports. Strawberry is about to parse
            # with the same options, fails in its proper place, and is given our words for it.
            refused = error
        yield
        if refused:
            for failure in context.pre_execution_errors or ():
                failure.message, failure.extensions = refused.message, refused.extensions

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        context.pre_execution_errors = find_errors(
            context.schema._schema,
            read(context.query or "", self._limits),
            context.variables or {},
            # The name that was given: of several operations Strawberry would take the first.
            context._provided_operation_name,
            self._limits,
        )
        yield
