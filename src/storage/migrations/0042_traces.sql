-- What was said in one call, ours and the vendor's, while somebody looked: sealed, for a short time, and gone with the
-- instance. instance_id is null when an instance was to be made and was not.
create table traces (
  organization_id bigint not null references organizations (id) on delete cascade,
  -- begins with the time, so it is the order of the list too
  request_id text not null,
  account_id bigint not null references accounts (id) on delete cascade,
  instance_id bigint references instances (id) on delete cascade,
  connector_key text not null,
  kind text not null check (kind in ('call', 'provisioning')),
  method text not null,
  path text not null,
  status integer not null,
  vendor_calls integer not null,
  duration_ms double precision not null,
  at timestamptz not null,
  kept_until timestamptz not null,
  content_sealed bytea not null,
  primary key (organization_id, request_id)
);
create index traces_of_instance on traces (organization_id, instance_id, request_id);
create index traces_instance_ends on traces (instance_id);
create index traces_age on traces (kept_until);
