"""Writing the audit log. What appends an event writes its own entry: `db.events.append`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import literal_column
from sqlalchemy.dialects.postgresql import insert

from db.session import Session
from db.tables import audit_log
from domain.actor import Actor
from domain.audit import Deed, entry_id


async def record(session: Session, actor: Actor, deeds: Sequence[Deed], *, at: datetime) -> None:
    """Record what the actor did, in the transaction that does it.

    A sign-in of a session that has been recorded is left as it is.
    """
    rows = [
        {
            **who(actor),
            "tenant_id": actor.tenant_id,
            "id": entry_id(at),
            "at": at,
            "action": deed.action,
            "resource_type": deed.resource_type,
            "resource_id": deed.resource_id,
            "old": deed.old,
            "new": deed.new,
            "outcome": deed.outcome.value,
            "reason": deed.reason,
            "session": deed.session,
        }
        for deed in deeds
    ]
    if rows:
        once = insert(audit_log).on_conflict_do_nothing(
            index_elements=["tenant_id", "actor_id", "session"],
            index_where=audit_log.c.action == literal_column("'signed_in'"),
        )
        await session.execute(once, rows)


def who(actor: Actor) -> dict[str, Any]:
    """The columns that say who it was, and from where."""
    return {
        "actor_id": actor.user_id,
        "key_id": actor.key.id if actor.key else None,
        # The clockwork acts with an owner's rights, and is none.
        "role": actor.role.value if actor.user_id else None,
        "ip": actor.origin.ip,
        "user_agent": actor.origin.user_agent,
        "request_id": actor.request_id,
    }
