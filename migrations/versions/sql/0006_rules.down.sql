set local lock_timeout = '5s';

-- Not valid: the log is append-only, so what it has of holds and challenges stays.
alter table events drop constraint events_aggregate_type_check;
alter table events add constraint events_aggregate_type_check
  check (aggregate_type in ('artist', 'project', 'phase', 'booking', 'conflict')) not valid;

drop table booking_reasons;
drop table challenges;
drop index bookings_notice_idx;
alter table bookings drop column notice_due_at;
revoke select (artist_id) on bookings from production_tool_system;
drop index bookings_blocking_idx;
drop index bookings_queue_idx;
alter table projects drop column hold_expiry_hours;
alter table artists drop column working_hours;
alter table tenants drop column challenge_hours, drop column business_hours;
