"""What a database's catalogue holds, as lines that can be compared and read in a difference."""

from dataclasses import dataclass

import asyncpg

from db.migrate import Urls

QUERIES = {
    "relation": """
        select concat_ws(' ', c.relname, c.relkind, pg_get_userbyid(c.relowner), c.relrowsecurity,
                         c.relforcerowsecurity, c.relacl::text, obj_description(c.oid, 'pg_class'))
          from pg_class c where c.relnamespace = 'public'::regnamespace
           and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')""",
    "column": """
        select concat_ws(' ', c.relname, a.attnum, a.attname,
                         format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated,
                         pg_get_expr(d.adbin, d.adrelid), a.attacl::text,
                         col_description(c.oid, a.attnum))
          from pg_class c join pg_attribute a on a.attrelid = c.oid
               left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
           and a.attnum > 0 and not a.attisdropped""",
    "constraint": """
        select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
          from pg_constraint where connamespace = 'public'::regnamespace""",
    "index": "select indexdef from pg_indexes where schemaname = 'public'",
    "policy": "select p::text from pg_policies p",
    "trigger": "select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal",
    "function": """
        select concat_ws(' ', pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner),
                         p.proacl::text)
          from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'
           and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')""",
    "extension": "select extname from pg_extension",
}


@dataclass(frozen=True)
class Server:
    """A database, with the ways in of its users, and one around everything."""

    urls: Urls
    superuser: asyncpg.Connection


async def described(connection: asyncpg.Connection) -> list[str]:
    """Every object of the schema, Alembic's own table left out."""
    lines = [
        f"{kind}: {line}"
        for kind, query in QUERIES.items()
        for (line,) in await connection.fetch(query)
    ]
    return sorted(line for line in lines if "alembic_version" not in line)
