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
  -- lower-case names; those that event hooks may see, and how many notifications led to it
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
  -- holds what is counted, so that counting a week reads none of the rows
  primary key (organization_id, received_at, id) include (account_id, instance_id)
) partition by range (received_at);
create index events_by_id on events (organization_id, id);
create index events_of_instance on events (organization_id, instance_id, id);
create index events_failed on events (organization_id, id) include (received_at, account_id, instance_id)
  where status = 'FAILED';

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
  -- claims that came to no end: the node died
  tries integer not null default 0,
  -- set apart after some of those: claims by itself, with nothing else under way, that came to no end
  alone integer,
  -- claims that ended with a failure
  failures integer not null default 0,
  -- why it waits since its last try, for people
  reason text,
  fence bigint not null default 0,
  leased_until timestamptz,
  -- something that must not be done twice was begun for it: a write of an asynchronous call
  begun_at timestamptz
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
create index event_jobs_due on event_jobs (organization_id, due_at) where alone is null;
create index event_jobs_alone on event_jobs (due_at) where alone is not null;
create index event_jobs_of_instance on event_jobs (organization_id, instance_id, due_at);

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
  -- how far we have read; what it holds is the poller's own, and may be large
  cursor jsonb,
  -- the same in words; null while nothing was read
  position text,
  next_due_at timestamptz,
  -- when somebody last asked for it out of turn
  nudged_at timestamptz,
  failures integer not null default 0,
  fence bigint not null default 0,
  leased_until timestamptz,
  created_at timestamptz not null default now(),
  -- when its state is judged again although nothing happened, in seconds since 1970
  overdue_s double precision generated always as (
    extract(epoch from greatest(coalesce(last_proof_at, created_at), case when state = 'waiting' then state_since end)
      - timestamptz '1970-01-01 00:00:00+00')
    + period_s * case state when 'late' then 2 when 'broken' then null else 1.25 end) stored,
  unique (instance_id, kind, resource)
);
create index event_sources_of_organization on event_sources (organization_id, instance_id);
create index event_sources_due on event_sources (next_due_at) where next_due_at is not null;
create index event_sources_leased on event_sources (leased_until) where leased_until is not null;
-- What only time may have changed: when the proof of what counts as alive becomes overdue, in seconds since 1970, and
-- what has a proof and does not count as alive.
create index event_sources_overdue on event_sources (overdue_s);
create index event_sources_proved on event_sources (last_proof_at)
  where (state = 'broken' and last_proof_at > state_since) or (state in ('waiting', 'late') and last_proof_at is not null);

-- An address of ours that only the vendor of one instance knows: its token stands in the URL, its hash here. Beside it,
-- how far its registration at the vendor is, for connectors that register webhooks by themselves.
create table webhook_addresses (
  instance_id bigint primary key references instances (id) on delete cascade,
  organization_id bigint not null references organizations (id) on delete cascade,
  token_hash bytea not null unique,
  -- the token and, where the vendor has another one, that behind a space
  token_sealed bytea not null,
  -- the token before, which leads here too until then
  former_hash bytea unique,
  former_until timestamptz,
  -- whether the vendor should have it; what is not so yet is due
  wanted boolean not null default false,
  -- what the vendor has
  registered_hash bytea,
  registered_at timestamptz,
  due_at timestamptz,
  tries integer not null default 0,
  fence bigint not null default 0,
  leased_until timestamptz,
  created_at timestamptz not null default now()
);
create index webhook_addresses_due on webhook_addresses (due_at) where due_at is not null;
create index webhook_addresses_of_organization on webhook_addresses (organization_id);

-- Signed by nobody that we know: kept for a short time and in bounds, in case the right secret is set later.
create table quarantined_webhooks (
  id bigint generated always as identity primary key,
  connector_key text not null,
  vendor_account_id text not null,
  vendor_event_id text not null,
  received_at timestamptz not null default now(),
  content_type text not null,
  headers jsonb not null,
  raw bytea not null,
  -- when it is judged again; null until an instance of that account changes
  due_at timestamptz,
  unique (connector_key, vendor_account_id, vendor_event_id)
);
create index quarantined_webhooks_age on quarantined_webhooks (received_at);
create index quarantined_webhooks_due on quarantined_webhooks (due_at) where due_at is not null;

-- Instances are found by the account that a webhook names.
create index instance_configuration_values on instance_configuration (key, left(value, 100)) where value is not null;

-- Changes that were made through us, so that the vendor's event of them is known as an echo. Kept for a day, as vendors
-- repeat for a day what they could not tell.
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
  -- the instances that were told of it: one event each is its echo, and one that was found by asking
  echoed_to bigint[] not null default '{}',
  reconciled_to bigint[] not null default '{}'
);
create index own_writes_of on own_writes (organization_id, vendor_account, object_type, object_id);
create index own_writes_age on own_writes (began_at);

-- What an instance was last told of a record that was read again, so that a repeat is known. Kept for days.
create table told_records (
  organization_id bigint not null references organizations (id) on delete cascade,
  instance_id bigint not null references instances (id) on delete cascade,
  object_type text not null,
  object_id text not null,
  -- a hash of the record as it was read; empty: there was none
  state bytea not null,
  told_at timestamptz not null default now(),
  primary key (instance_id, object_type, object_id)
);
create index told_records_age on told_records (told_at);
