/**
 * Instances that are one connection at the vendor: same organization, connector, vendor app and vendor account. They
 * share the newest token, because vendors forget the older one or let only the newest be refreshed.
 */
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'

type Db = Kysely<Schema>

/** What makes a connection the same at the vendor. */
export interface ConnectionIdentity {
  connectorKey: string
  vendorAppId: string
  vendorAccountId: string
}

/** Ids of the instances of one connection, lowest first, locked so that all of them change together. */
export async function lockConnection(
  trx: Db,
  organizationId: number,
  identity: ConnectionIdentity,
): Promise<number[]> {
  const rows = await trx
    .selectFrom('instances')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('connector_key', '=', identity.connectorKey)
    .where('vendor_app_id', '=', identity.vendorAppId)
    .where('vendor_account_id', '=', identity.vendorAccountId)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * True when another instance lives on the same grant at the vendor. Asked before a grant is revoked, and asked over all
 * organizations on purpose: the platform's own app may serve several, and one of them leaving must not cut off another.
 * Nothing but this one bit comes out of it.
 */
export async function isGrantShared(
  db: Db,
  organizationId: number,
  instanceId: number,
  identity: ConnectionIdentity,
): Promise<boolean> {
  const row = await db
    .selectFrom('instances')
    .select('organization_id')
    .where('connector_key', '=', identity.connectorKey)
    .where('vendor_app_id', '=', identity.vendorAppId)
    .where('vendor_account_id', '=', identity.vendorAccountId)
    .where((e) => e.or([e('organization_id', '!=', organizationId), e('id', '!=', instanceId)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
