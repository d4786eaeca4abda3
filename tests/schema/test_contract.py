"""What holds for the schema as a whole: what is exported, described, guarded and never null."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)
from sqlalchemy import Column as TableColumn

from domain.event import EventType
from domain.roles import SCOPES, Role
from schema.compiler.declare import Column, One, definition_of, table_of
from schema.permissions import scopes_of
from schema.root import build_schema
from schema.studio_events import STUDIO_EVENTS

SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"
SUCCESS = ("Saved", "Imported", "Created", "Removed", "Withdrawn", "Revoked")
RELAY = {"nodes", "edges", "pageInfo", "totalCount"}


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    built: GraphQLSchema = build_schema()._schema
    return built


def ours(schema: GraphQLSchema) -> Iterator[Any]:
    return (t for name, t in schema.type_map.items() if not name.startswith("__"))


def objects(schema: GraphQLSchema) -> Iterator[GraphQLObjectType]:
    return (t for t in ours(schema) if isinstance(t, GraphQLObjectType))


def roots(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    found = [schema.query_type, schema.mutation_type, schema.subscription_type]
    return [root for root in found if root is not None]


def test_the_committed_schema_is_the_one_that_the_code_makes() -> None:
    assert SDL.read_text() == build_schema().as_str() + "\n", "run: production-tool schema export"


def test_every_root_field_needs_a_scope_that_some_role_has(schema: GraphQLSchema) -> None:
    granted = frozenset().union(*SCOPES.values())
    needed = [scopes_of(root, name) for root in roots(schema) for name in root.fields]
    assert len(needed) > 20
    assert all(scopes and scopes <= granted for scopes in needed)


def test_viewers_write_nothing_and_artists_only_what_is_their_own(
    schema: GraphQLSchema,
) -> None:
    assert schema.mutation_type is not None
    # A studio of one's own changes nothing in the one that somebody is signed in to, and who is
    # present is not stored.
    needed = {
        name: scopes_of(schema.mutation_type, name) or frozenset()
        for name in schema.mutation_type.fields.keys() - {"createStudio", "updatePresence"}
    }
    assert not any(scopes & SCOPES[Role.VIEWER] for scopes in needed.values())
    assert {name for name, scopes in needed.items() if scopes & SCOPES[Role.ARTIST]} == {
        "createBooking",
        "releaseBooking",
        "cancelBooking",
        "declineBooking",
    }


def test_everything_public_is_described(schema: GraphQLSchema) -> None:
    bare = []
    for named in ours(schema):
        if named not in roots(schema) and named.name not in {"Int", "String", "Boolean", "ID"}:
            bare += [named.name] if not named.description else []
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            bare += [f"{named.name}.{n}" for n, f in named.fields.items() if not f.description]
        if isinstance(named, GraphQLObjectType):
            bare += [
                f"{named.name}.{name}({argument}:)"
                for name, field in named.fields.items()
                for argument, definition in field.args.items()
                if not definition.description
                and argument not in {"input", "orderBy", "filter", "statuses"}
            ]
    assert bare == []


def test_a_field_is_non_null_exactly_where_its_column_is(schema: GraphQLSchema) -> None:
    wrong, checked = [], 0
    for named in objects(schema):
        table = table_of(named)
        for name, field in named.fields.items():
            definition = definition_of(field)
            if table is None or not isinstance(definition, Column):
                continue
            source = definition.expression(table)
            if isinstance(source, TableColumn):
                checked += 1
                non_null = isinstance(field.type, GraphQLNonNull)
                if non_null == (bool(source.nullable) or definition.scope is not None):
                    wrong.append(f"{named.name}.{name}")
    assert wrong == []
    assert checked > 50


def test_a_relation_is_non_null_only_where_its_key_is(schema: GraphQLSchema) -> None:
    for named in objects(schema):
        table = table_of(named)
        for name, field in named.fields.items():
            definition = definition_of(field)
            linked = isinstance(definition, One) and definition.link
            if linked and table is not None and isinstance(field.type, GraphQLNonNull):
                source = linked.of(table)
                assert isinstance(source, TableColumn), f"{named.name}.{name}"
                assert not source.nullable, f"{named.name}.{name}"


def test_a_field_that_a_role_may_not_see_can_be_null(schema: GraphQLSchema) -> None:
    for named in objects(schema):
        for name, field in named.fields.items():
            definition = definition_of(field)
            if isinstance(definition, Column) and definition.scope is not None:
                assert not isinstance(field.type, GraphQLNonNull), f"{named.name}.{name}"


def test_every_mutation_takes_one_input_and_answers_a_union_of_success_and_refusals(
    schema: GraphQLSchema,
) -> None:
    assert schema.mutation_type is not None
    for name, field in schema.mutation_type.fields.items():
        assert list(field.args) == ["input"], name
        result = get_named_type(field.type)
        assert isinstance(result, GraphQLUnionType), name
        success, *refusals = result.types
        assert success.name.endswith(SUCCESS), name
        assert all("UserError" in {i.name for i in t.interfaces} for t in refusals), name


def test_lists_are_connections_or_belong_to_one_parent(schema: GraphQLSchema) -> None:
    for named in objects(schema):
        if named.name.endswith("Connection"):
            assert set(named.fields) == RELAY


def test_every_event_has_a_type_of_its_own(schema: GraphQLSchema) -> None:
    live = schema.type_map["StudioEvent"]
    assert isinstance(live, GraphQLInterfaceType)
    assert set(STUDIO_EVENTS) == set(EventType)
    types = {schema.type_map[event.__name__] for event in STUDIO_EVENTS.values()}
    assert set(schema.get_possible_types(live)) == types
    assert len(types) == len(EventType)


def test_enum_names_are_their_values_in_capitals(schema: GraphQLSchema) -> None:
    """The compiler writes an enum as upper(column)."""
    for named in ours(schema):
        if isinstance(named, GraphQLEnumType):
            assert all(
                name == str(value.value).upper()
                or name == str(getattr(value.value, "value", value.value)).upper()
                for name, value in named.values.items()
            ), named.name
