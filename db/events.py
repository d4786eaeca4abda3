"""The event log: append within a transaction, read on from a revision."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    FromClause,
    Insert,
    TextualSelect,
    Update,
    bindparam,
    exists,
    func,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import INET, JSONB

from db.plan import Plan
from db.queries.audit import who
from db.session import Database, Session
from db.tables import audit_log, events, tenant_revisions
from domain.actor import Actor
from domain.audit import entry_id
from domain.event import Event

_EVENTS = bindparam("events", None, type_=JSONB)


@dataclass(frozen=True, slots=True)
class Write:
    """A row to insert or update, in the same statement that records it.

    `statement` takes its values as parameters and is made once for each set of columns.
    """

    statement: Insert | Update
    values: Mapping[str, Any]


async def append(
    session: Session,
    actor: Actor,
    changes: Sequence[Event],
    *,
    at: datetime,
    write: Write | None = None,
) -> int:
    """Record `changes` in both logs, after the `write` that they are about.

    Answers the studio's new revision.

    Has to be the last statement of its transaction: the counter's row stays locked until the
    commit, which is what makes the order of revisions the order of commits.
    """
    payload = [
        {
            "aggregate": change.type.aggregate,
            "id": str(change.aggregate_id),
            "version": change.version,
            "type": change.type.value,
            "data": change.data,
            "entry": str(entry_id(at)),
        }
        for change in changes
    ]
    rows = await session.fetch(
        _appending(write.statement if write else None),
        events=json.dumps(payload),
        at=at,
        **who(actor),
        **(write.values if write else {}),
    )
    revisions: list[int] = [row.revision for row in rows]
    return max(revisions)


async def write_before(session: Session, write: Write) -> None:
    """Write a row by itself, one of several that are recorded together afterwards."""
    await session.fetch(_alone(write.statement), **write.values)


@lru_cache
def _alone(write: Insert | Update) -> Plan:
    return Plan.of(write)


@lru_cache
def _appending(write: Insert | Update | None) -> Plan:
    head = tenant_revisions.c
    length = func.jsonb_array_length(_EVENTS)
    counting = update(tenant_revisions).values(revision=head.revision + length)
    written = []
    if write is not None:
        written = [write.returning(literal_column("1").label("done")).cte("written")]
        # It is written before the counter is locked: others wait for that one.
        counting = counting.where(exists(select(written[0])))
    counter = counting.returning(head.tenant_id, head.revision).cte("counter")
    return Plan.of(_log().add_cte(*written, counter, _audited().cte("audited")))


def _log() -> TextualSelect:
    return (
        text("""
            insert into events (tenant_id, revision, aggregate_type, aggregate_id, version, type,
                                data, actor_id, request_id, occurred_at)
            select counter.tenant_id,
                   counter.revision - jsonb_array_length(:events) + item.place,
                   item.value->>'aggregate', (item.value->>'id')::uuid,
                   (item.value->>'version')::integer,
                   item.value->>'type', item.value->'data', :actor_id, :request_id, :at
              from counter, jsonb_array_elements(:events) with ordinality as item(value, place)
            returning revision
        """)
        .bindparams(_EVENTS)
        .columns(events.c.revision)
    )


def _audited() -> TextualSelect:
    return (
        text("""
            insert into audit_log (tenant_id, id, at, actor_id, key_id, role, action, resource_type,
                                   resource_id, old, new, outcome, ip, user_agent, request_id)
            select counter.tenant_id, (event->>'entry')::uuid, :at, :actor_id, :key_id, :role,
                   event->>'type', event->>'aggregate', (event->>'id')::uuid,
                   event->'data'->'previous', event->'data'->'facts', 'done', :ip, :user_agent,
                   :request_id
              from counter, jsonb_array_elements(:events) as event
            returning id
        """)
        .bindparams(_EVENTS, bindparam("ip", None, type_=INET))
        .columns(audit_log.c.id)
    )


async def current_revision(session: Session) -> int:
    """The studio's newest revision."""
    revision: int = (await session.execute(select(tenant_revisions.c.revision))).scalar_one()
    return revision


async def latest_revisions(db: Database, tenants: Collection[UUID]) -> dict[UUID, int]:
    """The newest revision of each of `tenants`, read as the system role."""
    query = select(tenant_revisions.c.tenant_id, tenant_revisions.c.revision)
    async with db.system() as session:
        rows = await session.execute(query.where(tenant_revisions.c.tenant_id.in_(tenants)))
        return {row.tenant_id: row.revision for row in rows}


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log has it. `data` is None where its reader is not to know of it."""

    revision: int
    aggregate_type: str
    type: str
    data: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class LogPage:
    """A stretch of the log, with where the log stood in the same snapshot."""

    events: list[Recorded]
    revision: int
    oldest: int
    epoch: UUID


async def read_on(session: Session, after: int, limit: int, log: FromClause = events) -> LogPage:
    """Up to `limit` events after the revision `after`, and the state of the log, in one snapshot.

    `oldest` is the first revision still kept, or one past the newest where none is. `log` is the
    log as its reader sees it, without gaps.
    """
    page = (
        select(log.c.revision, log.c.aggregate_type, log.c.type, log.c.data)
        .where(log.c.revision > after)
        .order_by(log.c.revision)
        .limit(limit)
        .subquery()
    )
    first = select(events.c.revision).order_by(events.c.revision).limit(1).scalar_subquery()
    head = tenant_revisions
    rows = (
        await session.execute(
            select(head.c.revision.label("head"), head.c.epoch, first.label("first"), page)
            .select_from(head.outerjoin(page, page.c.revision <= head.c.revision))
            .order_by(page.c.revision)
        )
    ).all()
    return LogPage(
        events=[
            Recorded(row.revision, row.aggregate_type, row.type, row.data)
            for row in rows
            if row.revision is not None
        ],
        revision=rows[0].head,
        oldest=rows[0].first or rows[0].head + 1,
        epoch=rows[0].epoch,
    )
