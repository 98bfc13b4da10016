/**
 * Instances of all organizations that a vendor's webhook may concern. A webhook names its vendor's account and no
 * organization of ours, so this is administration, like finding the owner of a token: what is found here is told nobody
 * before a secret of that very instance has proven the webhook.
 */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Schema } from '../storage/schema.ts'

export interface ReceiverId {
  organization_id: number
  id: number
}

type Db = Kysely<Schema>

/** What a look-up found; `isCut` when there are more than its limit. */
export interface FoundReceivers {
  readonly found: readonly ReceiverId[]
  readonly isCut: boolean
}

/**
 * Those that keep this value under the key: first those whose vendor named it as their account, then those that merely
 * claim it; in turn over the organizations, so that nobody's many instances push another's few out. The value must not
 * be a sealed one.
 */
export async function findByValue(
  db: Db,
  connectorKey: string,
  key: string,
  value: string,
  limit: number,
): Promise<FoundReceivers> {
  const isIt = sql`left(c.value, 100) = ${value.slice(0, 100)} and c.value = ${value}`
  return keeping(db, connectorKey, key, isIt, limit)
}

/** Those that keep any value under the key; in turn over the organizations as well. */
export async function findByKey(
  db: Db,
  connectorKey: string,
  key: string,
  limit: number,
): Promise<FoundReceivers> {
  return keeping(db, connectorKey, key, sql`c.value is not null`, limit)
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

/** Those of these values that anybody keeps under the key; quick for many. */
export async function findKeptValues(
  db: Db,
  key: string,
  values: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ value: string }>`
    select asked.value from unnest(${[...values]}::text[]) as asked (value) where exists (
      select from instance_configuration c
      where c.key = ${key} and left(c.value, 100) = left(asked.value, 100) and c.value = asked.value)`.execute(
    db,
  )
  return rows.map(({ value }) => value)
}

async function keeping(
  db: Db,
  connectorKey: string,
  key: string,
  isIt: RawBuilder<unknown>,
  limit: number,
): Promise<FoundReceivers> {
  const { rows } = await sql<ReceiverId>`
    select organization_id, id from (
      select organization_id, id, is_proven,
             row_number() over (partition by organization_id order by is_proven desc, id) as turn
      from (
        select i.organization_id, i.id, i.vendor_account_id is not distinct from c.value as is_proven
        from instance_configuration c
        join instances i on i.organization_id = c.organization_id and i.id = c.instance_id
        where i.connector_key = ${connectorKey} and c.key = ${key} and ${isIt}
      ) matching
    ) in_turn
    order by is_proven desc, turn, id
    limit ${limit + 1}`.execute(db)
  return { found: rows.slice(0, limit), isCut: rows.length > limit }
}
