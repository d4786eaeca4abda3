-- Loads as $1 what the studio $2 is, with no more of its history than what overlaps [$3, $4).

with studio as (
  select id from tenants where slug = $2::text
), young as (
  insert into tenants (id, slug, name, time_zone, currency)
  select uuidv7(), $1::text, name, time_zone, currency from tenants where slug = $2
  returning id
), counter as (
  insert into tenant_revisions (tenant_id, epoch) select id, uuidv7() from young
), membership as (
  insert into memberships (tenant_id, user_id, role)
  select young.id, user_id, role
    from young, memberships join studio on tenant_id = studio.id
), project as (
  insert into projects (tenant_id, id, name, name_key, status)
  select young.id, projects.id, name, name_key, status
    from young, projects join studio on tenant_id = studio.id
), artist as (
  insert into artists (tenant_id, id, name, name_key, employment, time_zone)
  select young.id, artists.id, name, name_key, employment, time_zone
    from young, artists join studio on tenant_id = studio.id
)
insert into bookings (tenant_id, id, artist_id, project_id, start_time, end_time, status,
                      queued_at, created_by, fingerprint, created_at, updated_at)
select young.id, bookings.id, artist_id, project_id, start_time, end_time, status,
       queued_at, created_by, fingerprint, created_at, updated_at
  from young, bookings join studio on tenant_id = studio.id
 where start_time < $4::timestamptz and end_time > $3::timestamptz
 order by created_at
