-- The schedule: studios, their people, artists, projects, bookings and the event log.
-- Every table of a studio starts its keys with tenant_id and is guarded by forced row-level security.

set local lock_timeout = '5s';

create extension if not exists btree_gist;

-- Studios ---------------------------------------------------------------------------------------

create table tenants (
  id uuid not null constraint tenants_pkey primary key,
  slug text not null constraint tenants_slug_key unique
    constraint tenants_slug_check check (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
  name text not null constraint tenants_name_check check (length(name) between 1 and 200),
  time_zone text not null,
  currency text not null constraint tenants_currency_check check (currency ~ '^[A-Z]{3}$'),
  hold_expiry_hours integer
    constraint tenants_hold_expiry_hours_check check (hold_expiry_hours between 1 and 8784),
  created_at timestamptz not null default now()
);
comment on column tenants.hold_expiry_hours is 'How long a new hold lives; null: until it is released.';

-- The log's own counter. Its row lock makes the order of revisions the order of commits.
create table tenant_revisions (
  tenant_id uuid not null constraint tenant_revisions_pkey primary key
    constraint tenant_revisions_tenant_id_fkey references tenants (id),
  revision integer not null default 0 constraint tenant_revisions_revision_check check (revision >= 0),
  epoch uuid not null
);
comment on column tenant_revisions.epoch is 'Changed by a restore, so that a revision of another history is never mistaken for ours.';

-- People ----------------------------------------------------------------------------------------

create table users (
  id uuid not null constraint users_pkey primary key,
  email text not null constraint users_email_check check (length(email) between 3 and 254),
  name text not null constraint users_name_check check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);
create unique index users_email_key on users (lower(email));

create table memberships (
  tenant_id uuid not null constraint memberships_tenant_id_fkey references tenants (id),
  user_id uuid not null constraint memberships_user_id_fkey references users (id),
  role text not null
    constraint memberships_role_check check (role in ('owner', 'admin', 'manager', 'artist', 'viewer')),
  created_at timestamptz not null default now(),
  constraint memberships_pkey primary key (tenant_id, user_id)
);
create index memberships_user_id_idx on memberships (user_id);

-- Artists ---------------------------------------------------------------------------------------

create table artists (
  tenant_id uuid not null constraint artists_tenant_id_fkey references tenants (id),
  id uuid not null,
  name text not null constraint artists_name_check check (length(name) between 1 and 200),
  name_key text not null,
  email text constraint artists_email_check check (length(email) between 3 and 254),
  specialties text[] not null default '{}',
  employment text not null
    constraint artists_employment_check check (employment in ('staff', 'freelance')),
  time_zone text not null,
  hourly_rate numeric(12, 2)
    constraint artists_hourly_rate_check check (hourly_rate >= 0 and hourly_rate <> 'NaN'),
  user_id uuid,
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint artists_pkey primary key (tenant_id, id),
  constraint artists_user_fkey foreign key (tenant_id, user_id)
    references memberships (tenant_id, user_id) on delete set null (user_id)
);
comment on column artists.name_key is 'The name folded for sorting and search, made by domain/naming.py.';
create unique index artists_email_key on artists (tenant_id, lower(email)) where email is not null;
create unique index artists_user_key on artists (tenant_id, user_id) where user_id is not null;
create index artists_name_idx on artists (tenant_id, name_key, id);
create index artists_created_idx on artists (tenant_id, created_at, id);

-- Projects --------------------------------------------------------------------------------------

create table projects (
  tenant_id uuid not null constraint projects_tenant_id_fkey references tenants (id),
  id uuid not null,
  name text not null constraint projects_name_check check (length(name) between 1 and 200),
  name_key text not null,
  client text constraint projects_client_check check (length(client) between 1 and 200),
  status text not null constraint projects_status_check
    check (status in ('planning', 'active', 'on_hold', 'completed', 'cancelled', 'archived')),
  start_date date,
  end_date date,
  budget numeric(14, 2)
    constraint projects_budget_check check (budget >= 0 and budget <> 'NaN'),
  budget_hours numeric(10, 2)
    constraint projects_budget_hours_check check (budget_hours >= 0 and budget_hours <> 'NaN'),
  manager_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint projects_pkey primary key (tenant_id, id),
  constraint projects_dates_check check (end_date >= start_date),
  constraint projects_manager_fkey foreign key (tenant_id, manager_id)
    references memberships (tenant_id, user_id) on delete set null (manager_id)
);
create index projects_name_idx on projects (tenant_id, name_key, id);
create index projects_created_idx on projects (tenant_id, created_at, id);

create table phases (
  tenant_id uuid not null constraint phases_tenant_id_fkey references tenants (id),
  id uuid not null,
  project_id uuid not null,
  name text not null constraint phases_name_check check (length(name) between 1 and 200),
  position integer not null constraint phases_position_check check (position >= 0),
  start_date date,
  end_date date,
  budget numeric(14, 2)
    constraint phases_budget_check check (budget >= 0 and budget <> 'NaN'),
  budget_hours numeric(10, 2)
    constraint phases_budget_hours_check check (budget_hours >= 0 and budget_hours <> 'NaN'),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint phases_pkey primary key (tenant_id, id),
  constraint phases_project_key unique (tenant_id, project_id, id),
  constraint phases_dates_check check (end_date >= start_date),
  constraint phases_project_fkey foreign key (tenant_id, project_id) references projects (tenant_id, id)
);

-- Bookings --------------------------------------------------------------------------------------

create table bookings (
  tenant_id uuid not null constraint bookings_tenant_id_fkey references tenants (id),
  id uuid not null,
  artist_id uuid not null,
  project_id uuid,
  phase_id uuid,
  start_time timestamptz not null,
  end_time timestamptz not null,
  during tstzrange not null generated always as (tstzrange(start_time, end_time, '[)')) stored,
  status text not null
    constraint bookings_status_check check (status in ('hold', 'pencil', 'confirmed', 'cancelled')),
  queued_at timestamptz not null,
  expires_at timestamptz,
  end_reason text constraint bookings_end_reason_check check (end_reason in
    ('released', 'expired', 'declined', 'superseded', 'withdrawn', 'cancelled', 'late_cancelled')),
  reason text constraint bookings_reason_check check (length(reason) between 1 and 1000),
  notes text constraint bookings_notes_check check (length(notes) between 1 and 10000),
  external_id text constraint bookings_external_id_check check (length(external_id) between 1 and 200),
  created_by uuid constraint bookings_created_by_fkey references users (id),
  fingerprint bytea not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint bookings_pkey primary key (tenant_id, id),
  constraint bookings_artist_fkey foreign key (tenant_id, artist_id) references artists (tenant_id, id),
  constraint bookings_project_fkey foreign key (tenant_id, project_id) references projects (tenant_id, id),
  constraint bookings_phase_fkey foreign key (tenant_id, project_id, phase_id)
    references phases (tenant_id, project_id, id),
  constraint bookings_phase_check check (phase_id is null or project_id is not null),
  constraint bookings_finite_check check (isfinite(start_time) and isfinite(end_time)),
  -- An equal pair would be an empty range, which overlaps nothing and slips past the exclusion.
  constraint bookings_order_check check (end_time > start_time),
  -- 366 days. The bound keeps the index range of a calendar window tight.
  constraint bookings_length_check check (end_time - start_time <= interval '8784 hours'),
  constraint bookings_expiry_check check (expires_at is null or status in ('hold', 'cancelled')),
  constraint bookings_end_check check ((status = 'cancelled') = (end_reason is not null)),
  -- The last word. Deferrable, so that a block of neighbours can swap slots in one transaction.
  constraint no_double_booking exclude using gist (tenant_id with =, artist_id with =, during with &&)
    where (status in ('pencil', 'confirmed')) deferrable initially immediate
);
comment on column bookings.queued_at is 'The place in the queue of holds; ties are broken by id.';
comment on column bookings.reason is 'Why the last step was taken, in somebody''s words.';
comment on column bookings.fingerprint is 'Digest of the input of createBooking, so that the same id with other input is told apart from a retry.';
create index bookings_window_idx on bookings (tenant_id, start_time, end_time);
create index bookings_artist_idx on bookings (tenant_id, artist_id, start_time);
create index bookings_project_idx on bookings (tenant_id, project_id, start_time) where project_id is not null;
create index bookings_created_idx on bookings (tenant_id, created_at, id);
create unique index bookings_external_id_key on bookings (tenant_id, external_id) where external_id is not null;
create index bookings_expiry_idx on bookings (expires_at) where status = 'hold' and expires_at is not null;

-- The event log ---------------------------------------------------------------------------------

create table events (
  tenant_id uuid not null constraint events_tenant_id_fkey references tenants (id),
  revision integer not null constraint events_revision_check check (revision > 0),
  aggregate_type text not null
    constraint events_aggregate_type_check check (aggregate_type in ('artist', 'project', 'phase', 'booking')),
  aggregate_id uuid not null,
  version integer not null,
  type text not null,
  data jsonb not null,
  actor_id uuid,
  request_id uuid,
  occurred_at timestamptz not null,
  constraint events_pkey primary key (tenant_id, revision),
  constraint events_version_key unique (tenant_id, aggregate_id, version)
);
comment on column events.data is 'Ids and facts only: never names, e-mails or free text, which may have to be erased.';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger events_append_only before update or delete or truncate on events
  for each statement execute function refuse_change();

-- Tenancy ---------------------------------------------------------------------------------------
-- (select …) makes the setting an init-plan, evaluated once per statement; nullif, because a pooled
-- connection keeps the setting as '' after the transaction that set it.

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant_isolation on tenants
  using (id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));

alter table tenant_revisions enable row level security;
alter table tenant_revisions force row level security;
create policy tenant_isolation on tenant_revisions
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));

alter table memberships enable row level security;
alter table memberships force row level security;
create policy tenant_isolation on memberships
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));

-- A studio sees a person only through a membership of its own.
alter table users enable row level security;
alter table users force row level security;
create policy tenant_isolation on users for select to production_tool_app
  using (id in (select memberships.user_id from memberships));

alter table artists enable row level security;
alter table artists force row level security;
create policy tenant_isolation on artists
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));

alter table projects enable row level security;
alter table projects force row level security;
create policy tenant_isolation on projects
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));

alter table phases enable row level security;
alter table phases force row level security;
create policy tenant_isolation on phases
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));

alter table bookings enable row level security;
alter table bookings force row level security;
create policy tenant_isolation on bookings
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));

alter table events enable row level security;
alter table events force row level security;
create policy tenant_isolation on events
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));

-- What crosses studios: look-ups before a studio is known, its foundation, the poll of revisions,
-- the search for holds that ran out. Policies of its own role, columns of their own grants.
create policy across_studios on tenants to production_tool_system using (true) with check (true);
create policy across_studios on tenant_revisions to production_tool_system using (true) with check (true);
create policy across_studios on users to production_tool_system using (true) with check (true);
create policy across_studios on memberships to production_tool_system using (true) with check (true);
create policy across_studios on bookings for select to production_tool_system using (true);

-- Grants ----------------------------------------------------------------------------------------

grant select on tenants, tenant_revisions, users, memberships, artists, projects, phases, bookings, events
  to production_tool_app;
grant update (revision) on tenant_revisions to production_tool_app;
grant insert, update on artists, projects, phases, bookings to production_tool_app;
grant insert on events to production_tool_app;

grant select, insert on tenants, users, memberships to production_tool_system;
grant select, insert on tenant_revisions to production_tool_system;
grant select (tenant_id, id, status, expires_at) on bookings to production_tool_system;
