from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import strawberry
from graphql import GraphQLError
from sqlalchemy.exc import IntegrityError
from strawberry.types import ExecutionResult
from structlog.testing import capture_logs

from domain.errors import NotFound
from schema.documents import RequestLimits
from schema.masking import MASK, MaskedSchema, present

SECRET = 'duplicate key value violates "uq_artist_email" (email)=(ada@example.org)'


@dataclass(frozen=True)
class Context:
    request_id: str = "req-7"


def fail_in_the_database() -> None:
    # SQLAlchemy's errors have a `code` too, which must not open the door for their text.
    error = IntegrityError("INSERT INTO artists", {}, Exception(SECRET))
    assert error.code
    raise error


@strawberry.type
class Query:
    @strawberry.field
    def fine(self, first: int = 5) -> int:
        return first

    @strawberry.field
    def missing(self) -> int | None:
        raise NotFound("artist")

    @strawberry.field
    def broken(self) -> int | None:
        fail_in_the_database()
        return 1

    @strawberry.field
    def wrapped(self) -> int | None:
        try:
            fail_in_the_database()
        except IntegrityError as error:
            raise GraphQLError(SECRET, original_error=error, extensions={"code": "OPEN"}) from error
        return 1

    @strawberry.field
    def careless(self) -> int | None:
        raise GraphQLError(SECRET)

    @strawberry.field
    def deliberate(self) -> int | None:
        raise GraphQLError("Come back later.", extensions={"code": "RATE_LIMITED", "seconds": 3})

    @strawberry.field
    def misfit(self) -> int | None:
        return SECRET  # type: ignore[return-value]

    @strawberry.field
    def empty(self) -> int:
        return None  # type: ignore[return-value]


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def numbers(self) -> AsyncIterator[int]:
        yield 1
        fail_in_the_database()

    @strawberry.subscription
    async def gone(self) -> AsyncIterator[int]:
        raise NotFound("project")
        yield 1


SCHEMA = MaskedSchema(Query, subscription=Subscription, extensions=[RequestLimits])
MASKED = {"code": "INTERNAL", "requestId": "req-7"}


async def ask(query: str, **variables: Any) -> ExecutionResult:
    return await SCHEMA.execute(query, variable_values=variables, context_value=Context())


async def error_of(query: str, **variables: Any) -> GraphQLError:
    result = await ask(query, **variables)
    assert result.errors
    (error,) = result.errors
    return error


async def watch(query: str, **arguments: Any) -> list[ExecutionResult]:
    stream = await SCHEMA.stream(query, context_value=Context(), **arguments)
    results = [result async for result in stream]
    assert all(isinstance(result, ExecutionResult) for result in results)
    return results  # type: ignore[return-value]


@pytest.mark.parametrize("field", ["broken", "wrapped", "careless", "misfit", "empty"])
async def test_an_unexpected_error_is_masked_and_logged_once(field: str) -> None:
    with capture_logs() as logs:
        error = await error_of(f"{{ {field} }}")
    assert (error.message, error.extensions, error.path) == (MASK, MASKED, [field])
    assert SECRET not in str(error.formatted)
    assert error.original_error is None
    (entry,) = logs
    assert (entry["log_level"], entry["request_id"], entry["path"]) == ("error", "req-7", [field])
    assert isinstance(entry["exc_info"], Exception)


async def test_the_log_has_the_traceback_of_what_was_raised() -> None:
    with capture_logs() as logs:
        await ask("{ broken }")
    traceback = logs[0]["exc_info"].__traceback__
    names = []
    while traceback:
        names.append(traceback.tb_frame.f_code.co_name)
        traceback = traceback.tb_next
    assert names[-1] == "fail_in_the_database"


async def test_strawberry_logs_nothing_by_itself(caplog: pytest.LogCaptureFixture) -> None:
    with capture_logs():
        await ask("{ broken }")
        await ask("{ nope }")
    assert caplog.records == []


async def test_other_fields_are_still_answered() -> None:
    with capture_logs():
        result = await ask("{ fine broken }")
    assert result.data == {"fine": 5, "broken": None}


async def test_a_refusal_of_the_domain_passes_with_its_code() -> None:
    with capture_logs() as logs:
        error = await error_of("{ missing }")
    assert error.formatted == {
        "message": "There is no such artist.",
        "locations": [{"line": 1, "column": 3}],
        "path": ["missing"],
        "extensions": {"code": "NOT_FOUND"},
    }
    assert logs == []


async def test_a_deliberate_error_passes_as_it_is() -> None:
    error = await error_of("{ deliberate }")
    assert error.message == "Come back later."
    assert error.extensions == {"code": "RATE_LIMITED", "seconds": 3}


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{ fine", {}, "GRAPHQL_PARSE_FAILED"),
        ("{ nope }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("{ fine(first: 1.5) }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: Int!) { fine(first: $n) }", {"n": "five"}, "BAD_REQUEST"),
        ("query ($n: Int!) { fine(first: $n) }", {}, "BAD_REQUEST"),
        ("query ($n: Int) { fine(first: $n) }", {"n": None}, "BAD_REQUEST"),
        ("{" + "fine " * 1000 + "}", {}, "LIMIT_EXCEEDED"),
    ],
)
async def test_what_is_wrong_with_the_request_is_told(
    query: str, variables: dict[str, Any], code: str
) -> None:
    with capture_logs() as logs:
        error = await error_of(query, **variables)
    assert error.extensions
    assert error.extensions["code"] == code
    assert error.message != MASK
    assert logs == []


async def test_an_error_on_a_stream_is_masked() -> None:
    with capture_logs() as logs:
        first, last = await watch("subscription { numbers }")
    assert first.data == {"numbers": 1}
    assert last.errors
    assert (last.errors[0].message, last.errors[0].extensions) == (MASK, MASKED)
    assert len(logs) == 1


async def test_a_refusal_on_a_stream_passes_with_its_code() -> None:
    (result,) = await watch("subscription { gone }")
    assert result.errors
    assert result.errors[0].message == "There is no such project."
    assert result.errors[0].extensions == {"code": "NOT_FOUND"}


async def test_an_unknown_operation_on_a_stream_is_a_bad_request() -> None:
    (result,) = await watch("query A { fine }", operation_name="B")
    assert result.errors
    assert result.errors[0].message == 'Unknown operation named "B".'
    assert result.errors[0].extensions == {"code": "BAD_REQUEST"}


def test_presenting_an_error_again_changes_and_logs_nothing() -> None:
    with capture_logs() as logs:
        once = present(GraphQLError("x", original_error=ValueError(SECRET)), "req-7")
        assert present(once, "req-8") == once
    assert len(logs) == 1
