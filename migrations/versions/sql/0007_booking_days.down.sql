set local lock_timeout = '5s';

drop index events_request_idx;
alter table bookings drop column start_date, drop column end_date;
