-- What vendors told or were asked: events as they came, their processing, and the sources they came from.

-- A day a partition (UTC). One row for each instance that an event concerns.
create table events (
  id bigint generated always as identity (start with 90000),
  organization_id bigint not null,
  account_id bigint not null,
  instance_id bigint not null,
  connector_key text not null,
  source text not null check (source in ('webhook', 'poll', 'reconcile', 'test', 'call')),
  -- the vendor's own id, or one made of what makes the event unique; see event_keys
  vendor_event_id text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  content_type text not null,
  -- lower-case names; only those that event hooks may see
  headers jsonb not null default '{}',
  -- as received, byte for byte
  raw bytea not null,
  -- NEW: stored. DISPATCHED: notifications were made. CONSUMED: nobody is to be told; `reason` says why.
  -- FAILED: given up; `reason` says why. The others of the API are found out by looking at deliveries.
  status text not null default 'NEW' check (status in ('NEW', 'DISPATCHED', 'CONSUMED', 'FAILED')),
  reason text,
  -- an array of the events told
  normalized jsonb,
  processed_at timestamptz,
  primary key (received_at, id)
) partition by range (received_at);
create index events_by_id on events (organization_id, id);
create index events_of_instance on events (organization_id, instance_id, received_at, id);

-- So that what a vendor tells twice is kept once. Kept for days, because vendors repeat for a day.
create table event_keys (
  organization_id bigint not null,
  instance_id bigint not null,
  key_hash bytea not null,
  day date not null,
  primary key (day, instance_id, key_hash)
) partition by range (day);

-- The events that are still to be processed; written with the event, gone with its outcome.
create table event_jobs (
  event_id bigint primary key,
  organization_id bigint not null,
  instance_id bigint not null,
  received_at timestamptz not null,
  due_at timestamptz not null default now(),
  tries integer not null default 0,
  fence bigint not null default 0,
  leased_until timestamptz
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
create index event_jobs_due on event_jobs (organization_id, due_at);
create index event_jobs_of_instance on event_jobs (organization_id, instance_id);

-- Where an instance's events come from, and when each last proved to be alive.
create table event_sources (
  id bigint generated always as identity primary key,
  organization_id bigint not null references organizations (id) on delete cascade,
  account_id bigint not null references accounts (id) on delete cascade,
  instance_id bigint not null references instances (id) on delete cascade,
  -- webhook: the vendor tells. poll: we ask. reconcile: we ask now and then whether the vendor told everything.
  kind text not null check (kind in ('webhook', 'poll', 'reconcile')),
  -- what is asked for, such as products; empty for a webhook
  resource text not null default '',
  state text not null default 'waiting' check (state in ('waiting', 'live', 'late', 'broken')),
  reason text,
  state_since timestamptz not null default now(),
  last_proof_at timestamptz,
  last_event_at timestamptz,
  -- how often something is expected or asked, in seconds
  period_s integer not null,
  -- how far we have read; what it holds is the poller's own
  cursor jsonb,
  next_due_at timestamptz,
  -- when somebody last asked for it out of turn
  nudged_at timestamptz,
  failures integer not null default 0,
  fence bigint not null default 0,
  leased_until timestamptz,
  created_at timestamptz not null default now(),
  unique (instance_id, kind, resource)
);
create index event_sources_of_organization on event_sources (organization_id, instance_id);
create index event_sources_due on event_sources (next_due_at) where next_due_at is not null;

-- An address of ours that only the vendor of one instance knows: its token stands in the URL, its hash here.
create table webhook_addresses (
  instance_id bigint primary key references instances (id) on delete cascade,
  organization_id bigint not null references organizations (id) on delete cascade,
  token_hash bytea not null unique,
  token_sealed bytea not null,
  created_at timestamptz not null default now()
);

-- Signed by nobody that we know: kept for a short time and in bounds, in case the right secret is set later.
create table quarantined_webhooks (
  id bigint generated always as identity primary key,
  connector_key text not null,
  vendor_account_id text not null,
  vendor_event_id text not null,
  received_at timestamptz not null default now(),
  query text not null,
  headers jsonb not null,
  raw bytea not null,
  unique (connector_key, vendor_account_id, vendor_event_id)
);
create index quarantined_webhooks_age on quarantined_webhooks (received_at);

-- Changes that were made through us, so that the vendor's event of them is known as an echo. Kept for minutes.
create table own_writes (
  id bigint generated always as identity primary key,
  organization_id bigint not null references organizations (id) on delete cascade,
  -- the vendor's account, as instances that may see each other's writes share it
  vendor_account text not null,
  object_type text not null,
  -- null while a record is being made and its id is not known yet
  object_id text,
  event_type text not null,
  began_at timestamptz not null default now(),
  ended_at timestamptz,
  -- the events that were recognised as its echo
  echoes integer not null default 0
);
create index own_writes_of on own_writes (organization_id, vendor_account, object_type, object_id);
create index own_writes_age on own_writes (began_at);
