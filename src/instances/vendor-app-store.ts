/** The organizations' own apps at vendors; client secrets come and go sealed. */
import { sql, type Kysely, type Selectable } from 'kysely'
import type { Schema, VendorAppTable } from '../storage/schema.ts'
import { announce } from './instance-store.ts'

export type VendorAppRow = Selectable<VendorAppTable>

type Db = Kysely<Schema>

export async function findVendorApp(
  db: Db,
  organizationId: number,
  connectorKey: string,
): Promise<VendorAppRow | undefined> {
  return db
    .selectFrom('vendor_apps')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('connector_key', '=', connectorKey)
    .executeTakeFirst()
}

export async function listVendorApps(db: Db, organizationId: number): Promise<VendorAppRow[]> {
  return db
    .selectFrom('vendor_apps')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('connector_key')
    .execute()
}

export interface VendorAppWrite {
  connector_key: string
  client_id: string
  client_secret_sealed: Buffer
  callback_url: string | null
  scope: string | null
}

/** Inserts or replaces the app; instances that use it open anew. */
export async function saveVendorApp(
  trx: Db,
  organizationId: number,
  app: VendorAppWrite,
): Promise<VendorAppRow> {
  const row = await trx
    .insertInto('vendor_apps')
    .values({ ...app, organization_id: organizationId })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'connector_key']).doUpdateSet({
        client_id: app.client_id,
        client_secret_sealed: app.client_secret_sealed,
        callback_url: app.callback_url,
        scope: app.scope,
        updated_at: sql`now()`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  await announce(trx, '*')
  return row
}

export async function deleteVendorApp(
  trx: Db,
  organizationId: number,
  connectorKey: string,
): Promise<boolean> {
  const result = await trx
    .deleteFrom('vendor_apps')
    .where('organization_id', '=', organizationId)
    .where('connector_key', '=', connectorKey)
    .executeTakeFirst()
  await announce(trx, '*')
  return result.numDeletedRows > 0n
}
