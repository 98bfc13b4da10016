-- Records are written thousands a second and are much alike: what they share is one row (a kind), which each call names.
-- A call's own row is half as long as before and goes into one tree instead of two, all of it at the end.
alter table usage_records rename to old_usage_records;

create table usage_kinds (
  organization_id bigint not null,
  -- Made of what follows, so that every node finds the same one without asking.
  id uuid not null,
  account_id bigint not null,
  user_id bigint not null,
  instance_id bigint,
  instance_name text not null,
  connector_key text not null,
  hub text not null,
  method text not null,
  api text not null,
  request_ip text not null,
  tags text[] not null,
  -- The newest day (UTC) that may have calls of the kind; it leaves with that day's calls.
  last_day date not null,
  primary key (organization_id, id)
);

-- A partition a day, dropped when its time is over.
create table usage_calls (
  organization_id bigint not null,
  kind_id uuid not null,
  -- The request id, with zeros behind it.
  id uuid not null,
  at timestamptz not null,
  duration_ms double precision not null,
  status smallint not null,
  vendor_calls integer not null,
  request_uri text not null,
  message text
) partition by range (at);
-- Keeps a batch that is written twice from counting twice, too.
create unique index usage_calls_in_order on usage_calls (organization_id, at, id);
-- Finds a call by its id: ids begin with the time, so those near each other in the table are alike.
create index usage_calls_by_id on usage_calls using brin (id) with (autosummarize = on);

do $$
declare
  day record;
begin
  for day in
    select relname as name, pg_get_expr(relpartbound, oid) as bounds
    from pg_partition_tree('old_usage_records') join pg_class on oid = relid where isleaf
  loop
    execute format(
      'create table %I partition of usage_calls %s',
      replace(day.name, 'usage_records', 'usage_calls'), day.bounds);
  end loop;
end $$;

insert into usage_kinds
select organization_id, gen_random_uuid(), account_id, user_id, instance_id, instance_name, connector_key, hub, method,
  api, request_ip, tags, max((at at time zone 'UTC')::date)
from old_usage_records
group by organization_id, account_id, user_id, instance_id, instance_name, connector_key, hub, method, api, request_ip,
  tags;

insert into usage_calls
select call.organization_id, kind.id, rpad(call.request_id, 32, '0')::uuid, call.at, call.duration_ms, call.status,
  call.vendor_calls, call.request_uri, call.message
from old_usage_records as call
join usage_kinds as kind
  on kind.organization_id = call.organization_id and kind.account_id = call.account_id and kind.user_id = call.user_id
  and kind.instance_id is not distinct from call.instance_id and kind.instance_name = call.instance_name
  and kind.connector_key = call.connector_key and kind.hub = call.hub and kind.method = call.method
  and kind.api = call.api and kind.request_ip = call.request_ip and kind.tags = call.tags;

drop table old_usage_records;

-- Calls as they are read. Each has its kind; joined from the left, kinds are only read where a question is about them.
create view usage_records as
select call.organization_id, call.id, left(replace(call.id::text, '-', ''), 24) as request_id, call.at, call.duration_ms,
  call.status, case when call.status < 400 then 'SUCCESS' else 'FAILED' end as request_status, call.vendor_calls,
  call.request_uri, call.message, kind.account_id, kind.user_id, kind.instance_id, kind.instance_name,
  kind.connector_key, kind.hub, kind.method, kind.api, kind.request_ip, kind.tags
from usage_calls as call
left join usage_kinds as kind on kind.organization_id = call.organization_id and kind.id = call.kind_id;
