-- Codes that were sent to a vendor. Some vendors revoke the token of a code that arrives twice, so a code is
-- written here before it is sent and never sent again. Rows are of no use once every code has expired.
create table used_oauth_codes (
  code_hash bytea primary key,
  organization_id bigint not null references organizations (id) on delete cascade,
  connector_key text not null,
  used_at timestamptz not null default now()
);
create index used_oauth_codes_age on used_oauth_codes (used_at);
