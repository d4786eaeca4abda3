set local lock_timeout = '5s';

drop index bookings_long_idx;
alter table bookings drop column is_long;
