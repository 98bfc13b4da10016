/** One instance with its definition and its opened configuration, read from the database. */
import type { Connector } from '../catalog/connector.ts'
import type { ConnectorSource } from './connector-source.ts'
import {
  configurationByInstance,
  configurationOf,
  type ConfigurationRow,
} from './configuration-store.ts'
import { byKey, inForce, type Entries, type KeptValues } from './configuration.ts'
import type { Credentials } from './credentials.ts'
import {
  findInstance,
  listInstances,
  type InstanceFilter,
  type InstanceWithUser,
} from './instance-store.ts'
import type { Before } from './provision-plan.ts'
import type { Database } from '../storage/database.ts'
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'

export interface InstanceRecord {
  readonly row: InstanceWithUser
  /** Undefined when the catalog no longer has the connector. */
  readonly connector: Connector | undefined
  readonly entries: Entries
  readonly rows: readonly ConfigurationRow[]
  readonly kept: KeptValues
  /** Values in force, secrets in clear. */
  readonly values: Readonly<Record<string, string>>
}

export interface RecordParts {
  database: Database
  catalog: ConnectorSource
  credentials: Credentials
}

export async function readRecord(
  parts: RecordParts,
  organizationId: number,
  id: number,
  accountId?: number,
  db: Kysely<Schema> = parts.database.db,
): Promise<InstanceRecord | undefined> {
  const row = await findInstance(db, organizationId, id, accountId)
  if (row === undefined) return undefined
  return recordOf(parts, row, await configurationOf(db, organizationId, [id]))
}

/** A page of instances; `hydrate` false leaves their configuration unread. */
export async function readRecords(
  parts: RecordParts,
  organizationId: number,
  filter: InstanceFilter,
  hydrate: boolean,
): Promise<InstanceRecord[]> {
  const { db } = parts.database
  const instances = await listInstances(db, organizationId, filter)
  const ids = hydrate ? instances.map(({ id }) => id) : []
  const byInstance = await configurationByInstance(db, organizationId, ids)
  return instances.map((row) => recordOf(parts, row, byInstance.get(row.id) ?? []))
}

/** What the instance was before it is provisioned again. */
export function beforeOf({ row, kept }: InstanceRecord): Before {
  return {
    kept,
    authenticationType: row.authentication_type,
    externalAuthentication: row.external_authentication,
    vendorAppId: row.vendor_app_id,
    vendorAccountId: row.vendor_account_id,
    needsProof: row.state === 'reauth_required',
  }
}

function recordOf(
  { catalog, credentials }: RecordParts,
  row: InstanceWithUser,
  rows: readonly ConfigurationRow[],
): InstanceRecord {
  const connector = catalog.get(row.connector_key)
  const entries = byKey(connector?.entriesFor(row.authentication_type) ?? [])
  const kept = credentials.opened(row.organization_id, rows)
  return { row, connector, entries, rows, kept, values: inForce(kept, entries) }
}

/** Without what was read only to be opened: the record stays in memory as long as the instance. */
export function lean(record: InstanceRecord): InstanceRecord {
  return { ...record, rows: [] }
}
