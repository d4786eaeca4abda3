"""Measures what a GraphQL document asks for, in time linear in its size.

Every fragment is measured once, however often and however deep it is spread. What is counted is
what would be answered, so doubled fragments count double.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_introspection_type,
    is_list_type,
)
from graphql.type import GRAPHQL_MAX_INT

from schema.outline import PAGE_SIZE, page_argument

EXPECTED_ITEMS = "expected_items"
"""Key of a Strawberry field's metadata: how many items to expect where no `first` says it."""

# Roughly what a schema of our size holds: tools ask for all of it in one deep query.
INTROSPECTION_ITEMS = {"types": 100, "fields": 15, "inputFields": 10, "directives": 10}
INTROSPECTION_ITEMS_ELSEWHERE = 2


@dataclass(slots=True)
class Measure:
    """What a selection amounts to with its fragments spread out.

    Cost is the number of values in the answer. The page size of a connection is that of the lists
    directly in it, which may stand in a fragment that is measured on its own; hence three costs:
    `cost` with such lists at their expected size, `fixed` without them, `per_item` for one item of
    each.
    """

    fields: int = 0
    depth: int = 0
    introspection_depth: int = 0
    cost: int = 0
    fixed: int = 0
    per_item: int = 0

    def add(self, other: "Measure") -> None:
        self.fields += other.fields
        self.depth = max(self.depth, other.depth)
        self.introspection_depth = max(self.introspection_depth, other.introspection_depth)
        self.cost += other.cost
        self.fixed += other.fixed
        self.per_item += other.per_item


class Meter:
    """Measures one operation. Fragments must be learned first, the innermost before the others."""

    def __init__(
        self,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        *,
        unknown_page: int,
        expected_items: int,
    ) -> None:
        """Prepare to measure an operation with the given variables, as they came in.

        `unknown_page` is what a `first` of unknown value counts, `expected_items` what a list
        counts that has no `first` and whose field does not say otherwise.
        """
        self.largest_page = 0
        self._schema = schema
        self._operation = operation
        self._unknown_page = unknown_page
        self._default_items = expected_items
        self._fragments: dict[str, Measure] = {}
        self._variables = {
            definition.variable.name.value: definition.default_value
            for definition in operation.variable_definitions or ()
        } | dict(variables)

    def learn(self, fragment: FragmentDefinitionNode) -> None:
        """Measure a fragment, for the selections that spread it."""
        parent = self._schema.get_type(fragment.type_condition.name.value)
        self._fragments[fragment.name.value] = self._measure(fragment.selection_set, parent)

    def measure(self) -> Measure:
        """Measure the operation, and note the `largest_page` that it or a fragment asks for."""
        parent = self._schema.get_root_type(self._operation.operation)
        return self._measure(self._operation.selection_set, parent)

    def _measure(self, selection_set: SelectionSetNode, parent: GraphQLNamedType | None) -> Measure:
        total = Measure()
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                total.add(self._measure_field(selection, parent))
            elif isinstance(selection, FragmentSpreadNode):
                total.add(self._fragments.get(selection.name.value, Measure()))
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                narrowed = self._schema.get_type(condition.name.value) if condition else parent
                total.add(self._measure(selection.selection_set, narrowed))
        return total

    def _measure_field(self, node: FieldNode, parent: GraphQLNamedType | None) -> Measure:
        if not node.selection_set:
            return Measure(fields=1, depth=1, cost=1, fixed=1)
        name = node.name.value
        known = self._schema.get_field(parent, name) if is_composite_type(parent) else None
        within = self._measure(node.selection_set, get_named_type(known.type) if known else None)
        measure = Measure(1, 1 + within.depth, within.introspection_depth)
        if name in {"__schema", "__type"}:
            measure.depth, measure.introspection_depth = 1, measure.depth
        page = self._page_size(node, known)
        if known and is_list_type(get_nullable_type(known.type)):
            one = 1 + within.cost
            if page is None:
                measure.cost = one * self._expected_items(known, name, parent)
                measure.per_item = one
            else:
                measure.cost = measure.fixed = one * page
        elif page is None:
            measure.cost = measure.fixed = 1 + within.cost
        else:
            measure.cost = measure.fixed = 1 + within.fixed + within.per_item * page
        return measure

    def _page_size(self, node: FieldNode, known: GraphQLField | None) -> int | None:
        """Return how many items `first` asks for, or None for a field that has no `first`."""
        if not known or PAGE_SIZE not in known.args:
            return None
        value: Any = page_argument(node)
        if value is None:
            default = whole_number(known.args[PAGE_SIZE].default_value)
            return self._expected_items(known) if default is None else default
        if isinstance(value, VariableNode):
            value = self._variables.get(value.name.value)
        size = whole_number(value)
        if size is None:
            return self._unknown_page
        self.largest_page = max(self.largest_page, size)
        return size

    def _expected_items(
        self, known: GraphQLField, name: str = "", parent: GraphQLNamedType | None = None
    ) -> int:
        if parent and is_introspection_type(parent):
            return INTROSPECTION_ITEMS.get(name, INTROSPECTION_ITEMS_ELSEWHERE)
        definition = known.extensions.get("strawberry-definition")
        metadata: Mapping[str, Any] = getattr(definition, "metadata", {})
        return int(metadata.get(EXPECTED_ITEMS, self._default_items))


def whole_number(value: object) -> int | None:
    """Return the number that a value stands for where an `Int` is due, at least 1, or None."""
    if isinstance(value, IntValueNode):
        value = int(value.value[:12])  # beyond any `Int`, and converting thousands of digits fails
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return min(max(value, 1), GRAPHQL_MAX_INT)
