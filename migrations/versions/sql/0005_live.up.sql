set local lock_timeout = '5s';

-- Who may read a studio's log, and what they are shown of it, changes beside the log. A reader of
-- the log finds this counter in the same snapshot, and so never delivers on the word of a
-- membership that had ended by then. Deferred, for the counter's row is the last to be locked.

alter table tenant_revisions add column access integer not null default 0
  constraint tenant_revisions_access_check check (access >= 0);
comment on column tenant_revisions.access is 'Counts what may end or change somebody''s reading.';

create function count_access() returns trigger language plpgsql as $$
begin
  update tenant_revisions set access = access + 1 where tenant_id = old.tenant_id;
  return null;
end
$$;
create constraint trigger memberships_access after update of role or delete on memberships
  deferrable initially deferred for each row execute function count_access();
create constraint trigger api_keys_access after update of revoked_at, scopes or delete on api_keys
  deferrable initially deferred for each row execute function count_access();

create function count_access_of_tenant() returns trigger language plpgsql as $$
begin
  update tenant_revisions set access = access + 1 where tenant_id = old.id;
  return null;
end
$$;
create constraint trigger tenants_access after update of artists_see_busy on tenants
  deferrable initially deferred for each row execute function count_access_of_tenant();

grant update (access) on tenant_revisions to production_tool_app;

-- A refused attempt is a thing of its own in the log: there may be no booking that it is about.
alter table events drop constraint events_aggregate_type_check;
alter table events add constraint events_aggregate_type_check
  check (aggregate_type in ('artist', 'project', 'phase', 'booking', 'conflict'));
