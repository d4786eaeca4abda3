-- Loads one studio: $1 slug, $2 artists, $3 bookings of each artist, $4 slots of each artist,
-- $5 length of a slot, $6 first instant of the history, $7 the part of a slot that stays free.
-- Each slot has one blocking booking, every fourth a hold on top of it; nothing reaches into the
-- free part. Rows are written in the order in which people would have made them.

with studio as (
  insert into tenants (id, slug, name, time_zone, currency)
  values (uuidv7(), $1::text, initcap($1::text) || ' Studio', 'Europe/Berlin', 'EUR')
  returning id
), counter as (
  insert into tenant_revisions (tenant_id, epoch) select id, uuidv7() from studio
), person as (
  insert into users (id, email, name)
  values (uuidv7(), 'manager@' || $1::text || '.example', 'Robin Manager')
  returning id
), membership as (
  insert into memberships (tenant_id, user_id, role)
  select studio.id, person.id, 'manager' from studio, person
), project as (
  insert into projects (tenant_id, id, name, name_key, status)
  select studio.id, uuidv7(), name, lower(name), 'active'
    from studio, generate_series(1, 2 * $2::integer) as number,
         format('Project %s', lpad(number::text, 3, '0')) as name
  returning id, name
), artist as (
  insert into artists (tenant_id, id, name, name_key, employment, time_zone)
  select studio.id, uuidv7(), name, lower(name), 'freelance', 'Europe/Berlin'
    from studio, generate_series(1, $2::integer) as number,
         -- Some names are to need escapes in JSON.
         format(case when number % 10 = 0 then 'Zoë "Inks" \ %s' else 'Artist %s' end,
                lpad(number::text, 3, '0')) as name
  returning id
), numbered as (
  select array_agg(id order by name) as ids from project
), drawn as (
  select artist.id as artist_id, place < $4::integer as blocks,
         $6::timestamptz + $5::interval
           * (case when place < $4 then place else (place - $4) * 4 % $4 end
              + 0.3 * random()) as start_time,
         $5 * (0.2 + ($7::float8 - 0.5) * random()) as duration,
         random() as firm, random() as subject, random() as lead
    from artist, generate_series(0, $3::integer - 1) as place
), booking as (
  select drawn.*, date_bin('5 minutes', start_time, 'epoch') as starts,
         date_bin('5 minutes', start_time + duration, 'epoch') as ends,
         least(start_time - lead * interval '60 days', now()) as made
    from drawn
)
insert into bookings (tenant_id, id, artist_id, project_id, start_time, end_time, status,
                      queued_at, created_by, fingerprint, created_at, updated_at)
select studio.id, uuidv7(made - now()), artist_id,
       case when subject < 0.95
            then ids[1 + floor(subject / 0.95 * cardinality(ids))::integer] end,
       starts, ends,
       case when not blocks then 'hold' when firm < 0.75 then 'confirmed' else 'pencil' end,
       made, person.id, '\x00', made, made
  from studio, person, numbered, booking
 order by made
