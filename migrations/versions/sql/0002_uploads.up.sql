-- Files that a scheduler sent, to be imported in several steps. They do not stay for long, so unlike
-- anything else of a studio they may be deleted.

set local lock_timeout = '5s';

create table uploads (
  tenant_id uuid not null constraint uploads_tenant_id_fkey references tenants (id),
  id uuid not null,
  content text not null
    constraint uploads_content_check check (octet_length(content) between 1 and 5000000),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  constraint uploads_pkey primary key (tenant_id, id),
  -- What somebody sent goes when they leave the studio.
  constraint uploads_created_by_fkey foreign key (tenant_id, created_by)
    references memberships (tenant_id, user_id) on delete cascade
);
comment on column uploads.content is 'The text of a CSV file, as it came in.';

alter table uploads enable row level security;
alter table uploads force row level security;
create policy tenant_isolation on uploads
  using (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.current_tenant', true), '')::uuid));

grant select, insert, delete on uploads to production_tool_app;
