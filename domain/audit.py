"""What the audit log records: who did what to which thing, or tried to.

Like events, entries carry ids and facts only, never names, e-mails, free text or secrets: the log
is append-only, and what may have to be erased must not be in it.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Any
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_made = count()


class AuditOutcome(StrEnum):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done, or was refused or failed for the `reason`, the code of an error.

    `old` and `new` are JSON objects. `session` names the provider's session of a sign-in.
    """

    action: str
    resource_type: str | None = None
    resource_id: UUID | None = None
    old: Mapping[str, Any] | None = None
    new: Mapping[str, Any] | None = None
    outcome: AuditOutcome = AuditOutcome.DONE
    reason: str | None = None
    session: str | None = None


def signed_in(user_id: UUID, session: str) -> Deed:
    """A sign-in. However often it is recorded, a session of a person stands in the log once."""
    return Deed("signed_in", "member", user_id, session=session)


def entry_id(at: datetime) -> UUID:
    """A UUIDv7 of an instant: the order of ids is the order of time, to the microsecond.

    Of the same instant, which all of one request has, it is the order in which they are made.
    """
    milliseconds, microseconds = divmod((at - EPOCH) // timedelta(microseconds=1), 1000)
    tail = next(_made) % 2**20 << 42 | secrets.randbits(42)
    return UUID(int=milliseconds << 80 | 7 << 76 | microseconds << 66 | 2 << 62 | tail)
