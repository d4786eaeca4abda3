-- What turns PostGraphile's generated mutation into ours: columns that its clients need not know
-- have defaults, and a trigger counts the revision up and writes the event. The constraint alone
-- refuses double bookings.

alter table bookings
  alter tenant_id set default nullif(current_setting('app.current_tenant', true), '')::uuid,
  alter id set default uuidv7(),
  alter queued_at set default now(),
  alter created_by set default nullif(current_setting('app.current_user_id', true), '')::uuid,
  alter fingerprint set default '\x00';

create function record_booking() returns trigger language plpgsql as $$
declare
  counted integer;
begin
  update tenant_revisions set revision = revision + 1 returning revision into counted;
  insert into events (tenant_id, revision, aggregate_type, aggregate_id, version, type, data,
                      actor_id, request_id, occurred_at)
  values (new.tenant_id, counted, 'booking', new.id, new.version, 'booking_created',
          jsonb_build_object('facts', jsonb_build_object(
            'artist_id', new.artist_id, 'project_id', new.project_id, 'phase_id', new.phase_id,
            'start_time', new.start_time, 'end_time', new.end_time, 'status', new.status,
            'queued_at', new.queued_at, 'expires_at', new.expires_at,
            'end_reason', new.end_reason)),
          new.created_by, nullif(current_setting('app.request_id', true), '')::uuid, now());
  return null;
end
$$;
create trigger bookings_recorded after insert on bookings
  for each row execute function record_booking();
