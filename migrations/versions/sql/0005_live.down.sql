set local lock_timeout = '5s';

drop trigger tenants_access on tenants;
drop trigger api_keys_access on api_keys;
drop trigger memberships_access on memberships;
drop function count_access_of_tenant();
drop function count_access();
alter table tenant_revisions drop column access;

-- Not valid: the log is append-only, so what it has of refused attempts stays.
alter table events drop constraint events_aggregate_type_check;
alter table events add constraint events_aggregate_type_check
  check (aggregate_type in ('artist', 'project', 'phase', 'booking')) not valid;
