"""Operations that give an id where one can be given, made from the schema alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_enum_type,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

Place = tuple[str, ...]
"""Where an id can be given: the argument, and the fields of its input inwards."""

TEXTS = {
    "startTime": "2027-03-02T09:00:00Z",
    "endTime": "2027-03-02T10:00:00Z",
    "from": "2027-03-01T00:00:00Z",
    "to": "2027-03-08T00:00:00Z",
    "timeZone": "Europe/London",
    "email": "somebody@probe.example",
    "role": "VIEWER",
}
KINDS = ("artist", "booking", "phase", "project")


@dataclass(frozen=True)
class Probe:
    """A root field and a place in its arguments, with everything else as it should be."""

    schema: GraphQLSchema
    root: GraphQLObjectType
    name: str
    place: Place
    own: Mapping[str, UUID]

    @property
    def field(self) -> GraphQLField:
        found: GraphQLField = self.root.fields[self.name]
        return found

    @property
    def is_new(self) -> bool:
        """Whether the id is one that the client gives to something new."""
        made = self.name.startswith("create") and self.place[-1] == "id"
        return made or self.place[-1] == "newId"

    def __str__(self) -> str:
        return f"{self.root.name}.{self.name}({'.'.join(self.place)})"

    def text(self, kind: str) -> str:
        declared = ", ".join(f"${name}: {arg.type}" for name, arg in self.field.args.items())
        given = ", ".join(f"{name}: ${name}" for name in self.field.args)
        selected = self._selected(get_named_type(self.field.type), 3)
        return f"{kind} ({declared}) {{ {self.name}({given}) {selected} }}"

    def variables(self, given: str) -> dict[str, Any]:
        """Valid values of what is needed, and `given` in the place."""
        found: dict[str, Any] = {}
        for name, argument in self.field.args.items():
            value = self._value(name, argument, (name,), given)
            if value is not None:
                found[name] = value
        return found

    def _value(
        self, name: str, declared: GraphQLArgument | GraphQLInputField, path: Place, given: str
    ) -> Any:
        bare, named = get_nullable_type(declared.type), get_named_type(declared.type)
        if is_input_object_type(named):
            if not is_non_null_type(declared.type) and path != self.place[: len(path)]:
                return None
            members = {
                key: self._value(key, inner, (*path, key), given)
                for key, inner in named.fields.items()
            }
            return {key: value for key, value in members.items() if value is not None}
        if path == self.place:
            return [given] if is_list_type(bare) else given
        if named.name == "ID" and not is_list_type(bare):
            return self._own(name)
        if name in TEXTS and self.root.name == "Mutation":
            return TEXTS[name]
        if not is_non_null_type(declared.type) or declared.default_value is not Undefined:
            return None
        if is_enum_type(named):
            return next(iter(named.values))
        return {"Int": 1, "Boolean": True}.get(named.name, "x")

    def _own(self, name: str) -> str | None:
        """An id of one's own that fits: another would be what is refused."""
        if name != "id":
            return str(self.own.get(name.removesuffix("Id"), uuid4()))
        if self.name.startswith("create"):
            return None
        about = next((kind for kind in KINDS if self.name.lower().endswith(kind)), None)
        return str(self.own[about]) if about else str(uuid4())

    def _selected(self, named: Any, depth: int) -> str:
        """Everything without arguments, a few levels deep."""
        if is_abstract_type(named):
            if self.root.name == "Mutation":
                return "{ __typename ... on UserError { code message path } }"
            if self.root.name == "Subscription":
                return "{ __typename revision ... on BookingEvent { type bookingId } }"
            names = [n for n, f in getattr(named, "fields", {}).items() if is_plain(f)]
            return f"{{ __typename {' '.join(names)} }}"
        parts = ["__typename"]
        for name, field in named.fields.items():
            below = get_named_type(field.type)
            if is_plain(field):
                parts.append(name)
            elif depth > 1 and is_composite_type(below) and not field.args:
                parts.append(f"{name} {self._selected(below, depth - 1)}")
        return f"{{ {' '.join(parts)} }}"


def is_plain(field: GraphQLField) -> bool:
    return is_leaf_type(get_named_type(field.type)) and not field.args


def probes(
    schema: GraphQLSchema, root: GraphQLObjectType, own: Mapping[str, UUID]
) -> Iterator[Probe]:
    """Every place of every field of a root in which an id can be given."""
    for name, field in root.fields.items():
        for argument, declared in field.args.items():
            for place in places(declared, (argument,)):
                yield Probe(schema, root, name, place, own)


def places(declared: GraphQLArgument | GraphQLInputField, path: Place) -> Iterator[Place]:
    named = get_named_type(declared.type)
    if named.name == "ID":
        yield path
    if is_input_object_type(named):
        for name, field in named.fields.items():
            yield from places(field, (*path, name))
