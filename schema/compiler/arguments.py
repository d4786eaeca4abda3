"""The arguments of one field of an operation: their values in a request, their place in a plan.

Closed values (enums, booleans) and the question which arguments are there at all shape the plan:
they are its *signature*. Open values become parameters, named after field and argument.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import SimpleNamespace
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputType,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
)
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import VariableValues, get_argument_values
from sqlalchemy import ARRAY, Date, DateTime, Integer, Numeric, Text, Uuid, bindparam
from sqlalchemy.types import TypeEngine

from domain.errors import InvalidInput
from schema.compiler.declare import ENCODE, Definition, Page
from schema.compiler.paging import check_page, cursor_values
from schema.scalars import parse_id

SQL_TYPES: dict[str, TypeEngine[Any]] = {
    "ID": Uuid(),
    "String": Text(),
    "Int": Integer(),
    "DateTime": DateTime(timezone=True),
    "Date": Date(),
    "Decimal": Numeric(),
}

Values = Mapping[str, Any]


@dataclass(frozen=True)
class FieldArguments:
    """Where a field's arguments come from. `place` is the field's number in its operation."""

    place: int
    field: GraphQLField
    details: FieldDetails
    definition: Definition

    def values(self, variables: VariableValues) -> Values:
        """The values of this request by Python name, checked. Raises `GraphQLError`, `Refusal`."""
        given = get_argument_values(
            self.field, self.details.node, variables, self.details.fragment_variable_values
        )
        values = {
            _python_name(argument): _python_value(argument.type, given[name])
            for name, argument in self.field.args.items()
            if given.get(name) is not None
        }
        if isinstance(self.definition, Page):
            check_page(values)
        check = getattr(self.definition, "check", None)
        if check is not None:
            check(SimpleNamespace(**self._map(values, lambda name, sql_type, value: value)))
        return values

    def signature(self, values: Values) -> Hashable:
        """What of the values shapes the statement."""
        return _signature(dict(values))

    def placeholders(self, values: Values) -> dict[str, Any]:
        """The values with a parameter in place of each open one; absent arguments are None."""
        return self._map(values, lambda name, sql_type, _: bindparam(name, None, type_=sql_type))

    def parameters(self, values: Values) -> dict[str, Any]:
        """The values of the parameters that `placeholders` made."""
        found: dict[str, Any] = {}
        self._map(values, lambda name, _, value: found.setdefault(name, _encoded(value)))
        if isinstance(self.definition, Page):
            found |= cursor_values(self.place, self.definition, values)
        return found

    def _map(
        self, values: Values, leaf: Callable[[str, TypeEngine[Any], Any], Any]
    ) -> dict[str, Any]:
        return {
            name: _mapped(f"a{self.place}_{name}", argument.type, values.get(name), leaf)
            for argument in self.field.args.values()
            for name in (_python_name(argument),)
        }


def _mapped(
    name: str,
    graphql_type: GraphQLInputType,
    value: Any,
    leaf: Callable[[str, TypeEngine[Any], Any], Any],
) -> Any:
    bare = get_nullable_type(graphql_type)
    if value is None:
        return None
    if is_input_object_type(bare):
        return SimpleNamespace(
            **{
                key: _mapped(f"{name}_{key}", field.type, value.get(key), leaf)
                for field in bare.fields.values()
                for key in (_python_name(field),)
            }
        )
    if isinstance(value, bool | Enum):
        return value
    named = get_named_type(bare)
    sql_type = Text() if is_enum_type(named) else SQL_TYPES[named.name]
    return leaf(name, ARRAY(sql_type) if is_list_type(bare) else sql_type, value)


def _python_value(graphql_type: GraphQLInputType, value: Any) -> Any:
    """Names of our own instead of GraphQL's, and ids as UUIDs: a malformed id is nobody's."""
    bare = get_nullable_type(graphql_type)
    if is_input_object_type(bare):
        return {
            _python_name(field): _encode_of(field)(_python_value(field.type, value[name]))
            for name, field in bare.fields.items()
            if value.get(name) is not None
        }
    items = value if is_list_type(bare) else [value]
    match get_named_type(bare).name:
        case "ID":
            ids = [parse_id(item) for item in items]
            return [i for i in ids if i is not None] if is_list_type(bare) else ids[0] or _NOBODY
        case "String" if any("\0" in item for item in items):
            raise InvalidInput("Text cannot hold the character NUL.")
    return value


def _encode_of(field: GraphQLInputField) -> Callable[[Any], Any]:
    encode: Callable[[Any], Any] | None = field.extensions["strawberry-definition"].metadata.get(
        ENCODE
    )
    return encode or (lambda value: value)


class _Nobody:
    """Stands for a malformed id: it is there, so it shapes the plan, and it equals no row's."""


_NOBODY = _Nobody()


def _encoded(value: Any) -> Any:
    if value is _NOBODY:
        return None
    if isinstance(value, list):
        return [item.value if isinstance(item, Enum) else item for item in value]
    return value


def _signature(value: Any) -> Hashable:
    match value:
        case dict():
            return tuple((key, _signature(item)) for key, item in value.items())
        case bool() | Enum():
            return value
    return None


def _python_name(of: GraphQLArgument | GraphQLInputField) -> str:
    name: str = of.extensions["strawberry-definition"].python_name
    return name
