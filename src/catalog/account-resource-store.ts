/** What accounts added to connectors; every statement names the organization and the account. */
import { sql, type Kysely } from 'kysely'
import { noticeWith } from '../storage/notices.ts'
import type { Schema } from '../storage/schema.ts'
import type { OwnResource } from './account-overlay.ts'
import type { Resource } from './element.ts'

type Db = Kysely<Schema>

/** Told with the id of an account whose resources changed. */
export const accountResourcesChannel = 'account_resources'

/** Whose resources. */
export interface ResourceOwner {
  readonly organizationId: number
  readonly accountId: number
}

export interface ResourceRevision {
  readonly id: number
  readonly revision: string
}

/** What is there, without the documents: enough to know whether a connector that was built is still right. */
export async function revisionsOf(
  db: Db,
  owner: ResourceOwner,
  connectorKey: string,
): Promise<ResourceRevision[]> {
  return rowsOf(db, owner, connectorKey).select(['id', 'revision']).orderBy('id').execute()
}

export async function ownResourcesOf(
  db: Db,
  owner: ResourceOwner,
  connectorKey: string,
): Promise<(OwnResource & ResourceRevision)[]> {
  const rows = await rowsOf(db, owner, connectorKey)
    .select(['id', 'account_id', 'revision', 'document'])
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    revision: row.revision,
    document: row.document as Resource,
  }))
}

/** Keys of the connectors that the account added to. */
export async function extendedConnectors(db: Db, owner: ResourceOwner): Promise<string[]> {
  const rows = await db
    .selectFrom('account_resources')
    .select('connector_key')
    .distinct()
    .where('organization_id', '=', owner.organizationId)
    .where('account_id', '=', owner.accountId)
    .execute()
  return rows.map((row) => row.connector_key)
}

/** Lets one change of an account's resources happen after the other, so that each is checked against all others. */
export async function lockOwner(trx: Db, owner: ResourceOwner): Promise<void> {
  await trx
    .selectFrom('accounts')
    .select('id')
    .where('organization_id', '=', owner.organizationId)
    .where('id', '=', owner.accountId)
    .forNoKeyUpdate()
    .execute()
}

export async function insertResource(
  trx: Db,
  owner: ResourceOwner,
  connectorKey: string,
  route: string,
  document: Resource,
): Promise<number> {
  const row = await trx
    .insertInto('account_resources')
    .values({
      organization_id: owner.organizationId,
      account_id: owner.accountId,
      connector_key: connectorKey,
      route,
      document: JSON.stringify(document),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await announce(trx, owner)
  return row.id
}

export async function updateResource(
  trx: Db,
  owner: ResourceOwner,
  id: number,
  route: string,
  document: Resource,
): Promise<void> {
  await trx
    .updateTable('account_resources')
    .set({
      route,
      document: JSON.stringify(document),
      revision: sql`gen_random_uuid()`,
      updated_at: sql`now()`,
    })
    .where('organization_id', '=', owner.organizationId)
    .where('account_id', '=', owner.accountId)
    .where('id', '=', id)
    .execute()
  await announce(trx, owner)
}

export async function deleteResource(trx: Db, owner: ResourceOwner, id: number): Promise<void> {
  await trx
    .deleteFrom('account_resources')
    .where('organization_id', '=', owner.organizationId)
    .where('account_id', '=', owner.accountId)
    .where('id', '=', id)
    .execute()
  await announce(trx, owner)
}

function rowsOf(db: Db, owner: ResourceOwner, connectorKey: string) {
  return db
    .selectFrom('account_resources')
    .where('organization_id', '=', owner.organizationId)
    .where('account_id', '=', owner.accountId)
    .where('connector_key', '=', connectorKey)
}

async function announce(trx: Db, owner: ResourceOwner): Promise<void> {
  await noticeWith(trx, accountResourcesChannel, String(owner.accountId))
}
