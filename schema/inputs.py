"""From inputs to what use cases take: ids as UUIDs, enums as text, and only what was given."""

from collections.abc import Iterable
from dataclasses import fields
from enum import Enum
from typing import Any
from uuid import UUID

import strawberry

from domain.errors import InvalidInput, NotFound
from schema.scalars import parse_id

EXPECTED_VERSION = "The version that you saw: STALE_VERSION where it is not the current one."


def camel(name: str) -> str:
    """A field's name as the API has it."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def own_id(value: str, kind: str, field: str = "id") -> UUID:
    """The id of what a mutation is about. Raises `NotFound`, also for what is no UUID."""
    return _required(parse_id(value), kind, field)


def new_id(value: str | None, field: str = "id") -> UUID | None:
    """The id that a client made for something new, or none. Raises `InvalidInput`."""
    if not value:
        return None
    parsed = parse_id(value)
    if parsed is None:
        raise InvalidInput("The id is to be a UUID.", (field,))
    return parsed


def related_id(value: str | None, kind: str, field: str) -> UUID | None:
    """The id of something that a change refers to, or none. Raises `NotFound`."""
    return None if value is None else _required(parse_id(value), kind, field)


def given(source: Any, *, but: Iterable[str] = (), keep: Iterable[str] = ()) -> dict[str, Any]:
    """What an input holds, less the fields `but`. A null clears, save for the fields `keep`.

    Raises `InvalidInput` where one of those would be cleared.
    """
    found: dict[str, Any] = {}
    for name in (field.name for field in fields(source)):
        value = getattr(source, name)
        if name in but or value is strawberry.UNSET:
            continue
        if value is None and name in keep:
            raise InvalidInput(f"{camel(name)} cannot be cleared.", (camel(name),))
        found[name] = value.value if isinstance(value, Enum) else value
    return found


def value_or_none(value: Any) -> Any:
    """What was given, or None."""
    return None if value is strawberry.UNSET else value


def _required(value: UUID | None, kind: str, field: str) -> UUID:
    if value is None:
        raise NotFound(kind, (field,))
    return value
