"""The event log: append within a transaction, read on from a revision."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Insert,
    Integer,
    Text,
    TextualSelect,
    Update,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, INET, JSONB

from db.plan import Plan
from db.queries.audit import who
from db.queries.own_sight import log_of
from db.scope import beside
from db.session import Database, Session
from db.tables import audit_log, events, tenant_revisions
from domain.actor import Actor
from domain.audit import entry_id
from domain.event import REMARKS, Event
from domain.visibility import Rows

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

    Of a conflict the audit log hears otherwise, as of a refusal. Answers the studio's new revision.

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
             where event->>'aggregate' <> all (:remarks)
            returning id
        """)
        .bindparams(
            _EVENTS,
            bindparam("ip", None, type_=INET),
            bindparam("remarks", sorted(REMARKS), type_=ARRAY(Text)),
        )
        .columns(audit_log.c.id)
    )


async def current_revision(session: Session) -> int:
    """The studio's newest revision."""
    revision: int = (await session.execute(select(tenant_revisions.c.revision))).scalar_one()
    return revision


class Head(NamedTuple):
    """Where a log stands: its newest revision, and the counter of what may change its readers."""

    revision: int
    access: int


async def latest_heads(db: Database, tenants: Collection[UUID]) -> dict[UUID, Head]:
    """Where the log of each of `tenants` stands, read as the system role."""
    head = tenant_revisions.c
    query = select(head.tenant_id, head.revision, head.access)
    async with db.system() as session:
        rows = await session.execute(query.where(head.tenant_id.in_(tenants)))
        return {row.tenant_id: Head(row.revision, row.access) for row in rows}


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log has it.

    `data` is JSON text, which few readers look into, and None where its reader is not to know it.
    `told` is what is told of the event, as JSON text too, where that was read together with it.
    """

    revision: int
    aggregate_type: str
    type: str
    occurred_at: datetime
    data: str | None
    told: str | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """A stretch of the log, with where the log stood in the same snapshot."""

    events: list[Recorded]
    head: Head
    oldest: int
    epoch: UUID


async def read_on(
    db: Database,
    actor: Actor,
    after: int,
    limit: int,
    *,
    rows: Rows = Rows.IN_FULL,
    together: tuple[str, Sequence[Any]] | None = None,
) -> LogPage:
    """Up to `limit` events after the revision `after`, and the state of the log, in one snapshot.

    `oldest` is the first revision still kept, or one past the newest where none is. `rows` says
    how the user sees the log, which is without gaps in any case. `together` is a compiled statement
    of one text that is read in the same round trip, as what is `told` of the first event.
    """
    plan = _reading(rows)
    values = {"after": after, "limit": limit, "user_id": actor.user_id}
    sql, parameters = plan.sql, plan.parameters(values)
    if together:
        sql = beside(sql, len(parameters), together[0])
        parameters += together[1]
    found = await db.read_all(actor, sql, parameters)
    log = [
        # By place: there may be hundreds of thousands in a second, for who come back.
        Recorded(*row[4:9])
        for row in found
        if row[4] is not None
    ]
    # As a rule they are in order, which nobody promises for a statement within another.
    log.sort(key=attrgetter("revision"))
    if together and log:
        log[0] = replace(log[0], told=found[0][9])
    return LogPage(
        events=log,
        head=Head(found[0].head, found[0].access),
        oldest=found[0].first or found[0].head + 1,
        epoch=found[0].epoch,
    )


@lru_cache
def _reading(rows: Rows) -> Plan:
    log, head = log_of(rows), tenant_revisions
    data = cast(log.c.data, Text).label("data")
    page = (
        select(log.c.revision, log.c.aggregate_type, log.c.type, log.c.occurred_at, data)
        .where(log.c.revision > bindparam("after", None, type_=Integer))
        .order_by(log.c.revision)
        .limit(bindparam("limit", None, type_=Integer))
        .subquery()
    )
    first = select(events.c.revision).order_by(events.c.revision).limit(1).scalar_subquery()
    stand = (head.c.revision.label("head"), head.c.access, head.c.epoch, first.label("first"))
    joined = head.outerjoin(page, page.c.revision <= head.c.revision)
    return Plan.of(select(*stand, page).select_from(joined).order_by(page.c.revision))
