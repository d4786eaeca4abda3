"""What holds for every table, asked of the catalogue: a new table or grant cannot slip past."""

import re
from pathlib import Path

import asyncpg
import pytest

import migrations
from db.migrate import APP, OWNER, SYSTEM
from db.tables import metadata
from domain.event import FACTS
from tests.factories import Studio

GLOBAL = {"tenants", "users", "identities"}
"""The tables without a tenant_id: a studio itself, and people, who may belong to several."""

SETTINGS = (
    "artists_may_hold",
    "artists_see_busy",
    "business_hours",
    "challenge_hours",
    "currency",
    "hold_expiry_hours",
    "name",
    "time_zone",
    "updated_at",
    "version",
)
"""What a studio may change of itself."""

GRANTS = {
    APP: {
        "alembic_version: SELECT",
        "api_keys: INSERT, SELECT",
        "api_keys.revoked_at: UPDATE",
        "artists: INSERT, SELECT, UPDATE",
        "audit_log: INSERT, SELECT",
        "booking_reasons: INSERT, SELECT",
        "bookings: INSERT, SELECT, UPDATE",
        "challenges: INSERT, SELECT",
        *(
            f"challenges.{column}: UPDATE"
            for column in ("ended_at", "status", "updated_at", "version")
        ),
        "events: INSERT, SELECT",
        "invitations: DELETE, INSERT, SELECT, UPDATE",
        "memberships: DELETE, SELECT",
        "memberships.role: UPDATE",
        "phases: INSERT, SELECT, UPDATE",
        "projects: INSERT, SELECT, UPDATE",
        "tenant_revisions: SELECT",
        "tenant_revisions.access: UPDATE",
        "tenant_revisions.revision: UPDATE",
        "tenants: SELECT",
        *(f"tenants.{column}: UPDATE" for column in SETTINGS),
        "uploads: DELETE, INSERT, SELECT",
        "users: SELECT",
    },
    SYSTEM: {
        "api_keys: SELECT",
        "api_keys.last_used_at: UPDATE",
        "bookings.artist_id: SELECT",
        "bookings.expires_at: SELECT",
        "bookings.id: SELECT",
        "bookings.notice_due_at: SELECT",
        "bookings.status: SELECT",
        "bookings.tenant_id: SELECT",
        "challenges.artist_id: SELECT",
        "challenges.due_at: SELECT",
        "challenges.id: SELECT",
        "challenges.status: SELECT",
        "challenges.tenant_id: SELECT",
        "identities: INSERT, SELECT",
        "invitations: DELETE, SELECT",
        "memberships: INSERT, SELECT",
        "tenant_revisions: INSERT, SELECT",
        "tenants: INSERT, SELECT",
        "users: INSERT, SELECT",
    },
    "public": set(),
}

# What the log leaves out of each kind's row: texts that may have to be erased, and bookkeeping.
TEXTS = {
    "artist": {"name", "name_key", "email"},
    "project": {"name", "name_key", "client"},
    "phase": {"name"},
    "booking": {"reason", "notes", "external_id"},
    "challenge": {"reason"},
}
BOOKKEEPING = {"tenant_id", "id", "version", "created_at", "updated_at"}
ALSO_BOOKKEEPING = {
    "booking": {"during", "is_long", "created_by", "fingerprint", "notice_due_at"},
    "challenge": {"opened_by"},
}


async def test_every_table_is_known(superuser: asyncpg.Connection) -> None:
    tables = await _names(
        superuser,
        "select relname from pg_class where relnamespace = 'public'::regnamespace"
        " and relkind in ('r', 'p', 'v', 'm', 'f') and relname <> 'alembic_version'",
    )
    assert tables == set(metadata.tables)


async def test_every_table_is_either_global_or_a_studios(superuser: asyncpg.Connection) -> None:
    with_tenant = await _names(
        superuser,
        "select table_name from information_schema.columns"
        " where table_schema = 'public' and column_name = 'tenant_id' and is_nullable = 'NO'",
    )
    assert with_tenant == set(metadata.tables) - GLOBAL


async def test_every_table_forces_row_security_and_has_a_policy(
    superuser: asyncpg.Connection,
) -> None:
    guarded = await _names(
        superuser,
        "select relname from pg_class c where relrowsecurity and relforcerowsecurity"
        " and exists (select from pg_policy where polrelid = c.oid)",
    )
    assert guarded == set(metadata.tables)


async def test_every_key_of_a_studios_table_begins_with_the_studio(
    superuser: asyncpg.Connection,
) -> None:
    """Primary keys, unique constraints and indexes, exclusions."""
    keys = await superuser.fetch("""
        select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as name,
               pg_get_indexdef(i.indexrelid, 1, true) as first
          from pg_index i join pg_class c on c.oid = i.indrelid
         where c.relnamespace = 'public'::regnamespace and (i.indisunique or i.indisexclusion)
           and c.relname <> 'alembic_version'
    """)
    assert len(keys) >= len(metadata.tables)
    assert {key["name"] for key in keys if key["first"] != "tenant_id"} == {
        "tenants_pkey",
        "tenants_slug_key",
        "users_pkey",
        "users_email_key",
        "identities_pkey",
        "identities_user_key",
    }


async def test_every_reference_between_studios_tables_carries_the_studio(
    superuser: asyncpg.Connection,
) -> None:
    references = await superuser.fetch("""
        select conname, confrelid::regclass::text as target,
               (select array_agg(a.attname::text order by k.place)
                  from unnest(conkey) with ordinality k(number, place)
                  join pg_attribute a on a.attrelid = conrelid and a.attnum = k.number) as columns,
               (select array_agg(a.attname::text order by k.place)
                  from unnest(confkey) with ordinality k(number, place)
                  join pg_attribute a on a.attrelid = confrelid and a.attnum = k.number) as targets
          from pg_constraint
         where contype = 'f' and connamespace = 'public'::regnamespace
    """)
    to_users = set()
    for reference in references:
        match reference["target"]:
            case "tenants":
                assert reference["columns"] == ["tenant_id"]
            case "users":
                to_users.add(reference["conname"])
            case _:
                assert reference["columns"][0] == reference["targets"][0] == "tenant_id"
    assert to_users == {
        "memberships_user_id_fkey",
        "bookings_created_by_fkey",
        "challenges_opened_by_fkey",
        "identities_user_id_fkey",
    }


async def test_every_constraint_was_given_its_name(superuser: asyncpg.Connection) -> None:
    # "n": since version 18 PostgreSQL lists `not null`, for which no name is worth writing.
    names = await _names(
        superuser,
        "select conname from pg_constraint where connamespace = 'public'::regnamespace"
        " and contype <> 'n' and conname <> 'alembic_version_pkc'",
    )
    scripts = Path(migrations.__file__).parent.glob("versions/sql/*.up.sql")
    written = " ".join(script.read_text() for script in scripts)
    assert names == set(re.findall(r"constraint (?:trigger )?(\w+)\s", written))
    assert {name for name in names if name[-1].isdigit()} == set()


async def test_the_api_role_is_bound_by_everything(superuser: asyncpg.Connection) -> None:
    for role in (APP, SYSTEM):
        row = await superuser.fetchrow("select * from pg_roles where rolname = $1", role)
        assert row is not None
        for power in ("super", "bypassrls", "createrole", "createdb", "replication", "inherit"):
            assert row[f"rol{power}"] is False, f"{role}: {power}"
        assert row["rolcanlogin"] is (role == APP)
        owned = await superuser.fetchval(
            "select count(*) from pg_shdepend where refobjid = $1::regrole and deptype = 'o'", role
        )
        assert owned == 0
    groups = await superuser.fetch(
        """
        select m.roleid::regrole::text as role, m.inherit_option, m.admin_option
          from pg_auth_members m where m.member = $1::regrole
    """,
        APP,
    )
    assert [tuple(group) for group in groups] == [(SYSTEM, False, False)]
    assert not await superuser.fetchval("select has_schema_privilege($1, 'public', 'create')", APP)


async def test_the_owner_is_bound_by_row_security(superuser: asyncpg.Connection) -> None:
    row = await superuser.fetchrow("select * from pg_roles where rolname = $1", OWNER)
    assert row is not None
    assert not row["rolsuper"]
    assert not row["rolbypassrls"]
    owners = await _names(superuser, "select tableowner from pg_tables where schemaname = 'public'")
    assert owners == {OWNER}


@pytest.mark.parametrize("role", GRANTS)
async def test_each_role_has_the_grants_that_are_written_here(
    superuser: asyncpg.Connection, role: str
) -> None:
    granted = await _names(
        superuser,
        """
        with item as (
          select relname::text as object, relacl as acl from pg_class
           where relnamespace = 'public'::regnamespace
          union all
          select relname || '.' || attname, attacl
            from pg_attribute join pg_class c on c.oid = attrelid
           where relnamespace = 'public'::regnamespace)
        select object || ': ' || string_agg(privilege_type, ', ' order by privilege_type)
          from item, aclexplode(acl) g
         where case g.grantee when 0 then 'public' else g.grantee::regrole::text end = $1
         group by object
        """,
        role,
    )
    assert granted == GRANTS[role]


async def test_nobody_but_the_owner_can_truncate_and_the_api_deletes_only_what_ends(
    superuser: asyncpg.Connection,
) -> None:
    able = await superuser.fetch(
        """
        select role, c.relname, power
          from unnest($1::text[]) role, pg_class c,
               unnest(array['DELETE', 'TRUNCATE', 'TRIGGER']) power
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
           and has_table_privilege(role, c.oid, power)
    """,
        [APP, SYSTEM],
    )
    assert {tuple(row) for row in able} == {
        (APP, "uploads", "DELETE"),
        (APP, "memberships", "DELETE"),
        (APP, "invitations", "DELETE"),
        (SYSTEM, "invitations", "DELETE"),
    }


@pytest.mark.parametrize("log", ["events", "audit_log"])
async def test_the_api_cannot_rewrite_a_log(superuser: asyncpg.Connection, log: str) -> None:
    assert not await superuser.fetchval(
        "select has_any_column_privilege($1, $2, 'UPDATE')", APP, log
    )


@pytest.mark.parametrize(
    "deed",
    [
        "update events set type = type",
        "delete from events",
        "truncate events",
        "update audit_log set action = action",
        "delete from audit_log",
        "truncate audit_log",
    ],
)
async def test_even_a_superuser_cannot_rewrite_a_log(
    superuser: asyncpg.Connection, studio: Studio, deed: str
) -> None:
    await studio.artist()
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        await superuser.execute(deed)
    async with superuser.transaction():
        await superuser.execute(f"set local role {OWNER}")
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            async with superuser.transaction():
                await superuser.execute(deed)


@pytest.mark.parametrize("kind", FACTS.keys() - {"conflict"})
def test_every_column_is_a_fact_a_text_or_bookkeeping(kind: str) -> None:
    bookkeeping = BOOKKEEPING | ALSO_BOOKKEEPING.get(kind, set())
    groups = [set(FACTS[kind]), TEXTS[kind], bookkeeping]
    columns = {column.name for column in metadata.tables[f"{kind}s"].columns}
    assert set.union(*groups) == columns
    assert sum(map(len, groups)) == len(columns), "a column is in two groups"


async def _names(superuser: asyncpg.Connection, query: str, *parameters: object) -> set[str]:
    return {name for (name,) in await superuser.fetch(query, *parameters)}
