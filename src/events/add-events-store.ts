/** Storing events, each once: the event, the key by which a repeat is known, and the job that processes it. */
import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { noticeWith } from '../storage/notices.ts'
import type { Schema } from '../storage/schema.ts'
import { eventsChannel, type NewEvent, type StoredEvent } from './event.ts'

/**
 * Two arrivals of one event at the same moment must meet at one key, also when it is midnight between them: its day is
 * that on which the event happened, as the vendor says, where that is yesterday, today or tomorrow by our clock; else
 * that of the arrival. A key is looked for at each day from three before today to tomorrow: vendors repeat for a day, days
 * begin at midnight, and a key may stand at the day before it came. No more are kept (jobs/day-maintenance.ts).
 *
 * Stores a batch in the caller's transaction and wakes the workers when it commits. Answers those that were new, in no
 * order; repeats of what is known, or of each other, are left out.
 */
export async function addEvents(
  trx: Kysely<Schema>,
  batch: readonly NewEvent[],
): Promise<StoredEvent[]> {
  if (batch.length === 0) return []
  const column = <T>(of: (event: NewEvent) => T) => batch.map(of)
  const { rows } = await sql<{ id: number; instance_id: number; vendor_event_id: string }>`
    with told as (
      select distinct on (instance_id, key_hash) *, case
          when (occurred_at at time zone 'UTC')::date between today - 1 and today + 1
          then (occurred_at at time zone 'UTC')::date else today
        end as day
      from (select (now() at time zone 'UTC')::date as today) as clock, unnest(
        ${column((e) => e.organizationId)}::bigint[], ${column((e) => e.accountId)}::bigint[],
        ${column((e) => e.instanceId)}::bigint[], ${column((e) => e.connectorKey)}::text[],
        ${column((e) => e.source)}::text[], ${column((e) => e.vendorEventId.slice(0, 500))}::text[],
        ${column((e) => e.occurredAt)}::timestamptz[], ${column((e) => e.contentType)}::text[],
        ${column((e) => JSON.stringify(e.headers))}::text[], ${column((e) => e.raw)}::bytea[],
        ${column((e) => keyHash(e.vendorEventId))}::bytea[]
      ) as t (organization_id, account_id, instance_id, connector_key, source, vendor_event_id,
              occurred_at, content_type, headers, raw, key_hash)
    ), fresh as (
      insert into event_keys (organization_id, instance_id, key_hash, day)
      select organization_id, instance_id, key_hash, day from told
      where not exists (
        select from event_keys k
        where k.organization_id = told.organization_id and k.instance_id = told.instance_id
          and k.key_hash = told.key_hash
          and k.day = any(array[told.today - 3, told.today - 2, told.today - 1, told.today, told.today + 1])
      )
      order by instance_id, key_hash
      on conflict do nothing
      returning instance_id, key_hash
    ), stored as (
      insert into events (organization_id, account_id, instance_id, connector_key, source, vendor_event_id,
                          occurred_at, content_type, headers, raw)
      select organization_id, account_id, instance_id, connector_key, source, vendor_event_id,
             occurred_at, content_type, headers::jsonb, raw
      from told join fresh using (instance_id, key_hash)
      returning id, organization_id, instance_id, received_at, vendor_event_id
    ), jobs as (
      insert into event_jobs (event_id, organization_id, instance_id, received_at)
      select id, organization_id, instance_id, received_at from stored
    )
    select id, instance_id, vendor_event_id from stored`.execute(trx)
  if (rows.length > 0) await noticeWith(trx, eventsChannel, '')
  return rows.map((row) => ({
    id: row.id,
    instanceId: row.instance_id,
    vendorEventId: row.vendor_event_id,
  }))
}

function keyHash(vendorEventId: string): Buffer {
  return createHash('sha256').update(vendorEventId).digest().subarray(0, 16)
}
