-- Who did what, when, from where, with what result; never values. A partition a month, dropped whole when its time is
-- over. Rows are only ever added: the triggers refuse everything else, also by hand. No foreign keys: the log outlives
-- what it speaks of.
create table audit_records (
  id uuid not null default gen_random_uuid(),
  organization_id bigint not null,
  -- whose account is concerned, and who acted; null: the platform itself
  account_id bigint,
  user_id bigint,
  at timestamptz not null,
  area text not null,
  action text not null,
  entity_id text,
  instance_id bigint,
  method text not null,
  resource_uri text not null,
  ip_address text not null,
  request_id text,
  status integer not null,
  primary key (organization_id, at, id)
) partition by range (at);
create index audit_of_area on audit_records (organization_id, area, at desc, id desc);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'Rows of the audit log are only ever added' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_rows_stay before update or delete on audit_records
  for each row execute function refuse_audit_change();
create trigger audit_is_not_emptied before truncate on audit_records
  for each statement execute function refuse_audit_change();
