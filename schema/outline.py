"""A GraphQL document as it is written: its parts, counted, with no fragment spread out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DefinitionNode,
    DocumentNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)

PAGE_SIZE = "first"
"""The argument that sizes a list or a connection."""


@dataclass(slots=True)
class Outline:
    """What a document holds as it is written, nothing spread out."""

    operations: list[OperationDefinitionNode] = field(default_factory=list)
    fragments: dict[str, FragmentDefinitionNode] = field(default_factory=dict)
    spreads: dict[str, set[str]] = field(default_factory=dict)  # by the fragment they stand in
    page_variables: set[str] = field(default_factory=set)  # those that stand for a `first`
    aliases: int = 0
    directives: int = 0
    directives_per_node: int = 0

    @classmethod
    def of(cls, document: DocumentNode) -> "Outline":
        outline = cls()
        for definition in document.definitions:
            outline._add_definition(definition)
        return outline

    def _add_definition(self, definition: DefinitionNode) -> None:
        if not isinstance(definition, ExecutableDefinitionNode):
            return  # the standard rules refuse it
        self._add_directives(definition)
        for variable in definition.variable_definitions or ():
            self._add_directives(variable)
        spreads: set[str] = set()
        for selection in _selections(definition.selection_set):
            self._add_directives(selection)
            if isinstance(selection, FragmentSpreadNode):
                spreads.add(selection.name.value)
            elif isinstance(selection, FieldNode):
                self.aliases += selection.alias is not None
                value = page_argument(selection)
                if isinstance(value, VariableNode):
                    self.page_variables.add(value.name.value)
        if isinstance(definition, OperationDefinitionNode):
            self.operations.append(definition)
        elif isinstance(definition, FragmentDefinitionNode):
            self.fragments[definition.name.value] = definition
            self.spreads[definition.name.value] = spreads

    def _add_directives(self, node: Any) -> None:
        count = len(node.directives or ())
        self.directives += count
        self.directives_per_node = max(self.directives_per_node, count)


def _selections(selection_set: SelectionSetNode) -> Iterator[SelectionNode]:
    """Yield the selections at any depth."""
    waiting = [selection_set]
    while waiting:
        for selection in waiting.pop().selections:
            yield selection
            if isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                waiting.append(selection.selection_set)


def page_argument(node: FieldNode) -> ValueNode | None:
    """Return what a field is given for `first`, as it is written."""
    return next((arg.value for arg in node.arguments or () if arg.name.value == PAGE_SIZE), None)
