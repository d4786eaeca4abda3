-- A confirmed booking, the studio's new revision and the event, in one statement.

with booking as (
  insert into bookings (tenant_id, id, artist_id, project_id, start_time, end_time, status,
                        queued_at, created_by, fingerprint, created_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, 'confirmed', $9, $7, '\x00', $9, $9)
  returning id, artist_id, project_id, start_time, end_time, status, version, queued_at
), counter as (
  update tenant_revisions set revision = revision + 1 returning revision
), event as (
  insert into events (tenant_id, revision, aggregate_type, aggregate_id, version, type, data,
                      actor_id, request_id, occurred_at)
  select $1, revision, 'booking', id, version, 'booking_created',
         jsonb_build_object('facts', jsonb_build_object(
           'artist_id', artist_id, 'project_id', project_id, 'phase_id', null,
           'start_time', start_time, 'end_time', end_time, 'status', status,
           'queued_at', queued_at, 'expires_at', null, 'end_reason', null)),
         $7, $8, $9
    from booking, counter
)
select json_build_object('id', id, 'startTime', start_time, 'endTime', end_time, 'status', status,
                         'version', version, 'revision', revision)::text
  from booking, counter
