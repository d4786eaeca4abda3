"""What a run of generated operations has covered, so that it cannot pass by asking for nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    is_input_object_type,
    is_object_type,
)

from tests.schema.oracle.answer import SCHEMA, Answer
from tests.schema.oracle.operations import ELSEWHERE, Operation
from tests.schema.oracle.realms import is_filled

LANGUAGE = (
    "alias",
    "merged",
    "several roots",
    "deep",
    "__typename",
    "inline fragment on object type",
    "inline fragment on interface",
    "named fragment on object type",
    "named fragment on interface",
    "fragment spread again",
    "@include with literal",
    "@include with variable",
    "@skip with literal",
    "@skip with variable",
    "variable",
    "variable with default",
    "variable null",
    "variable left out",
)


@dataclass
class Coverage:
    """Counts answers, and of those that are not empty what their operations make use of."""

    answers: int = 0
    filled: int = 0
    with_errors: int = 0
    partial: int = 0
    too_large: int = 0
    short: int = 0
    """Answers that known operations gave too."""
    documents: set[str] = field(default_factory=set)
    operations: set[tuple[str, str, int]] = field(default_factory=set)
    roles: Counter[str] = field(default_factory=Counter)
    features: Counter[str] = field(default_factory=Counter)

    def note(self, operation: Operation, answer: Answer, role: str, values: int) -> None:
        """Count an answer that was equal on both sides, to the operation with these `values`."""
        self.documents.add(operation.text)
        self.operations.add((operation.text, role, values))
        self.answers += 1
        self.with_errors += bool(answer.errors)
        self.partial += bool(answer.errors) and answer.data is not None
        if is_filled(answer.data):
            self.filled += 1
            self.roles[role] += 1
            self.features.update(+operation.features)

    def missing(self) -> list[str]:
        """What hardly any non-empty answer had to do with."""
        scarce = [f for f in LANGUAGE if self.features[f] < 50]
        return scarce + [f for f in everything() if self.features[f] < 2]

    def __str__(self) -> str:
        seen = ", ".join(f"{name} {self.features[name]}" for name in LANGUAGE)
        of_schema = len(set(everything()) & set(self.features))
        return (
            f"\n{len(self.documents):,} documents asked as {len(self.operations):,} operations (by"
            f" role, with variables), {self.answers:,} answers, of these"
            f" {self.filled:,} not empty, {self.with_errors:,} with errors ({self.partial:,} beside"
            f" data); {self.too_large:,} over a limit\n{seen}\n"
            f"{of_schema} fields and arguments; roles {dict(self.roles)}"
        )


def everything() -> Iterator[str]:
    """Every field and argument that a query can reach."""
    seen: set[str] = set()
    waiting: list[GraphQLObjectType] = [SCHEMA.query_type] if SCHEMA.query_type else []
    while waiting:
        parent = waiting.pop()
        for name, declared in parent.fields.items():
            if parent is SCHEMA.query_type and name in ELSEWHERE:
                continue
            if parent is not SCHEMA.query_type or declared.args:
                yield f"{parent.name}.{name}"
            yield from arguments_of(parent, name, declared)
            below = get_named_type(declared.type)
            if is_object_type(below) and below.name not in seen:
                seen.add(below.name)
                waiting.append(below)


def arguments_of(parent: GraphQLObjectType, name: str, declared: GraphQLField) -> Iterator[str]:
    for key, argument in declared.args.items():
        yield f"{parent.name}.{name}({key})"
        named = get_named_type(argument.type)
        if is_input_object_type(named):
            yield from (f"{named.name}.{member}" for member in named.fields)
