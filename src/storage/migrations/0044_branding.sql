-- How an organization wants pages to look that its customers see: names and texts, in the order they were given.
create table organization_branding (
  organization_id bigint primary key references organizations (id) on delete cascade,
  branding json not null,
  changed_at timestamptz not null default now()
);
