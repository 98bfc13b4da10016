/** Storing events, each once: the event, the key by which a repeat is known, and the job that processes it. */
import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { noticeWith } from '../storage/notices.ts'
import type { Schema } from '../storage/schema.ts'
import { eventsChannel, type NewEvent, type StoredEvent } from './event.ts'

/** Repeats are known for so many days before today: vendors repeat for a day, and days begin at midnight. */
const daysOfRepeats = 2

/**
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
      select distinct on (instance_id, key_hash) *, (now() at time zone 'UTC')::date as day
      from unnest(
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
          and k.key_hash = told.key_hash and k.day >= told.day - ${daysOfRepeats}::int and k.day < told.day
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
