set local lock_timeout = '5s';

drop table audit_log, api_keys;
drop table invitations;
drop trigger memberships_owner on memberships;
drop function studio_keeps_an_owner();
revoke update (role), delete on memberships from production_tool_app;
drop table identities;
revoke update (name, time_zone, currency, hold_expiry_hours, artists_see_busy, artists_may_hold, version,
               updated_at) on tenants from production_tool_app;
alter table tenants
  drop column artists_see_busy, drop column artists_may_hold, drop column version, drop column updated_at;
