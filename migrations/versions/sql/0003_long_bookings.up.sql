-- A window's bookings begin at most the longest booking before it: of a large studio that is a
-- hundred thousand index entries. Few bookings are longer than a month. Those get an index of their
-- own, and the others are looked for within a month before the window.

set local lock_timeout = '5s';

alter table bookings add column is_long boolean not null
  generated always as (end_time - start_time > interval '744 hours') stored;
comment on column bookings.is_long is 'More than 31 days: see booking_rows.in_window.';

create index bookings_long_idx on bookings (tenant_id, artist_id, start_time) where is_long;
