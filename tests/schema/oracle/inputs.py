"""Arguments and variables as an operation writes them, with two sets of the variables' values."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLInputField,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)

from tests.schema.oracle.dice import Dice

Values = Mapping[str, Any]
ABSENT = object()


@dataclass
class Inputs:
    """The variables of one operation, and everything that may be one."""

    dice: Dice
    features: Counter[str] = field(default_factory=Counter)
    definitions: list[str] = field(default_factory=list)
    values: tuple[dict[str, Any], dict[str, Any]] = field(default_factory=lambda: ({}, {}))
    names: Iterator[int] = field(default_factory=count)

    def name(self, letter: str) -> str:
        """A name that nothing else of the operation has."""
        return f"{letter}{next(self.names)}"

    def condition(self) -> str:
        """Now and then, `@include` or `@skip`."""
        if not self.dice.chance(12):
            return ""
        directive = self.dice.pick(["include", "skip"])
        if self.dice.chance(35):
            self.features[f"@{directive} with literal"] += 1
            return f" @{directive}(if: {self.dice.pick(['true', 'false'])})"
        self.features[f"@{directive} with variable"] += 1
        name = self.name("b")
        first, second = self.dice.pick([(True, True), (True, False), (False, True)])
        if self.dice.chance(30):
            self.definitions.append(f"${name}: Boolean! = {json.dumps(first)}")
        else:
            self.definitions.append(f"${name}: Boolean!")
            self.values[0][name] = first
        self.values[1][name] = second
        return f" @{directive}(if: ${name})"

    def given(
        self,
        of_field: str,
        declared: Mapping[str, GraphQLArgument],
        pair: tuple[Values, Values],
    ) -> str:
        """A field's arguments as they are written."""
        parts = []
        for key, argument in declared.items():
            values = pair[0].get(key, ABSENT), pair[1].get(key, ABSENT)
            if values != (ABSENT, ABSENT):
                self.features[f"{of_field}({key})"] += 1
                parts.append(f"{key}: {self.value(key, argument, values)}")
        return f"({', '.join(parts)})" if parts else ""

    def value(
        self, key: str, declared: GraphQLArgument | GraphQLInputField, pair: tuple[Any, Any]
    ) -> str:
        """A pair of values as one text: the literal where they are equal, else a variable."""
        one, other = pair
        bare: Any = get_nullable_type(declared.type)
        spelt = is_input_object_type(bare) and isinstance(one, dict) and isinstance(other, dict)
        if spelt and self.dice.chance(70):
            self.features.update(f"{bare.name}.{name}" for name in {*one, *other})
            return "{" + ", ".join(self.members(bare, one, other)) + "}"
        writable = one is not None or not is_non_null_type(declared.type)
        if one == other and writable and self.dice.chance(60):
            return literal(bare, one)
        return self.variable(key, declared, pair)

    def members(self, bare: Any, one: Values, other: Values) -> Iterator[str]:
        for name, inner in bare.fields.items():
            pair = one.get(name, ABSENT), other.get(name, ABSENT)
            if pair != (ABSENT, ABSENT):
                yield f"{name}: {self.value(name, inner, pair)}"

    def variable(
        self, key: str, declared: GraphQLArgument | GraphQLInputField, pair: tuple[Any, Any]
    ) -> str:
        name = self.name("v")
        written, default = str(declared.type), ""
        lacking = ABSENT in pair or None in pair
        if lacking and is_non_null_type(declared.type):
            written = str(declared.type.of_type)
        present = [value for value in pair if value is not ABSENT]
        # A cursor fits one order only, so what is left out of these has to stay so.
        free = key not in ("orderBy", "after")
        if free and len(present) == 1 and present[0] is not None and self.dice.chance(40):
            default = f" = {literal(get_nullable_type(declared.type), present[0])}"
            self.features["variable with default"] += 1
        self.features["variable left out"] += ABSENT in pair
        self.features["variable null"] += None in pair
        self.features["variable"] += 1
        self.definitions.append(f"${name}: {written}{default}")
        for values, value in zip(self.values, pair, strict=True):
            if value is not ABSENT:
                values[name] = value
        return f"${name}"


def literal(bare: Any, value: Any) -> str:
    """A value as GraphQL writes it."""
    if value is None:
        return "null"
    if is_list_type(bare) and isinstance(value, list):
        items = (literal(get_nullable_type(bare.of_type), item) for item in value)
        return f"[{', '.join(items)}]"
    named = get_named_type(bare)
    if is_input_object_type(named):
        parts = (
            f"{key}: {literal(get_nullable_type(named.fields[key].type), item)}"
            for key, item in value.items()
        )
        return "{" + ", ".join(parts) + "}"
    if is_enum_type(named):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
