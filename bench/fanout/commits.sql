-- Notes when the transaction of each event begins to commit: a deferred trigger is the last that
-- runs before the commit itself, which still has to be written to disk.

create table bench_commits (
  tenant_id uuid,
  revision integer,
  began timestamptz,
  primary key (tenant_id, revision)
);

create function bench_note_commit() returns trigger language plpgsql security definer as $$
begin
  insert into bench_commits values (new.tenant_id, new.revision, clock_timestamp());
  return null;
end
$$;

create constraint trigger bench_commit after insert on events
  deferrable initially deferred for each row execute function bench_note_commit();
