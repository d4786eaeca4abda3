"""The rules of sight fit the schema: what is hidden can be null, what is shown is meant to be."""

from collections.abc import Iterator

import pytest
from graphql import GraphQLInterfaceType, GraphQLNonNull, GraphQLObjectType

from db import tables
from db.queries.own_sight import RULES, hidden_columns
from domain.roles import Role, Scope
from domain.visibility import OF_ONESELF
from schema.compiler.declare import Column, One, definition_of, table_of
from schema.matrix import is_hidden
from schema.root import build_schema

SCHEMA = build_schema()._schema
Named = GraphQLObjectType | GraphQLInterfaceType


def fields() -> Iterator[tuple[Named, str, Column | One]]:
    for named in SCHEMA.type_map.values():
        if isinstance(named, Named):
            for name, field in named.fields.items():
                definition = definition_of(field)
                if isinstance(definition, Column | One):
                    yield named, name, definition


def test_what_is_hidden_can_be_null() -> None:
    for named, name, definition in fields():
        own = isinstance(definition, Column) and definition.own
        if own or is_hidden(named, definition):
            assert not isinstance(named.fields[name].type, GraphQLNonNull), f"{named.name}.{name}"


def test_of_anothers_booking_exactly_this_is_shown() -> None:
    booking = SCHEMA.type_map["Booking"]
    shown = {
        name
        for named, name, definition in fields()
        if named is booking
        and not is_hidden(named, definition)
        and not (isinstance(definition, Column) and definition.own)
    }
    assert shown == {
        "id",
        "artist",
        "startTime",
        "endTime",
        "status",
        "version",
        "createdAt",
        "updatedAt",
    }


def test_only_what_one_may_read_of_oneself_is_both_own_and_of_a_scope() -> None:
    of_anybody: frozenset[Scope] = frozenset().union(*(OF_ONESELF[role] for role in Role))
    found = {
        definition.scope
        for _, _, definition in fields()
        if isinstance(definition, Column) and definition.own and definition.scope
    }
    assert found == of_anybody


@pytest.mark.parametrize("table", RULES, ids=lambda table: table.name)
def test_the_rules_name_columns_that_there_are(table: object) -> None:
    assert table in tables.metadata.tables.values()
    hidden = hidden_columns(table)  # type: ignore[arg-type]
    assert hidden <= set(table.c.keys())  # type: ignore[attr-defined]


def test_every_table_of_the_schema_that_artists_may_reach_has_a_rule() -> None:
    reached = {table_of(named) for named, _, _ in fields()} - {None}
    assert reached & set(RULES) >= {
        tables.artists,
        tables.bookings,
        tables.events,
        tables.memberships,
        tables.phases,
        tables.projects,
        tables.tenants,
        tables.users,
    }
