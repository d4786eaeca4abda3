"""How PostgreSQL reads the lists of a studio that is five years old, under row-level security."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest
from uuid_utils.compat import uuid7

from db import migrate
from db.scope import identity, in_scope
from db.session import Database
from domain.actor import Actor
from domain.roles import Role
from schema.context import RequestContext, Services
from schema.root import build_schema
from subscriptions.backend import open_backend
from subscriptions.hub import Hub
from tests.db.catalogue import Server
from tests.desk import new_desk

SCHEMA = build_schema()
TENANT, USER, ARTIST = UUID(int=1), UUID(int=2), UUID(int=3)

# 200 artists with 1,000 bookings each, one after the other over five years; a second studio, so
# that a plan which forgets the studio reads too much.
FILL = (
    """
set session_replication_role = replica;
insert into tenants (id, slug, name, time_zone, currency)
  select md5(n::text)::uuid, 's' || n, 'S', 'UTC', 'EUR' from generate_series(1, 1) n;
insert into tenants (id, slug, name, time_zone, currency) values ($T, 'big', 'Big', 'UTC', 'EUR');
insert into tenant_revisions select id, 20000, id from tenants;
insert into users (id, email, name) values ($U, 'm@big.example', 'M');
insert into users (id, email, name) values ($A, 'a@big.example', 'A');
insert into memberships (tenant_id, user_id, role) values ($T, $U, 'admin'), ($T, $A, 'artist');
insert into artists (tenant_id, id, name, name_key, employment, time_zone)
  select t.id, md5(t.slug || 'a' || n)::uuid, 'Artist ' || n, 'artist ' || lpad(n::text, 4, '0'),
         'staff', 'UTC' from tenants t, generate_series(1, 200) n;
update artists set user_id = $A where tenant_id = $T and name = 'Artist 7';
insert into users (id, email, name)
  select md5('u' || n)::uuid, 'u' || n || '@big.example', 'U' from generate_series(1, 300) n;
insert into memberships (tenant_id, user_id, role)
  select t.id, md5('u' || n)::uuid, 'viewer' from tenants t, generate_series(1, 300) n;
insert into invitations (tenant_id, id, email, role, expires_at)
  select t.id, md5('i' || n)::uuid, 'i' || n || '@big.example', 'viewer', '2030-01-01'
    from tenants t, generate_series(1, 300) n;
insert into api_keys (tenant_id, id, name, secret_hash, scopes, created_by)
  select t.id, md5('k' || n)::uuid, 'Key', sha256(n::text::bytea), array['schedule:read'],
         md5('u' || n)::uuid from tenants t, generate_series(1, 300) n;
insert into projects (tenant_id, id, name, name_key, status)
  select t.id, md5(t.slug || 'p' || n)::uuid, 'Project ' || n, 'project ' || lpad(n::text, 4, '0'),
         'active' from tenants t, generate_series(1, 300) n;
insert into phases (tenant_id, id, project_id, name, position)
  select t.id, md5(t.slug || 'f' || n)::uuid, md5(t.slug || 'p' || (n % 300 + 1))::uuid, 'Phase', n
    from tenants t, generate_series(1, 900) n;
insert into bookings (tenant_id, id, artist_id, project_id, start_time, end_time, status, queued_at,
                      created_at, updated_at, fingerprint)
  select t.id, md5(t.slug || 'b' || a || '/' || n)::uuid, md5(t.slug || 'a' || a)::uuid,
         md5(t.slug || 'p' || ((a * 7 + n) % 300 + 1))::uuid,
         timestamptz '2022-01-01' + n * interval '43 hours',
         timestamptz '2022-01-01' + n * interval '43 hours' + interval '35 hours',
         (array['confirmed', 'pencil', 'hold'])[1 + n % 3], timestamptz '2022-01-01', t2, t2, ''
    from tenants t, generate_series(1, 200) a, generate_series(1, 1000) n,
         lateral (select timestamptz '2022-01-01' + (n * 200 + a) * interval '10 minutes') c (t2)
   where t.id = $T or n <= 100;
insert into events (tenant_id, revision, aggregate_type, aggregate_id, version, type, data,
                    occurred_at)
  select t.id, n, 'booking', md5('e' || n)::uuid, 1, 'booking_created', '{}', now()
    from tenants t, generate_series(1, 20000) n;
insert into audit_log (tenant_id, id, at, actor_id, role, action, resource_type, resource_id,
                       outcome)
  select t.id,
         (rpad(lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0'), 16, '7000')
          || '8' || lpad(to_hex(n), 15, '0'))::uuid,
         at, case when n % 50 = 0 then uuid $U end, 'manager',
         case when n % 1000 = 0 then 'member_removed' else 'booking_updated' end,
         case when n % 1000 = 0 then 'member' else 'booking' end, md5((n % 5000)::text)::uuid,
         case when n % 500 = 0 then 'refused' else 'done' end
    from tenants t, generate_series(1, 50000) n,
         lateral (select timestamptz '2022-01-01' + n * interval '50 minutes') c (at);
analyze;
""".replace("$T", f"'{TENANT}'")
    .replace("$U", f"'{USER}'")
    .replace("$A", f"'{ARTIST}'")
)

PROJECT = UUID(hashlib.md5(b"bigp57", usedforsecurity=False).hexdigest())
WEEK = 'from: "2026-01-05T00:00:00Z", to: "2026-01-12T00:00:00Z"'
BOOKING = "id startTime endTime status project { id name }"

THING = UUID(hex=hashlib.md5(b"7").hexdigest())
MIDDLE = "0190f000-0000-7000-8000-000000000000"
CURSOR = (
    base64.urlsafe_b64encode(f'["audit_log.AT_DESC","{MIDDLE}","{MIDDLE}"]'.encode())
    .decode()
    .rstrip("=")
)


def audit(arguments: str) -> str:
    return f"{{ auditLog(first: 50 {arguments}) {{ nodes {{ id at actor {{ name }} new }} }} }}"


# Each list of the schema, and the most pages of 8 KiB that it may touch.
LISTS: dict[str, tuple[str, int]] = {
    "the calendar week of everybody": (
        f"{{ artists(first: 200) {{ nodes {{ id name bookings({WEEK}) {{ {BOOKING} }} }} }} }}",
        500,
    ),
    "the week's ranks and rivals": (
        f"{{ artists(first: 200) {{ nodes {{ id bookings({WEEK}) {{ holdRank isBackup"
        " rivals { startTime booking { id } } } } } }",
        25_000,
    ),
    "the week's ranks by day": (
        f"{{ artists(first: 200) {{ nodes {{ id bookings({WEEK}) {{"
        " holdRanks { day rank } } } } }",
        40_000,
    ),
    "a week of bookings": (
        f"{{ bookings(first: 200, filter: {{ {WEEK} }}) {{ nodes {{ {BOOKING} }} }} }}",
        300,
    ),
    "the newest bookings": (
        "{ bookings(first: 50, orderBy: CREATED_DESC) { nodes { id artist { name } } } }",
        50,
    ),
    "the first bookings": ("{ bookings(first: 50) { nodes { id } pageInfo { endCursor } } }", 40),
    "members": ("{ members(first: 50) { nodes { role user { id name } artist { name } } } }", 250),
    "invitations": ("{ invitations(first: 50) { nodes { id invitedBy { name } } } }", 60),
    "API keys": ("{ apiKeys(first: 50) { nodes { id createdBy { name } } } }", 250),
    "artists by name": ("{ artists(first: 50) { nodes { id name } } }", 20),
    "projects with phases and bookings": (
        "{ projects(first: 20) { nodes { name phases { name }"
        f" bookings(first: 10) {{ nodes {{ {BOOKING} }} }} }} }} }}",
        1_200,
    ),
    "the newest events": (
        "{ events(first: 50, orderBy: REVISION_DESC) { nodes { revision actor { name } } } }",
        30,
    ),
    "the newest of the audit log": (audit(""), 40),
    "the audit log of a day": (
        audit('filter: { from: "2025-03-01T00:00:00Z", to: "2025-03-02T00:00:00Z" }'),
        40,
    ),
    "the audit log of somebody": (audit(f'filter: {{ actorId: "{USER}" }}'), 100),
    "the audit log of a thing": (audit(f'filter: {{ resourceId: "{THING}" }}'), 60),
    "a rare action": (audit('filter: { action: "member_removed" }'), 100),
    "a rare kind of thing": (audit('filter: { resourceType: "member" }'), 100),
    "what was refused": (audit("filter: { outcome: REFUSED }"), 100),
    "what was done": (audit("filter: { outcome: DONE }, orderBy: AT_ASC"), 40),
    "somebody's refusals of a year": (
        audit(f'filter: {{ actorId: "{USER}", outcome: REFUSED, from: "2025-01-01T00:00:00Z" }}'),
        100,
    ),
    "the audit log from a cursor on": (audit(f'after: "{CURSOR}"'), 40),
    "events from a revision on": (
        "{ events(first: 50, after: 15000) { nodes { revision } } }",
        30,
    ),
}

ARTISTS_WEEK = "an artist's calendar week of everybody"
# The same for an artist, whose projects are looked up through a thousand bookings of their own.
OF_AN_ARTIST: dict[str, tuple[str, int]] = {
    ARTISTS_WEEK: (
        LISTS["the calendar week of everybody"][0],
        1_500,
    ),
    "an artist's week of bookings": (LISTS["a week of bookings"][0], 1_500),
    "an artist's projects with bookings": (LISTS["projects with phases and bookings"][0], 20_000),
    "an artist's bookings for a project": (
        f'{{ bookings(filter: {{ projectIds: ["{PROJECT}"] }}) {{ totalCount nodes {{ id }} }} }}',
        2_500,
    ),
}


@dataclass(slots=True)
class Explaining(RequestContext):
    """Keeps the plan of what it reads."""

    plan: Mapping[str, Any] | None = None

    async def read(self, sql: str, parameters: Sequence[Any]) -> Sequence[Any]:
        # EXPLAIN of a statement with parameters plans for their values, which the server does not.
        values = ", ".join(map(literal, [*parameters, *identity(self.signed_in).values()]))
        async with self.services.db.tenant(self.signed_in) as session:
            await session.fetchrow(f"prepare read as {in_scope(sql, len(parameters))}", [])
            ((found,),) = await session.fetchrow(
                f"explain (analyze, buffers, format json) execute read({values})", []
            )
            await session.fetchrow("deallocate read", [])
        self.plan = found["Plan"]
        return await self.services.db.read(self.signed_in, sql, parameters)


def literal(value: Any) -> str:
    """The value as SQL text, for EXECUTE, which takes no parameters from outside."""
    if value is None:
        return "null"
    if isinstance(value, list):
        return f"'{{{','.join(map(str, value))}}}'"
    return str(value) if isinstance(value, int) else f"'{value}'"


async def latest(_: Any) -> Mapping[UUID, Any]:
    return {}


async def explained(
    services: Services, query: str, user: UUID = USER, role: Role = Role.ADMIN
) -> tuple[Mapping[str, Any], Any]:
    """The plan of a query's statement, and its answer."""
    actor = Actor(TENANT, user, role, request_id=uuid7())
    context = Explaining(services, actor.request_id, datetime(2026, 1, 6, tzinfo=UTC), actor)
    result = await SCHEMA.execute(query, context_value=context)
    assert result.errors is None
    assert context.plan is not None
    return context.plan, orjson.loads(orjson.dumps(result.data))


def nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


async def test_every_list_is_read_by_index_and_touches_a_bounded_part(
    spare: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    await migrate.upgrade(spare.urls.migration_url)
    await spare.superuser.execute(FILL)
    db = Database(spare.urls.app_url, statement_timeout=60)
    services = Services(db, Hub(open_backend(None), latest), new_desk())
    too_much: dict[str, Any] = {}
    report = []
    of_managers = [(name, listed, USER, Role.ADMIN) for name, listed in LISTS.items()]
    of_artists = [(name, listed, ARTIST, Role.ARTIST) for name, listed in OF_AN_ARTIST.items()]
    for name, (query, most), user, role in of_managers + of_artists:
        plan, answer = await explained(services, query, user, role)
        assert "id" in str(answer) or "revision" in str(answer), f"{name} answers nothing"
        touched = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
        scanned = {
            node["Relation Name"]
            for node in nodes(plan)
            if node["Node Type"] == "Seq Scan"
            and node["Relation Name"] in {"bookings", "events", "audit_log"}
        }
        report.append(f"{name}: {touched} of {most} pages, {plan['Actual Total Time']:.1f} ms")
        if scanned or touched > most:
            too_much[name] = (scanned, touched)
    with capsys.disabled():
        print("", *report, sep="\n")  # noqa: T201 - the figures are what one wants to read
    assert too_much == {}
    week, _ = await explained(services, LISTS["a week of bookings"][0])
    artists, _ = await explained(services, OF_AN_ARTIST[ARTISTS_WEEK][0], ARTIST, Role.ARTIST)
    await db.close()
    assert_one_tight_range(week)
    assert_looked_up_once(artists)


def assert_looked_up_once(plan: Mapping[str, Any]) -> None:
    """Which artist one is: an init-plan or a CTE, evaluated once however often it is mentioned."""
    lookups = [node for node in nodes(plan) if node.get("Index Name") == "artists_user_key"]
    assert [node["Actual Loops"] for node in lookups] == [1]


def assert_one_tight_range(plan: Mapping[str, Any]) -> None:
    ranges = [node for node in nodes(plan) if node.get("Index Name") == "bookings_window_idx"]
    assert len(ranges) == 1
    (found,) = ranges
    for bound in ("tenant_id", "start_time <", "start_time >", "end_time >"):
        assert bound in found["Index Cond"], found["Index Cond"]
