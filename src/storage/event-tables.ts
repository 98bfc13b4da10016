/** Tables of events and their sources, as Kysely sees them. */
import type { ColumnType, Generated } from 'kysely'

export interface EventTable {
  id: Generated<number>
  organization_id: number
  account_id: number
  instance_id: number
  connector_key: string
  source: 'webhook' | 'poll' | 'reconcile' | 'test' | 'call'
  vendor_event_id: string
  occurred_at: Date
  received_at: Generated<Date>
  content_type: string
  /** Written as JSON text; read as the parsed document. */
  headers: ColumnType<Record<string, string>, string, string>
  raw: Buffer
  status: Generated<'NEW' | 'DISPATCHED' | 'CONSUMED' | 'FAILED'>
  reason: string | null
  /** Written as JSON text; read as the parsed document. */
  normalized: ColumnType<unknown, string | null, string | null>
  processed_at: Date | null
}

export interface EventKeyTable {
  organization_id: number
  instance_id: number
  key_hash: Buffer
  day: string
}

export interface EventJobTable {
  event_id: number
  organization_id: number
  instance_id: number
  received_at: Date
  due_at: Generated<Date>
  tries: Generated<number>
  alone: number | null
  failures: Generated<number>
  fence: Generated<number>
  leased_until: Date | null
  begun_at: Date | null
}

export interface EventSourceTable {
  id: Generated<number>
  organization_id: number
  account_id: number
  instance_id: number
  kind: 'webhook' | 'poll' | 'reconcile'
  resource: Generated<string>
  state: Generated<'waiting' | 'live' | 'late' | 'broken'>
  reason: string | null
  state_since: Generated<Date>
  last_proof_at: Date | null
  last_event_at: Date | null
  period_s: number
  /** Written as JSON text; read as the parsed document. */
  cursor: ColumnType<unknown, string | null, string | null>
  position: string | null
  next_due_at: Date | null
  nudged_at: Date | null
  failures: Generated<number>
  fence: Generated<number>
  leased_until: Date | null
  created_at: Generated<Date>
}

export interface WebhookAddressTable {
  instance_id: number
  organization_id: number
  token_hash: Buffer
  token_sealed: Buffer
  former_hash: Buffer | null
  former_until: Date | null
  wanted: Generated<boolean>
  registered_hash: Buffer | null
  registered_at: Date | null
  due_at: Date | null
  tries: Generated<number>
  fence: Generated<number>
  leased_until: Date | null
  created_at: Generated<Date>
}

export interface QuarantinedWebhookTable {
  id: Generated<number>
  connector_key: string
  vendor_account_id: string
  vendor_event_id: string
  received_at: Generated<Date>
  content_type: string
  /** Written as JSON text; read as the parsed document. */
  headers: ColumnType<Record<string, string>, string, string>
  raw: Buffer
  due_at: Date | null
}

export interface OwnWriteTable {
  id: Generated<number>
  organization_id: number
  vendor_account: string
  object_type: string
  object_id: string | null
  event_type: string
  began_at: Generated<Date>
  ended_at: Date | null
  echoed_to: Generated<number[]>
  reconciled_to: Generated<number[]>
}

export interface ToldRecordTable {
  organization_id: number
  instance_id: number
  object_type: string
  object_id: string
  state: Buffer
  told_at: Generated<Date>
}

export interface EventTables {
  events: EventTable
  event_keys: EventKeyTable
  event_jobs: EventJobTable
  event_sources: EventSourceTable
  webhook_addresses: WebhookAddressTable
  quarantined_webhooks: QuarantinedWebhookTable
  own_writes: OwnWriteTable
  told_records: ToldRecordTable
}
