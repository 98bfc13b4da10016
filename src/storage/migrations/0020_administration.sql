-- What administrators keep about people: how to reach them, the key by which their own system knows them.
alter table users add column external_id text;
-- city, country, phone, postalCode, stateProvince, street1, street2: only shown again, so one column.
alter table users add column contact jsonb not null default '{}';
alter table users add column password_set_at timestamptz not null default now();

-- The privileges that an organization gave a role instead of the usual ones.
create table organization_roles (
  organization_id bigint not null references organizations (id) on delete cascade,
  role_key text not null,
  privileges text[] not null,
  changed_at timestamptz not null default now(),
  primary key (organization_id, role_key)
);

-- An organization's own rules for passwords; without a row the usual ones hold.
create table password_policies (
  organization_id bigint primary key references organizations (id) on delete cascade,
  policy jsonb not null,
  changed_at timestamptz not null default now()
);

-- Hashes of the passwords a person had, at most ten each, for rules that forbid their return.
create table password_history (
  organization_id bigint not null references organizations (id) on delete cascade,
  user_id bigint not null references users (id) on delete cascade,
  password_hash text not null,
  set_at timestamptz not null default now(),
  primary key (organization_id, user_id, set_at)
);
create index instances_of_user on instances (organization_id, user_id);
