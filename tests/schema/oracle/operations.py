"""Operations at random, from the schema: valid, and almost all of them within the limits."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_leaf_type,
)
from hypothesis import strategies as st

from tests.schema.oracle.answer import ELSEWHERE, SCHEMA
from tests.schema.oracle.arguments import Arguments
from tests.schema.oracle.dice import Dice
from tests.schema.oracle.inputs import Inputs, Values

Parent = GraphQLObjectType | GraphQLInterfaceType

DIFFERENT = frozenset({"status", "project", "email", "bookings", "reason"})
"""Names that mean something else in every type: side by side in one place they need aliases."""
MOST_ROWS = 10_000
"""What lists in lists may come to, estimated."""


@dataclass(frozen=True)
class Operation:
    """An operation, the values of its variables (two sets), and what it makes use of."""

    text: str
    variables: tuple[Mapping[str, Any], Mapping[str, Any]]
    features: Counter[str]


@dataclass
class Writer:
    """Writes one operation, drawing every decision from hypothesis."""

    dice: Dice
    arguments: Arguments
    inputs: Inputs
    fragments: dict[str, str] = field(default_factory=dict)
    of_type: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    left: int = 15

    @classmethod
    def of(cls, draw: st.DrawFn, arguments: Arguments) -> "Writer":
        dice = Dice(draw)
        return cls(dice, arguments, Inputs(dice))

    @property
    def features(self) -> Counter[str]:
        return self.inputs.features

    def query(self) -> Operation:
        assert SCHEMA.query_type is not None
        roots = [name for name in SCHEMA.query_type.fields if name not in ELSEWHERE]
        chosen = [self.dice.pick(roots) for _ in range(1 + self.dice.roll(3))]
        parts = [self.field(SCHEMA.query_type, name, depth=8, rows=1) for name in chosen]
        if self.dice.chance(20):
            parts.append("__typename")
        self.features["several roots"] += len(chosen) > 1
        return self.operation("query", "{" + " ".join(parts) + "}")

    def mutation(self, name: str) -> Operation:
        """The mutation of that name: its whole payload, and anything of what this refers to."""
        assert SCHEMA.mutation_type is not None
        declared = SCHEMA.mutation_type.fields[name]
        result: Any = get_named_type(declared.type)
        parts = ["__typename", "... on UserError {code message path}"]
        for possible in SCHEMA.get_possible_types(result):
            fields = [self.whole(key, each) for key, each in possible.fields.items()]
            parts.append(f"... on {possible.name} {{{' '.join(fields)}}}")
        self.inputs.definitions.append(f"$input: {declared.args['input'].type}")
        return self.operation("mutation", f"{{{name}(input: $input) {{{' '.join(parts)}}}}}")

    def whole(self, key: str, declared: GraphQLField, rows: int = 50) -> str:
        """A payload's field, with the ids of what it refers to and anything more of it."""
        named = get_named_type(declared.type)
        if key == "warnings":
            assert isinstance(named, GraphQLObjectType)
            inner = self.whole("bookings", named.fields["bookings"], rows=2_500)
            return f"warnings {{code message {inner}}}"
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            return f"{key} {{__typename id}} {key} {self.selection(named, 5, rows)}"
        return key

    def subscription(self) -> Operation:
        """Any part of the events, from the beginning of the log."""
        event = SCHEMA.type_map["StudioEvent"]
        assert isinstance(event, GraphQLInterfaceType)
        of_event = f"{{... on StudioEvent {self.selection(event, 6, 1)}}}"
        return self.operation("subscription", f"{{studioEvents(after: 0) {of_event}}}")

    def operation(self, kind: str, selection: str) -> Operation:
        definitions = f"({', '.join(self.inputs.definitions)})" if self.inputs.definitions else ""
        text = "\n".join([f"{kind} Generated{definitions} {selection}", *self.fragments.values()])
        return Operation(text, self.inputs.values, self.features)

    # Selections ----------------------------------------------------------------------------------

    def selection(self, parent: Parent, depth: int, rows: int, *, apart: bool = False) -> str:
        """What is selected of `parent`; `apart`, beside selections of other types."""
        leaves = [n for n, f in parent.fields.items() if is_leaf_type(get_named_type(f.type))]
        deep = [n for n, f in parent.fields.items() if is_composite_type(get_named_type(f.type))]
        leaves.append("__typename")
        parts = []
        for _ in range(1 + self.dice.roll(4)):
            self.left -= 1
            kind = self.dice.roll(10)
            if kind < 6 and deep and depth > 1 and self.left > 0:
                name = self.dice.pick(deep)
                parts.append(self.field(parent, name, depth=depth, rows=rows, apart=apart))
            elif (kind >= 7 or is_abstract_type(parent)) and depth > 0 and self.left > 0:
                parts.append(self.fragment(parent, depth, rows, apart=apart))
            else:
                parts += [self.leaf(parent, self.dice.pick(leaves), apart=apart) for _ in range(2)]
        return "{" + " ".join(parts) + "}"

    def leaf(self, parent: Parent, name: str, *, apart: bool) -> str:
        self.features[f"{parent.name}.{name}"] += 1
        self.features["__typename"] += name == "__typename"
        alias = ""
        if apart and name in DIFFERENT:
            alias = f"{parent.name}_{name}: "
        elif self.dice.chance(15):
            alias = f"{self.inputs.name('l')}: "
        self.features["alias"] += bool(alias)
        return f"{alias}{name}{self.inputs.condition()}"

    def field(
        self, parent: Parent, name: str, *, depth: int, rows: int, apart: bool = False
    ) -> str:
        declared: GraphQLField = parent.fields[name]
        named = get_named_type(declared.type)
        assert isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
        pair = self.pair(parent, name) if declared.args else ({}, {})
        rows *= items(declared, name, pair)
        if rows > MOST_ROWS:
            return "__typename"
        given = self.inputs.given(f"{parent.name}.{name}", declared.args, pair)
        key = name
        if declared.args or (apart and name in DIFFERENT) or self.dice.chance(15):
            key = self.inputs.name("f")
            self.features["alias"] += 1
        self.features[f"{parent.name}.{name}"] += 1
        self.features["deep"] += depth <= 3
        start = f"{key}: {name}{given}" if key != name else f"{name}{given}"
        written = [
            f"{start}{self.inputs.condition()} {self.selection(named, depth - 1, rows)}"
            for _ in range(2 if self.dice.chance(12) else 1)
        ]
        self.features["merged"] += len(written) > 1
        return " ".join(written)

    def fragment(self, parent: Parent, depth: int, rows: int, *, apart: bool) -> str:
        """A fragment, inline or named, on the type itself, an interface of it, or a type of it."""
        types: list[Parent] = [parent, *parent.interfaces]
        if is_abstract_type(parent):
            types = list(SCHEMA.get_possible_types(parent))
        on = self.dice.pick(types)
        kind = "interface" if isinstance(on, GraphQLInterfaceType) else "object type"
        narrowed = apart or is_abstract_type(parent)
        known = [name for name, most in self.of_type.get(on.name, []) if rows <= most]
        condition = self.inputs.condition()
        if known and not narrowed and self.dice.chance(50):
            self.features["fragment spread again"] += 1
            return f"...{self.dice.pick(known)}{condition}"
        selection = self.selection(on, depth, rows, apart=narrowed)
        if self.dice.chance(50):
            self.features[f"inline fragment on {kind}"] += 1
            return f"... on {on.name}{condition} {selection}"
        name = self.inputs.name("F")
        self.fragments[name] = f"fragment {name} on {on.name} {selection}"
        if not narrowed:
            self.of_type.setdefault(on.name, []).append((name, rows))
        self.features[f"named fragment on {kind}"] += 1
        return f"...{name}{condition}"

    def pair(self, parent: Parent, name: str) -> tuple[Values, Values]:
        """Two sets of a field's arguments, often the same."""
        root = parent is SCHEMA.query_type
        one = self.arguments.of(self.dice, parent.name, name, root=root)
        if self.dice.chance(50):
            return one, one
        return one, self.arguments.of(self.dice, parent.name, name, root=root)


def items(declared: GraphQLField, name: str, pair: tuple[Values, Values]) -> int:
    """About how many items a field may have, for its part in the cost of the operation."""
    if "first" in declared.args:
        return max(values.get("first", 50) or 1 for values in pair)
    if name in ("challenges", "challenging", "rivals", "holdRanks", "reasons"):
        return 5
    return 50 if name in ("bookings", "conflicts", "phases") else 1


@st.composite
def mutations(draw: st.DrawFn, arguments: Arguments, name: str) -> Operation:
    """Operations of one mutation, whose input is the variable `input`."""
    return Writer.of(draw, arguments).mutation(name)


@st.composite
def subscriptions(draw: st.DrawFn, arguments: Arguments) -> Operation:
    """Subscriptions to all events."""
    return Writer.of(draw, arguments).subscription()


@st.composite
def queries(draw: st.DrawFn, arguments: Arguments) -> Operation:
    """Queries with the arguments that a world offers."""
    return Writer.of(draw, arguments).query()
