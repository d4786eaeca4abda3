set local lock_timeout = '5s';

-- Policies --------------------------------------------------------------------------------------

alter table tenants
  add column business_hours text[] not null default
    '{mon 09:00-18:00,tue 09:00-18:00,wed 09:00-18:00,thu 09:00-18:00,fri 09:00-18:00}'
    constraint tenants_business_hours_check check (cardinality(business_hours) between 1 and 28),
  add column challenge_hours integer not null default 24
    constraint tenants_challenge_hours_check check (challenge_hours between 1 and 720);
comment on column tenants.challenge_hours is 'Within how many business hours a challenge is to be answered.';
alter table artists
  add column working_hours text[] not null default
    '{mon 09:00-18:00,tue 09:00-18:00,wed 09:00-18:00,thu 09:00-18:00,fri 09:00-18:00}'
    constraint artists_working_hours_check check (cardinality(working_hours) <= 28);
alter table projects
  add column hold_expiry_hours integer
    constraint projects_hold_expiry_hours_check check (hold_expiry_hours between 0 and 8784);
comment on column projects.hold_expiry_hours is 'Null: as the studio has it; 0: never.';
grant update (business_hours, challenge_hours) on tenants to production_tool_app;

-- The queue of holds ----------------------------------------------------------------------------

-- What stands before a hold is looked for among what holds and pencils there are, short and long
-- ones apart: few rows of a calendar, where all its history would be many.
create index bookings_queue_idx on bookings (tenant_id, artist_id, is_long, start_time, end_time)
  where status in ('hold', 'pencil');

-- Blocking bookings of an artist never overlap: of those that begin before an instant, only the
-- last one can reach beyond it.
create index bookings_blocking_idx on bookings (tenant_id, artist_id, start_time)
  where status in ('pencil', 'confirmed');

-- When the clockwork is to say that a hold runs out soon.
alter table bookings add column notice_due_at timestamptz;
create index bookings_notice_idx on bookings (notice_due_at)
  where status = 'hold' and notice_due_at is not null;
grant select (artist_id, notice_due_at) on bookings to production_tool_system;

-- Challenges ------------------------------------------------------------------------------------

create table challenges (
  tenant_id uuid not null constraint challenges_tenant_id_fkey references tenants (id),
  id uuid not null,
  artist_id uuid not null,
  challenger_id uuid not null,
  challenged_id uuid not null,
  status text not null constraint challenges_status_check check (status in
    ('open', 'confirmed', 'released', 'timed_out', 'withdrawn', 'lapsed')),
  due_at timestamptz not null,
  opened_by uuid constraint challenges_opened_by_fkey references users (id),
  ended_at timestamptz,
  reason text constraint challenges_reason_check check (length(reason) between 1 and 1000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint challenges_pkey primary key (tenant_id, id),
  constraint challenges_artist_fkey foreign key (tenant_id, artist_id)
    references artists (tenant_id, id),
  constraint challenges_challenger_fkey foreign key (tenant_id, challenger_id)
    references bookings (tenant_id, id),
  constraint challenges_challenged_fkey foreign key (tenant_id, challenged_id)
    references bookings (tenant_id, id),
  constraint challenges_pair_check check (challenger_id <> challenged_id),
  constraint challenges_end_check check ((status = 'open') = (ended_at is null))
);
comment on column challenges.reason is 'What the challenger had to say.';
create unique index challenges_open_key on challenges (tenant_id, challenger_id, challenged_id)
  where status = 'open';
create index challenges_challenger_idx on challenges (tenant_id, challenger_id);
create index challenges_challenged_idx on challenges (tenant_id, challenged_id);
create index challenges_due_idx on challenges (due_at) where status = 'open';

-- Why somebody decided so, step by step. Beside the log, which must not hold what people write.
create table booking_reasons (
  tenant_id uuid not null constraint booking_reasons_tenant_id_fkey references tenants (id),
  booking_id uuid not null,
  version integer not null,
  reason text not null
    constraint booking_reasons_reason_check check (length(reason) between 1 and 1000),
  constraint booking_reasons_pkey primary key (tenant_id, booking_id, version),
  -- Deferred: a new booking is written together with its event, at the very last.
  constraint booking_reasons_booking_fkey foreign key (tenant_id, booking_id)
    references bookings (tenant_id, id) deferrable initially deferred
);
comment on table booking_reasons is 'The reason of the step that made a booking this version.';

alter table challenges enable row level security;
alter table challenges force row level security;
create policy tenant_isolation on challenges
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));
create policy across_studios on challenges for select to production_tool_system using (true);
alter table booking_reasons enable row level security;
alter table booking_reasons force row level security;
create policy tenant_isolation on booking_reasons
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));

grant select, insert on challenges, booking_reasons to production_tool_app;
grant update (status, ended_at, version, updated_at) on challenges to production_tool_app;
grant select (tenant_id, id, artist_id, status, due_at) on challenges to production_tool_system;

-- The log ---------------------------------------------------------------------------------------

-- What is told of a hold without changing its booking, that it moved up or runs out soon, is a
-- thing of its own.
alter table events drop constraint events_aggregate_type_check;
alter table events add constraint events_aggregate_type_check check (aggregate_type in
  ('artist', 'project', 'phase', 'booking', 'conflict', 'hold', 'challenge'));
