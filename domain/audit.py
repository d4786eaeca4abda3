"""What the audit log records: who did what to which thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done. `old` and `new` are ids and facts, never names or e-mails."""

    action: str
    resource_type: str
    resource_id: UUID
    old: Mapping[str, Any] | None = None
    new: Mapping[str, Any] | None = None
