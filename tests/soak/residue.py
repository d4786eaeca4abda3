"""What a process still holds, seen from inside."""

import asyncio
import gc
from collections import Counter
from pathlib import Path
from types import AsyncGeneratorType, CodeType, CoroutineType

TESTS = str(Path(__file__).parents[1])
PACKAGES = {"app", "db", "resolvers", "schema", "strawberry", "subscriptions", "uvicorn"}


def living() -> Counter[str]:
    """How many there are of each task, coroutine, generator, and class of the packages.

    What the tests themselves have under way is left out.
    """
    gc.collect()
    return Counter(name for thing in gc.get_objects() if (name := _name(thing)))


def _name(thing: object) -> str | None:
    match thing:
        case asyncio.Task():
            return None if thing.done() else f"task {thing.get_coro()!s:.60}"
        case CoroutineType():
            return _unless_a_tests(thing.cr_code)
        case AsyncGeneratorType():
            return _unless_a_tests(thing.ag_code)
    kind = type(thing)
    return kind.__qualname__ if kind.__module__.partition(".")[0] in PACKAGES else None


def _unless_a_tests(code: CodeType) -> str | None:
    return None if code.co_filename.startswith(TESTS) else f"running {code.co_qualname}"
