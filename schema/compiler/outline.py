"""What an operation selects, without its values: the tree that a statement is compiled from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    Visitor,
    get_named_type,
    is_abstract_type,
    is_object_type,
    visit,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetailsList
from graphql.language import DirectiveNode, Node, VariableNode

from schema.compiler.arguments import FieldArguments
from schema.compiler.declare import Definition, definition_of


@dataclass(frozen=True)
class Field:
    """A selected field. `definition` is None for `__typename`."""

    key: str
    name: str
    parent: GraphQLObjectType
    type: GraphQLOutputType
    definition: Definition | None
    arguments: FieldArguments | None
    selections: Mapping[GraphQLObjectType, tuple["Field", ...]]
    """Per possible object type what is selected of it; empty for leaves."""

    @property
    def fields(self) -> tuple["Field", ...]:
        """What is selected of the field's object type. Not for interfaces."""
        (fields,) = self.selections.values()
        return fields


@dataclass
class Outline:
    """The selections of some fields, with every field's arguments in one list."""

    fields: list[Field] = field(default_factory=list)
    arguments: list[FieldArguments] = field(default_factory=list)

    def add(
        self,
        executor: Executor[Any],
        parent: GraphQLObjectType,
        selected: Iterable[tuple[str, FieldDetailsList]],
    ) -> None:
        """Add fields of `parent`, collected by graphql-core, and all that is selected below."""
        self.fields += [self._field(executor, parent, key, details) for key, details in selected]

    def add_object(
        self,
        executor: Executor[Any],
        object_type: GraphQLObjectType,
        details: FieldDetailsList,
    ) -> None:
        """Add what a field's nodes select of `object_type`."""
        subfields = executor.collect_subfields(object_type, details).grouped_field_set
        self.add(executor, object_type, subfields.items())

    def _field(
        self,
        executor: Executor[Any],
        parent: GraphQLObjectType,
        key: str,
        details: FieldDetailsList,
    ) -> Field:
        name = details[0].node.name.value
        declared = executor.schema.get_field(parent, name)
        assert declared is not None, "validation lets no unknown field through"
        definition = definition_of(declared)
        arguments = None
        if definition is not None and declared.args:
            arguments = FieldArguments(len(self.arguments), declared, details[0], definition)
            self.arguments.append(arguments)
        selections = {
            possible: tuple(
                self._field(executor, possible, subkey, subdetails)
                for subkey, subdetails in executor.collect_subfields(
                    possible, details
                ).grouped_field_set.items()
            )
            for possible in _object_types(executor, get_named_type(declared.type))
        }
        return Field(key, name, parent, declared.type, definition, arguments, selections)


def _object_types(executor: Executor[Any], named: GraphQLNamedType) -> list[GraphQLObjectType]:
    if is_abstract_type(named):
        return list(executor.schema.get_possible_types(named))
    return [named] if is_object_type(named) else []


def flag_variables(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The variables that @include and @skip depend on: their values decide what is selected."""
    names: set[str] = set()

    class Directives(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            names.update(
                argument.value.name.value
                for argument in node.arguments or ()
                if isinstance(argument.value, VariableNode)
            )

    for node in nodes:
        visit(node, Directives())
    return tuple(sorted(names))
