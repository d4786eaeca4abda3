"""graphql-core's executor, taught to answer declared fields with compiled statements.

Three things differ from the ordinary executor: the root fields of a query, which all become one
statement and so see one snapshot; values that are a `Reference`, wherever they turn up in a payload
or an event; and values that are `Shared`. Everything else takes graphql-core's way.
"""

from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import (
    GraphQLError,
    GraphQLObjectType,
    GraphQLOutputType,
    OperationDefinitionNode,
    get_named_type,
    is_abstract_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.pyutils import Path
from graphql.type import get_nullable_type
from sqlalchemy import ARRAY, bindparam
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from domain.errors import DomainError
from schema.compiler.declare import definition_of, table_of
from schema.compiler.nulls import Selections, has_missing, propagate
from schema.compiler.outline import Outline, flag_variables
from schema.compiler.plan import PlanCache
from schema.compiler.reading import Prepared, prepare
from schema.compiler.statement import StatementCompiler


def root_shape(
    operation: OperationDefinitionNode, flags: Hashable, only: str | None = None
) -> Hashable:
    """What stands for the root fields of an operation, or one of them, among the plans."""
    return ("root", id(operation), flags, only)


@dataclass(frozen=True)
class Reference:
    """Rows by key, as a payload's or event's value: the executor reads what is selected of them.

    `value` is one key, or a list of keys for a list; `type_name` says which type the row is where
    the field's own is an interface.
    """

    value: Any
    key: str = "id"
    type_name: str | None = None

    def binds(self, others: Mapping[str, Any]) -> Mapping[str, Any]:
        """The parameters that say which rows are meant, with those of every statement."""
        return {**others, "reference": self.value}


@dataclass(frozen=True)
class Shared:
    """A value that many operations answer with, completed and written once for all of them.

    `value` makes it, of nothing that differs between those who are answered with it; `texts` keeps
    what was written, for each document.
    """

    value: Callable[[], Any]
    texts: dict[Any, Any]


class CompilingExecutor(StrawberryGraphQLCoreExecutionContext):
    """Answers declared fields from the database.

    Needs `plans`, `visibility`, `binds` and `read` of its context: `schema.context.RequestContext`.
    """

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Path | None,
        grouped_field_set: GroupedFieldSet,
        position_context: Any,
    ) -> Any:
        def is_ours(details: FieldDetailsList) -> bool:
            field = self.schema.get_field(parent_type, details[0].node.name.value)
            return field is not None and definition_of(field) is not None

        ours: GroupedFieldSet = {}
        if path is None and parent_type is self.schema.query_type:
            ours = {key: details for key, details in grouped_field_set.items() if is_ours(details)}
        if not ours:
            return super().execute_fields(
                parent_type, source_value, path, grouped_field_set, position_context
            )
        others = {key: d for key, d in grouped_field_set.items() if key not in ours}
        rest = super().execute_fields(parent_type, source_value, path, others, position_context)
        return self._merged(parent_type, list(grouped_field_set), ours, rest)

    def complete_value(
        self,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: Any,
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        if isinstance(result, Reference):
            return self._referred(return_type, field_details_list, path, result)
        if isinstance(result, Shared):
            key = (id(self.operation), self.flags)
            if key not in result.texts:
                value = super().complete_value(
                    return_type, field_details_list, info, path, result.value(), position_context
                )
                # With the operation, for the key stands for it only while it lives.
                result.texts[key] = self.operation, orjson.Fragment(orjson.dumps(value))
            return result.texts[key][1]
        return super().complete_value(
            return_type, field_details_list, info, path, result, position_context
        )

    # The root of a query -------------------------------------------------------------------------

    async def _merged(
        self, parent_type: GraphQLObjectType, order: list[str], ours: GroupedFieldSet, rest: Any
    ) -> dict[str, Any]:
        others = await rest if isinstance(rest, Awaitable) else rest
        found = await self._together(parent_type, ours)
        return {key: found[key] if key in found else others[key] for key in order}

    async def _together(
        self, parent_type: GraphQLObjectType, ours: GroupedFieldSet, *, only: str | None = None
    ) -> dict[str, Any]:
        shape = root_shape(self.operation, self.flags, only)

        def outline_of() -> Outline:
            outline = Outline()
            outline.add(self, parent_type, ours.items())
            return outline

        try:
            outline = self._plans.get(shape, outline_of, alive=self.operation)
            prepared = self._prepare(shape, outline, StatementCompiler.of_root_fields)
            context = self.context_value
            *texts, _ = await context.read(*prepared.with_binds(context.binds))
        except (GraphQLError, DomainError) as error:
            if len(ours) > 1:
                # One field's arguments are at fault, and the error is to be that field's only.
                return {
                    key: (await self._together(parent_type, {key: details}, only=key))[key]
                    for key, details in ours.items()
                }
            return self._failed(parent_type, ours, error)
        except Exception as error:  # noqa: BLE001 - handled as a resolver's: located, maybe raised
            return self._failed(parent_type, ours, error)
        found: dict[str, Any] = {}
        for field, text in zip(outline.fields, texts, strict=True):
            path = Path(None, field.key, parent_type.name)
            selections = field.selections
            if text is not None and is_abstract_type(get_named_type(field.type)):
                name, text = named_text(text)
                selections = {t: selected for t, selected in selections.items() if t.name == name}
            try:
                found[field.key] = self._completed(text, field.type, selections, path)
            except GraphQLError as error:
                found |= self._failed(parent_type, {field.key: ours[field.key]}, error)
        return found

    def _failed(
        self, parent_type: GraphQLObjectType, fields: GroupedFieldSet, error: Exception
    ) -> dict[str, Any]:
        for key, details in fields.items():
            field_type = parent_type.fields[details[0].node.name.value].type
            self.handle_field_error(error, field_type, details, Path(None, key, parent_type.name))
        return dict.fromkeys(fields)

    # References ----------------------------------------------------------------------------------

    async def _referred(
        self,
        return_type: GraphQLOutputType,
        details: FieldDetailsList,
        path: Path,
        reference: Reference,
    ) -> Any:
        prepared, selections = self.prepare_reference(return_type, details, path, reference)
        context = self.context_value
        (text,) = await context.read(*prepared.with_binds(reference.binds(context.binds)))
        return self._completed(text, return_type, selections, path)

    def prepare_reference(
        self,
        return_type: GraphQLOutputType,
        details: FieldDetailsList,
        path: Path,
        reference: Reference,
    ) -> tuple[Prepared, Selections]:
        """How to read what is selected of a reference, or of any of its type, by its `binds`."""
        named = get_named_type(return_type)
        if is_abstract_type(named):
            assert reference.type_name is not None
            named = self.schema.type_map[reference.type_name]
        assert isinstance(named, GraphQLObjectType)
        table = table_of(named)
        assert table is not None
        as_list = is_list_type(get_nullable_type(return_type))
        shape = (id(self.operation), _place(path), named.name, as_list, reference.key, self.flags)

        def outline_of() -> Outline:
            outline = Outline()
            outline.add_object(self, named, details)
            return outline

        outline = self._plans.get(shape, outline_of, alive=self.operation)
        key_type = table.c[reference.key].type
        wanted = bindparam("reference", None, type_=ARRAY(key_type) if as_list else key_type)

        def statement_of(compiler: StatementCompiler) -> Any:
            of = compiler.of_list if as_list else compiler.of_object
            return of(table, reference.key, wanted)

        prepared = self._prepare(shape, outline, statement_of)
        return prepared, {named: tuple(outline.fields)}

    # Both ----------------------------------------------------------------------------------------

    def _prepare(self, shape: Hashable, outline: Outline, statement_of: Any) -> Prepared:
        return prepare(
            self._plans,
            shape,
            self.operation,
            outline,
            self.variable_values,
            sight=self.context_value.visibility.sight,
            statement_of=statement_of,
        )

    def _completed(
        self,
        text: str | None,
        field_type: GraphQLOutputType,
        selections: Selections,
        path: Path,
    ) -> Any:
        if text is None:
            if is_non_null_type(field_type):
                raise GraphQLError(
                    "Cannot return null for non-nullable field.", path=path.as_list()
                )
            return None
        if has_missing(text):
            value, errors = propagate(text, field_type, selections, path.as_list())
            own = errors.pop() if value is None and is_non_null_type(field_type) else None
            # Not by `add`: it would drop what follows as being below a place already nulled.
            if not self.collected_errors.has_nulled_position(path):
                self.collected_errors.errors.extend(errors)
            if own is not None:
                raise own
            return value
        return orjson.Fragment(text)

    @property
    def _plans(self) -> PlanCache:
        plans: PlanCache = self.context_value.plans
        return plans

    @property
    def flags(self) -> Hashable:
        """The values that @include and @skip depend on: they decide what is selected."""
        names = self._plans.get(
            ("flags", id(self.operation)),
            lambda: flag_variables((self.operation, *self.fragment_definitions.values())),
            alive=self.operation,
        )
        return tuple(self.variable_values.coerced.get(name) for name in names)


def _place(path: Path | None) -> tuple[tuple[str | None, str], ...]:
    """Where in an operation something is selected.

    With the types on the way: members of a union may select different things by the same key.
    """
    steps: list[tuple[str | None, str]] = []
    while path is not None:
        if isinstance(path.key, str):
            steps.append((path.typename, path.key))
        path = path.prev
    return tuple(steps)


def named_text(text: str) -> tuple[str, str]:
    """What the compiler answers for an interface, taken apart: the type's name and the object."""
    name, brace, rest = text.partition("{")
    return name, brace + rest
