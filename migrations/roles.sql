-- The three roles. `production-tool migrate` runs this where they are missing and its login may create
-- roles; a DBA can run it by hand. Either way the last needs LOGIN and a password from a DBA, and the
-- first too if `migrate` is to log in as it: docs/operations.md.
--
-- production_tool_owner   owns the tables and runs the migrations
-- production_tool_system  does the few things that cross studios; nobody logs in as it
-- production_tool_app     the server's login. It inherits nothing: it has to SET ROLE for the above

do $$ begin
  if not exists (select from pg_roles where rolname = 'production_tool_owner') then
    create role production_tool_owner nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'production_tool_system') then
    create role production_tool_system nologin noinherit nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'production_tool_app') then
    create role production_tool_app noinherit nosuperuser nobypassrls;
  end if;
  if not pg_has_role('production_tool_app', 'production_tool_system', 'member') then
    grant production_tool_system to production_tool_app;
  end if;
end $$;
