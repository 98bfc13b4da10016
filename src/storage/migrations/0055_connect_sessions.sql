-- Connect sessions: what one person may do in the connect widget, for a short while and once.
create table connect_sessions (
  -- random; it stands in the path of the widget's page
  id text primary key,
  organization_id bigint not null references organizations (id) on delete cascade,
  account_id bigint not null references accounts (id) on delete cascade,
  user_id bigint not null references users (id) on delete cascade,
  token_hash bytea not null unique,
  connector_keys text[] not null,
  -- null: all that the connectors have
  authentication_types text[],
  name text,
  tags text[] not null default '{}',
  -- fixed configuration as JSON, erased when the session is over
  configuration_sealed bytea,
  end_user_id text,
  end_user_email text,
  end_user_name text,
  -- reconnect mode; a session is of no use without its instance
  instance_id bigint references instances (id) on delete cascade,
  allowed_origins text[] not null default '{}',
  return_url text,
  color_scheme text,
  primary_color text,
  language text,
  -- null while it can be used; time alone makes it expired
  outcome text check (outcome in ('connected', 'revoked')),
  -- kept when the instance is gone, so no foreign key
  connected_instance_id bigint,
  last_reason text,
  attempts integer not null default 0,
  -- who works on it right now, so that two tries at once cannot make two instances
  claim text,
  claimed_until timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index connect_sessions_of_organization on connect_sessions (organization_id, created_at desc, id desc);
create index connect_sessions_expiry on connect_sessions (expires_at);
create index connect_sessions_of_instance on connect_sessions (instance_id) where instance_id is not null;

-- A state that the widget began belongs to its session and goes with it, so that it never becomes a flow of another kind.
alter table oauth_states add column connect_session_id text references connect_sessions (id) on delete cascade;
create index oauth_states_of_session on oauth_states (connect_session_id) where connect_session_id is not null;

-- What the person typed in the widget before being sent to the vendor.
create table connect_flows (
  state_hash bytea primary key references oauth_states (state_hash) on delete cascade,
  organization_id bigint not null references organizations (id) on delete cascade,
  given_sealed bytea not null
);
