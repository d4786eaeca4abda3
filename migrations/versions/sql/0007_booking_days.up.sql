-- Whole days are an artist's own: with somebody in another time zone they begin at another instant.
-- So a booking made for days keeps them, and its instants follow from them.

set local lock_timeout = '5s';

alter table bookings
  add column start_date date,
  add column end_date date,
  add constraint bookings_days_check
    check ((start_date is null) = (end_date is null) and end_date >= start_date);
comment on column bookings.start_date is 'The first of the whole days it was made for, in the artist''s time zone; null: made by instants.';

-- What one request did is undone together.
create index events_request_idx on events (tenant_id, request_id) where request_id is not null;
