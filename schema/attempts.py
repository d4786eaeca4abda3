"""What the audit log says of operations that came to nothing."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.audit import AuditOutcome, Deed
from domain.errors import DomainError
from schema.scalars import parse_id

NOUN = re.compile(r"[A-Z].*")
CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")

GIVEN_UP = "CANCELLED"
"""By the time limit, or because the client has left: nobody knows what was done by then."""


def attempt(
    field: str,
    reason: str,
    *,
    outcome: AuditOutcome = AuditOutcome.REFUSED,
    resource_id: UUID | None = None,
) -> Deed:
    """What was tried: the root field's own name, and of what kind of thing that name speaks."""
    noun = NOUN.search(field)
    kind = CAPITAL.sub("_", noun[0]).lower() if noun else None
    return Deed(field, kind, resource_id, outcome=outcome, reason=reason)


def note_attempt(arguments: Mapping[str, Any], error: BaseException) -> None:
    """Have the audit log say how a mutation ended that was called with these arguments."""
    info = arguments["info"]
    claimed = getattr(arguments["input"], "id", None)
    deed = attempt(
        info.field_name,
        _reason(error),
        outcome=AuditOutcome.REFUSED if isinstance(error, DomainError) else AuditOutcome.FAILED,
        resource_id=parse_id(claimed) if claimed else None,
    )
    info.context.note(deed)


def _reason(error: BaseException) -> str:
    match error:
        case DomainError():
            return error.code.value
        case asyncio.CancelledError():
            return GIVEN_UP
    return "INTERNAL"
