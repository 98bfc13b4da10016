-- What became of creating requests that carried an Idempotency-Key, for a day. The key, who used it and the request are
-- kept as keyed hashes, the answer sealed: it may hold a token. Only the organization is a foreign key: users and
-- instances may go while their rows run out.
create table idempotency_keys (
  organization_id bigint not null references organizations (id) on delete cascade,
  -- of the user, the instance of hub calls and the key
  key_hash bytea not null,
  -- of method, address and body
  request_hash bytea not null,
  -- the id of the request that claimed the key, by which people find its records
  request_id text not null,
  -- null while the request runs; when the lease is over by then, nobody knows what became of it
  outcome text check (outcome in ('kept', 'not_kept', 'unknown')),
  status integer,
  answer_sealed bytea,
  leased_until timestamptz not null,
  expires_at timestamptz not null,
  primary key (organization_id, key_hash),
  check ((outcome is not distinct from 'kept') = (answer_sealed is not null))
);
create index idempotency_keys_expiry on idempotency_keys (expires_at);
