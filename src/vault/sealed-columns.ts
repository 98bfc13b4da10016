/**
 * Every column that holds sealed values, and what names its rows. Contexts are built from this one list,
 * so that a rotation of the master key finds every value and binds it to the same place again.
 */
import type { SealContext } from './seal.ts'

/** By table: the sealed column, the column of the tenant, and the columns that name a row within the tenant. */
export const sealedColumns = {
  organizations: { column: 'secret_sealed', organization: 'id', row: ['id'] },
  users: { column: 'secret_sealed', organization: 'organization_id', row: ['id'] },
  instances: { column: 'token_sealed', organization: 'organization_id', row: ['id'] },
  instance_configuration: {
    column: 'sealed',
    organization: 'organization_id',
    row: ['instance_id', 'key'],
  },
  vendor_apps: {
    column: 'client_secret_sealed',
    organization: 'organization_id',
    row: ['connector_key'],
  },
  oauth_states: {
    column: 'verifier_sealed',
    organization: 'organization_id',
    row: ['state_hash'],
  },
  idempotency_keys: {
    column: 'answer_sealed',
    organization: 'organization_id',
    row: ['key_hash'],
  },
  traces: {
    column: 'content_sealed',
    organization: 'organization_id',
    row: ['request_id'],
  },
  connect_sessions: {
    column: 'configuration_sealed',
    organization: 'organization_id',
    row: ['id'],
  },
  connect_flows: {
    column: 'given_sealed',
    organization: 'organization_id',
    row: ['state_hash'],
  },
  subscriptions: { column: 'config_sealed', organization: 'organization_id', row: ['id'] },
  webhook_addresses: {
    column: 'token_sealed',
    organization: 'organization_id',
    row: ['instance_id'],
  },
} as const satisfies Record<
  string,
  { column: string; organization: string; row: readonly string[] }
>

export type SealedTable = keyof typeof sealedColumns

/**
 * Where a value of a table belongs.
 * @param organizationId null for rows that belong to nobody yet
 * @param row the values of the naming columns, in the order of the list; bytes are written in hex
 */
export function sealContext(
  table: SealedTable,
  organizationId: number | null,
  ...row: readonly (number | string | Buffer)[]
): SealContext {
  const { column, row: names } = sealedColumns[table]
  if (row.length !== names.length) {
    throw new Error(`A row of ${table} is named by ${names.join(' and ')}`)
  }
  return {
    organizationId: organizationId ?? 0,
    table,
    row: row.map((part) => (Buffer.isBuffer(part) ? part.toString('hex') : String(part))).join('/'),
    field: column,
  }
}
