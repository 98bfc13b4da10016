-- What an account added to a connector of the catalog, for itself alone. The document stands as text of type json:
-- jsonb would put the properties of its models into another order, and documents show them in the author's.
create table account_resources (
  id bigint generated always as identity (start with 1) primary key,
  organization_id bigint not null references organizations (id) on delete cascade,
  account_id bigint not null references accounts (id) on delete cascade,
  connector_key text not null,
  -- method and shape of the path, such as `GET /orders/{}`: no request could tell two of them apart
  route text not null,
  -- changes with the document, so that what was built from it is known to be old
  revision uuid not null default gen_random_uuid(),
  document json not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, account_id, connector_key, route)
);
