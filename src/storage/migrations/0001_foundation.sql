-- Who may ask, what is connected, and what was asked.
-- Every table of a tenant carries organization_id; queries name it first.

-- One row: the sealed key under which secrets are looked up. It is stored sealed by the master key,
-- so that a rotation of the master key leaves every lookup hash valid.
create table installation (
  only_row boolean primary key default true check (only_row),
  lookup_key_sealed bytea not null,
  created_at timestamptz not null default now()
);

create table organizations (
  id bigint generated always as identity (start with 100) primary key,
  name text not null,
  secret_hash bytea not null unique,
  secret_sealed bytea not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table accounts (
  id bigint generated always as identity (start with 100) primary key,
  organization_id bigint not null references organizations (id) on delete cascade,
  external_id text not null,
  name text not null,
  description text not null default '',
  type text not null check (type in ('Default', 'CompanyAccount')),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  unique (organization_id, external_id)
);
create unique index accounts_one_default on accounts (organization_id) where type = 'Default';

create table users (
  id bigint generated always as identity (start with 100) primary key,
  organization_id bigint not null references organizations (id) on delete cascade,
  account_id bigint not null references accounts (id) on delete cascade,
  email text not null,
  first_name text not null default '',
  last_name text not null default '',
  password_hash text,
  secret_hash bytea not null unique,
  secret_sealed bytea not null,
  roles text[] not null default '{}',
  active boolean not null default true,
  last_login_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index users_email on users (lower(email));
create index users_of_account on users (organization_id, account_id);

create table sessions (
  token_hash bytea primary key,
  organization_id bigint not null references organizations (id) on delete cascade,
  user_id bigint not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_expiry on sessions (expires_at);

create table instances (
  id bigint generated always as identity (start with 1000) primary key,
  organization_id bigint not null references organizations (id) on delete cascade,
  account_id bigint not null references accounts (id) on delete cascade,
  user_id bigint not null references users (id) on delete cascade,
  connector_id bigint not null,
  connector_key text not null,
  name text not null,
  token_hash bytea not null unique,
  token_sealed bytea not null,
  authentication_type text not null,
  external_authentication text not null default 'none',
  -- client id of the vendor app and the vendor's own account id: together the identity of a connection
  vendor_app_id text,
  vendor_account_id text,
  state text not null default 'connected' check (state in ('connected', 'reauth_required')),
  state_reason text,
  valid boolean not null default true,
  disabled boolean not null default false,
  tags text[] not null default '{}',
  max_cache_size integer not null default 0,
  cache_time_to_live integer not null default 0,
  caching_enabled boolean not null default false,
  trace_logging_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index instances_of_organization on instances (organization_id, id);
create index instances_of_connection on instances (organization_id, connector_key, vendor_account_id);
create index instances_tags on instances using gin (tags);

create table instance_configuration (
  id bigint generated always as identity (start with 10000) primary key,
  organization_id bigint not null references organizations (id) on delete cascade,
  instance_id bigint not null references instances (id) on delete cascade,
  key text not null,
  value text,
  sealed bytea,
  check (value is null or sealed is null),
  unique (instance_id, key)
);

-- The lease under which one caller refreshes the tokens of an instance while the others wait.
create table credential_refreshes (
  instance_id bigint primary key references instances (id) on delete cascade,
  organization_id bigint not null references organizations (id) on delete cascade,
  owner uuid not null,
  -- fingerprint of the refresh token in use; set before the vendor is called, so a crash in between shows
  intent_hash bytea,
  started_at timestamptz not null default now(),
  leased_until timestamptz not null
);

-- The customer's own app at a vendor: client id and secret, once for the organization.
create table vendor_apps (
  organization_id bigint not null references organizations (id) on delete cascade,
  connector_key text not null,
  client_id text not null,
  client_secret_sealed bytea not null,
  callback_url text,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, connector_key)
);

-- States that we issued (never the caller's own): one use, ten minutes, stored hashed.
create table oauth_states (
  state_hash bytea primary key,
  organization_id bigint references organizations (id) on delete cascade,
  user_id bigint references users (id) on delete cascade,
  connector_key text not null,
  redirect_uri text not null,
  caller_state text,
  verifier_sealed bytea,
  browser_hash bytea,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index oauth_states_expiry on oauth_states (expires_at);

-- What an instance may still ask of its vendor; nodes lease slices of it off the hot path.
create table quota_budgets (
  budget_key text primary key,
  organization_id bigint not null references organizations (id) on delete cascade,
  window_started_at timestamptz not null,
  taken integer not null default 0,
  blocked_until timestamptz
);

-- One row a hub call, written in batches; a partition a day, dropped when its time is over.
create table usage_records (
  id uuid not null,
  request_id text not null,
  organization_id bigint not null,
  account_id bigint not null,
  user_id bigint not null,
  instance_id bigint,
  instance_name text not null default '',
  connector_key text not null,
  hub text not null,
  method text not null,
  api text not null,
  request_uri text not null,
  request_ip text not null default '',
  status integer not null,
  request_status text not null check (request_status in ('SUCCESS', 'FAILED')),
  vendor_calls integer not null default 0,
  duration_ms double precision not null,
  tags text[] not null default '{}',
  message text,
  at timestamptz not null,
  primary key (at, id)
) partition by range (at);
create index usage_of_organization on usage_records (organization_id, at desc, id desc);
create index usage_request on usage_records (organization_id, request_id);
