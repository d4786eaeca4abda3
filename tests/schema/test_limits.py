import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
import strawberry
from graphql import GraphQLError, get_introspection_query
from strawberry.types import ExecutionResult

from schema.documents import RequestLimits, find_errors, read
from schema.limits import DEFAULT_LIMITS, Limits, check_document, parse_document
from schema.masking import MaskedSchema
from schema.meter import EXPECTED_ITEMS


@strawberry.type
class Project:
    id: strawberry.ID
    name: str


@strawberry.type
class Booking:
    id: strawberry.ID
    project: Project
    artist: "Artist"


@strawberry.type
class Artist:
    id: strawberry.ID
    name: str
    specialties: list[str]
    phases: list[Project] = strawberry.field(metadata={EXPECTED_ITEMS: 3})

    @strawberry.field
    def bookings(self, since: str | None = None) -> list[Booking]:
        return []

    @strawberry.field
    def latest(self, first: int = 10) -> list[Booking]:
        return []


@strawberry.type
class ArtistEdge:
    cursor: str
    node: Artist


@strawberry.type
class ArtistConnection:
    nodes: list[Artist]
    edges: list[ArtistEdge]
    total_count: int


@strawberry.type
class Query:
    @strawberry.field
    def artist(self, id: strawberry.ID) -> Artist | None:  # noqa: A002
        return None

    @strawberry.field
    def artists(self, first: int | None = None) -> ArtistConnection:
        return ArtistConnection(nodes=[], edges=[], total_count=0)

    @strawberry.field
    def words(self, among: list[str] | None = None) -> int:
        return len(among or [])


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self) -> AsyncIterator[int]:
        yield 1


SCHEMA = MaskedSchema(Query, subscription=Subscription, extensions=[RequestLimits])
GRAPHQL = SCHEMA._schema


def check(text: str, operation_name: str | None = None, **variables: Any) -> list[GraphQLError]:
    return check_document(GRAPHQL, parse_document(text), variables, operation_name)


def exceeded(text: str, **variables: Any) -> list[str]:
    """Name the limits that a document exceeds."""
    return [error.extensions["limit"] for error in check(text, **variables) if error.extensions]


def cost(text: str, **variables: Any) -> int:
    """Return the cost of a document, read from the refusal under a limit of nothing."""
    (error,) = check_document(GRAPHQL, parse_document(text), variables, limits=Limits(cost=0))
    return int(error.message.split("it has ")[1].split(", the maximum")[0].replace(",", ""))


def nested(depth: int) -> str:
    """Ask for `depth` levels of fields, none of them a list."""
    return "{" + "artist{" * (depth - 1) + "id" + "}" * depth


def doubled(times: int) -> str:
    """Spread fragments that double in size each time."""
    doubling = "".join(f"fragment f{n} on Artist{{...f{n + 1} ...f{n + 1}}}" for n in range(times))
    return f'{{artist(id:""){{...f0}}}}{doubling}fragment f{times} on Artist{{id}}'


async def ask(text: str, name: str | None = None, **variables: Any) -> ExecutionResult:
    return await SCHEMA.execute(text, variable_values=variables, operation_name=name)


CALENDAR = """
query Calendar($first: Int = 200) {
  artists(first: $first) {
    totalCount
    nodes { id name specialties bookings(since: "2026-01-01") { id project { id name } } }
  }
}
"""
EXPLOSION = "{ artists { nodes { bookings { artist { bookings { artist { bookings { id }}}}}}}}"


async def test_an_ordinary_calendar_passes() -> None:
    assert (await ask(CALENDAR)).data == {"artists": {"totalCount": 0, "nodes": []}}


def test_a_refusal_names_the_limit_the_value_and_the_maximum() -> None:
    (error,) = check("{" + "".join(f"a{n}: __typename " for n in range(51)) + "}")
    assert error.message == (
        "The request exceeds the limit 'aliases': it has 51, the maximum is 50."
    )
    assert error.extensions == {"code": "LIMIT_EXCEEDED", "limit": "aliases", "maximum": 50}


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("{" + "".join(f"a{n}: __typename " for n in range(51)) + "}", "aliases"),
        ("{" + "__typename " * 21 + "}", "rootFields"),
        ("{ ...f ...f } fragment f on Query {" + "__typename " * 11 + "}", "rootFields"),
        ("{ __typename" + " @a" * 11 + "}", "directivesPerNode"),
        ("query ($a: Int" + " @a" * 11 + ") { __typename }", "directivesPerNode"),
        ("{" + ("artist {id" + " @a" * 10 + "}") * 6 + "}", "directives"),
        (nested(13), "depth"),
        ("{ artist { ...f } } fragment f on Artist " + nested(12), "depth"),
        ("{ artist { ... on Artist " + nested(12) + "} }", "depth"),
        ("{ __type { " + "ofType { " * 15 + "name" + "}" * 17, "introspectionDepth"),
        ("{ artists(first: 201) { totalCount } }", "pageSize"),
        ("{ artists(first: " + "9" * 9_000 + ") { totalCount } }", "pageSize"),
        (EXPLOSION, "cost"),
        (doubled(22), "cost"),
        ("".join(f"fragment f{n} on Artist{{id}}" for n in range(51)) + "{words}", "fragments"),
    ],
)
def test_what_exceeds_a_limit_is_refused(text: str, limit: str) -> None:
    assert exceeded(text) == [limit]


@pytest.mark.parametrize(
    "text",
    [
        "{" + "".join(f"a{n}: __typename " for n in range(20)) + "}",
        nested(12),
        "{ artist { ...f } } fragment f on Artist " + nested(11),
        "{ __typename" + " @a" * 10 + "}",
        "{ artists(first: 200) { totalCount } }",
    ],
)
def test_what_just_reaches_a_limit_passes(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize("depth", [7, 9])
def test_tools_may_ask_for_the_whole_schema(depth: int) -> None:
    text = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        one_of=True,
        type_depth=depth,
    )
    assert check(text) == []


def test_introspection_is_deep_on_its_own_account_only() -> None:
    assert exceeded("{ __type { ofType { name } } artist { " + nested(12)[1:-1] + "} }") == [
        "depth"
    ]
    below = "{ " + "artist { " * 3 + "__type { " + "ofType {" * 12 + "id" + "}" * 17
    assert check(below) == []


def test_the_whole_schema_may_not_be_asked_for_over_and_over() -> None:
    whole = "{ types { fields { args { type { name } } type { fields { args { name } } } } } }"
    assert exceeded("{" + "".join(f"a{n}: __schema {whole}" for n in range(20)) + "}") == ["cost"]


def test_cost_multiplies_the_sizes_of_lists() -> None:
    bookings = 50 * (1 + 1)
    assert cost('{ artist(id: "") { bookings { id } } }') == 1 + bookings
    assert cost("{ artists(first: 7) { nodes { bookings { id } } } }") == 1 + 7 * (1 + bookings)
    assert cost("{ artists { nodes { bookings { id } } } }") == 1 + 50 * (1 + bookings)
    assert cost("{ artists(first: 7) { edges { node { id } } } }") == 1 + 7 * (1 + 1 + 1)


def test_a_field_may_tell_how_long_its_list_is() -> None:
    assert cost('{ artist(id: "") { phases { id } } }') == 1 + 3 * 2
    assert cost('{ artist(id: "") { latest { id } } }') == 1 + 10 * 2
    assert cost('{ artist(id: "") { latest(first: 4) { id } } }') == 1 + 4 * 2


def test_a_fragment_costs_the_same_as_its_selection() -> None:
    written = "{ artists(first: 7) { totalCount nodes { bookings { id } } } }"
    spread = """
      { artists(first: 7) { ...page } }
      fragment page on ArtistConnection { totalCount nodes { ...one } }
      fragment one on Artist { ... { bookings { ...two } } }
      fragment two on Booking { id }
    """
    assert cost(spread) == cost(written)


def test_a_page_size_may_be_a_variable() -> None:
    text = "query ($n: Int = 5) { artists(first: $n) { nodes { id } } }"
    assert cost(text, n=7) == cost(text, n=7.0) == 1 + 7 * 2
    assert cost(text) == 1 + 5 * 2
    assert cost(text, n=-3) == 1 + 1 * 2
    assert exceeded(text, n=201) == ["pageSize"]


@pytest.mark.parametrize("value", [None, "7", True, 7.5, [7], {"n": 7}])
def test_a_page_size_of_unknown_value_counts_as_the_largest(value: object) -> None:
    text = "query ($n: Int) { artists(first: $n) { nodes { id } } }"
    assert cost(text, n=value) == cost(text) == 1 + 200 * 2


def test_only_the_operation_that_is_named_counts() -> None:
    text = f"query Small {{ words }} query Big {EXPLOSION}"
    assert check(text, "Small") == []
    assert len(check(text, "Big")) == len(check(text)) == 1


def test_fragments_in_a_cycle_get_the_standard_error() -> None:
    cycle = doubled(20).replace("{id}", "{...f0}")
    assert next(error.message for error in check(cycle)).startswith("Cannot spread fragment 'f0'")


def test_what_the_schema_does_not_know_is_left_to_the_standard_rules() -> None:
    assert check("{ nope { nodes { x } } ...gone } fragment f on Gone { a { b } }") == []
    assert check("mutation { a { b } }") == []
    assert check("type A { b: Int }") == []


HOSTILE = {
    "doubled fragments": (doubled(22), "cost"),
    "fragments doubled to the end": (doubled(45), "cost"),
    "1,000 aliases": ("{" + "".join(f"a{n}:words " for n in range(1000)) + "}", "tokens"),
    "480 directives": ("{words " + "@aa" * 480 + "}", "directives"),
    "nested 2,000 deep": ("{" + "a{" * 2000 + "id" + "}" * 2001, "depth"),
    "nested 150 deep": ("{" + "a{" * 150 + "id" + "}" * 151, "depth"),
    "a list nested 450 deep": ("{words(among:" + "[" * 450 + "]" * 450 + ")}", "depth"),
    "a literal of 15 MB": ('{words(among:"' + "a" * 15_000_000 + '")}', "characters"),
    "a comment of 15 MB": ("{words}#" + "a" * 15_000_000, "characters"),
    "nested lists": (EXPLOSION, "cost"),
}


@pytest.mark.parametrize(("text", "limit"), HOSTILE.values(), ids=HOSTILE)
async def test_a_hostile_document_is_refused_at_once(text: str, limit: str) -> None:
    before = time.process_time()
    result = await ask(text)
    assert time.process_time() - before < 1
    assert result.data is None
    assert result.errors
    extensions = result.errors[0].extensions
    assert extensions == {
        "code": "LIMIT_EXCEEDED",
        "limit": limit,
        "maximum": getattr(DEFAULT_LIMITS, limit),
    }


async def test_a_document_of_cyclic_fragments_is_refused_at_once() -> None:
    before = time.process_time()
    result = await ask(doubled(22).replace("{id}", "{...f0}"))
    assert time.process_time() - before < 1
    assert result.errors
    assert "Cannot spread fragment" in result.errors[0].message


async def test_a_refused_document_is_refused_on_a_stream_too() -> None:
    stream = await SCHEMA.stream("subscription {" + "a:ticks " * 1000 + "}")
    (result,) = [result async for result in stream]
    assert isinstance(result, ExecutionResult)
    assert result.errors
    assert result.errors[0].extensions == {
        "code": "LIMIT_EXCEEDED",
        "limit": "tokens",
        "maximum": 1000,
    }


async def test_within_the_limits_the_standard_validation_decides() -> None:
    result = await ask("{ nope }")
    assert result.errors
    assert result.errors[0].message == "Cannot query field 'nope' on type 'Query'."
    assert result.errors[0].extensions == {"code": "GRAPHQL_VALIDATION_FAILED"}
    assert (await ask("{ words }")).errors is None


async def test_wrong_syntax_keeps_its_own_error() -> None:
    result = await ask("{ words ")
    assert result.errors
    assert result.errors[0].message == "Syntax Error: Expected Name, found <EOF>."


async def test_a_document_that_passed_is_still_measured_with_other_variables() -> None:
    text = """
      query ($n: Int) {
        artists(first: $n) { nodes { bookings { artist { bookings { id } } } } }
      }
    """
    assert (await ask(text, n=1)).errors is None
    refused = await ask(text, n=200)
    assert refused.errors
    assert refused.errors[0].extensions == {
        "code": "LIMIT_EXCEEDED",
        "limit": "cost",
        "maximum": 500_000,
    }
    assert (await ask(text, n=1)).errors is None


def test_a_document_is_parsed_and_validated_once() -> None:
    text = "{ words nope }"
    assert read(text) is read(text)
    first, second = (find_errors(GRAPHQL, read(text), {}) for _ in range(2))
    assert first[0] is second[0]
    assert first is not second
