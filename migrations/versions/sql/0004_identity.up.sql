-- Who people are to identity providers, how they come into a studio, what it lets them see, the keys
-- of partners, and the audit log.

set local lock_timeout = '5s';

-- Studios ---------------------------------------------------------------------------------------

alter table tenants
  add column artists_see_busy boolean not null default true,
  add column artists_may_hold boolean not null default false,
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now();
comment on column tenants.artists_see_busy is 'Whether artists see that others are booked, without seeing for what.';
comment on column tenants.artists_may_hold is 'Whether artists may put holds on their own time.';

grant update (name, time_zone, currency, hold_expiry_hours, artists_see_busy, artists_may_hold, version,
              updated_at) on tenants to production_tool_app;

-- Identity providers ----------------------------------------------------------------------------
-- Global as people are, and read before any studio is known: only the system role sees it.

create table identities (
  issuer text not null constraint identities_issuer_check check (length(issuer) between 1 and 500),
  subject text not null constraint identities_subject_check check (length(subject) between 1 and 255),
  user_id uuid not null constraint identities_user_id_fkey references users (id),
  created_at timestamptz not null default now(),
  constraint identities_pkey primary key (issuer, subject),
  -- A second account with the same e-mail address does not become the same person.
  constraint identities_user_key unique (user_id, issuer)
);
comment on table identities is 'Which person a provider''s subject is.';
alter table identities enable row level security;
alter table identities force row level security;
create policy across_studios on identities to production_tool_system using (true) with check (true);
grant select, insert on identities to production_tool_system;

-- Members ---------------------------------------------------------------------------------------

grant update (role), delete on memberships to production_tool_app;

-- The last word on it: the use cases refuse before. It locks who is left, for of two owners who drop
-- each other at once each would still see the other.
create function studio_keeps_an_owner() returns trigger language plpgsql as $$
begin
  perform from memberships where tenant_id = old.tenant_id and role = 'owner' for share;
  if not found then
    raise exception 'a studio keeps an owner'
      using errcode = 'check_violation', constraint = 'studio_keeps_an_owner';
  end if;
  return null;
end
$$;
create constraint trigger memberships_owner after update or delete on memberships
  deferrable initially deferred for each row when (old.role = 'owner')
  execute function studio_keeps_an_owner();

create table invitations (
  tenant_id uuid not null constraint invitations_tenant_id_fkey references tenants (id),
  id uuid not null,
  email text not null constraint invitations_email_check check (length(email) between 3 and 254),
  role text not null
    constraint invitations_role_check check (role in ('admin', 'manager', 'artist', 'viewer')),
  artist_id uuid,
  invited_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  constraint invitations_pkey primary key (tenant_id, id),
  constraint invitations_artist_fkey foreign key (tenant_id, artist_id)
    references artists (tenant_id, id),
  constraint invitations_invited_by_fkey foreign key (tenant_id, invited_by)
    references memberships (tenant_id, user_id) on delete set null (invited_by)
);
comment on table invitations is 'Open ones only: joining or withdrawing ends them, the audit log remembers.';
comment on column invitations.artist_id is 'Which artist the person is going to sign in as.';
create unique index invitations_email_key on invitations (tenant_id, lower(email));
create index invitations_lookup_idx on invitations (lower(email));

alter table invitations enable row level security;
alter table invitations force row level security;
create policy tenant_isolation on invitations
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));
-- A first sign-in finds its invitations by e-mail, whatever the studio.
create policy across_studios on invitations to production_tool_system using (true) with check (true);

grant select, insert, update, delete on invitations to production_tool_app;
grant select, delete on invitations to production_tool_system;

-- API keys --------------------------------------------------------------------------------------

create table api_keys (
  tenant_id uuid not null constraint api_keys_tenant_id_fkey references tenants (id),
  id uuid not null,
  name text not null constraint api_keys_name_check check (length(name) between 1 and 200),
  secret_hash bytea not null
    constraint api_keys_secret_hash_check check (octet_length(secret_hash) = 32),
  scopes text[] not null constraint api_keys_scopes_check check (cardinality(scopes) > 0),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint api_keys_pkey primary key (tenant_id, id),
  -- A key acts for the member who made it, and goes with them.
  constraint api_keys_created_by_fkey foreign key (tenant_id, created_by)
    references memberships (tenant_id, user_id) on delete cascade
);
comment on column api_keys.secret_hash is 'HMAC-SHA-256 of the secret; the secret itself is shown once and kept nowhere.';
create index api_keys_lookup_idx on api_keys (id);

alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy tenant_isolation on api_keys
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));
-- A request with a key names no studio: the key does.
create policy across_studios on api_keys to production_tool_system using (true) with check (true);

grant select, insert, update (revoked_at) on api_keys to production_tool_app;
grant select, update (last_used_at) on api_keys to production_tool_system;

-- Audit log -------------------------------------------------------------------------------------

create table audit_log (
  tenant_id uuid not null constraint audit_log_tenant_id_fkey references tenants (id),
  id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  key_id uuid,
  role text,
  action text not null constraint audit_log_action_check check (length(action) between 1 and 100),
  resource_type text,
  resource_id uuid,
  old jsonb,
  new jsonb,
  outcome text not null
    constraint audit_log_outcome_check check (outcome in ('done', 'refused', 'failed')),
  reason text,
  session text,
  ip inet,
  user_agent text constraint audit_log_user_agent_check check (length(user_agent) <= 500),
  request_id uuid,
  constraint audit_log_pkey primary key (tenant_id, id)
);
comment on column audit_log.id is 'UUIDv7: their order is the order of time.';
comment on column audit_log.reason is 'Why it was refused: the code of the error.';
comment on column audit_log.session is 'Of a sign-in, the provider''s session, so that each is recorded once.';
create index audit_log_actor_idx on audit_log (tenant_id, actor_id, id);
create index audit_log_resource_idx on audit_log (tenant_id, resource_id, id);
create index audit_log_action_idx on audit_log (tenant_id, action, id);
create index audit_log_resource_type_idx on audit_log (tenant_id, resource_type, id);
-- What was done is nearly everything, and needs no index.
create index audit_log_outcome_idx on audit_log (tenant_id, outcome, id)
  where outcome in ('refused', 'failed');
create unique index audit_log_sign_in_key on audit_log (tenant_id, actor_id, session)
  where action = 'signed_in';
create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_change();

alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy tenant_isolation on audit_log
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));

grant select, insert on audit_log to production_tool_app;
