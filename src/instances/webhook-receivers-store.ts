/**
 * Instances of all organizations that a vendor's webhook may concern. A webhook names its vendor's account and no
 * organization of ours, so this is administration, like finding the owner of a token: what is found here is told nobody
 * before a secret of that very instance has proven the webhook.
 */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'

export interface ReceiverId {
  organization_id: number
  id: number
}

type Db = Kysely<Schema>

/** Those that keep this value under the key, in the order of their ids. The value must not be a sealed one. */
export async function findByValue(
  db: Db,
  connectorKey: string,
  key: string,
  value: string,
  limit: number,
): Promise<ReceiverId[]> {
  return keeping(db, connectorKey, key, limit)
    .where(sql`left(c.value, 100)`, '=', value.slice(0, 100))
    .where('c.value', '=', value)
    .execute()
}

/** Those that keep any value under the key. */
export async function findByKey(
  db: Db,
  connectorKey: string,
  key: string,
  limit: number,
): Promise<ReceiverId[]> {
  return keeping(db, connectorKey, key, limit).where('c.value', 'is not', null).execute()
}

/** Those of these ids that exist. */
export async function findByIds(
  db: Db,
  connectorKey: string,
  ids: readonly number[],
): Promise<ReceiverId[]> {
  return db
    .selectFrom('instances')
    .select(['organization_id', 'id'])
    .where('connector_key', '=', connectorKey)
    .where(sql<boolean>`id = any(${[...ids]}::bigint[])`)
    .execute()
}

function keeping(db: Db, connectorKey: string, key: string, limit: number) {
  return db
    .selectFrom('instance_configuration as c')
    .innerJoin('instances as i', 'i.id', 'c.instance_id')
    .select(['i.organization_id', 'i.id'])
    .where('i.connector_key', '=', connectorKey)
    .where('c.key', '=', key)
    .orderBy('i.id')
    .limit(limit)
}
