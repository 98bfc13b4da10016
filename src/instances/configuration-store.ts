/** Configuration entries of instances in the database; secrets come and go sealed. */
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'

type Db = Kysely<Schema>

export interface ConfigurationRow {
  id: number
  instance_id: number
  key: string
  value: string | null
  sealed: Buffer | null
}

export interface ConfigurationWrite {
  key: string
  value: string | null
  sealed: Buffer | null
}

/** Rows of all these instances, oldest first. */
export async function configurationOf(
  db: Db,
  organizationId: number,
  instanceIds: readonly number[],
): Promise<ConfigurationRow[]> {
  if (instanceIds.length === 0) return []
  return db
    .selectFrom('instance_configuration')
    .select(['id', 'instance_id', 'key', 'value', 'sealed'])
    .where('organization_id', '=', organizationId)
    .where('instance_id', 'in', [...instanceIds])
    .orderBy('id')
    .execute()
}

/** Inserts or overwrites the given keys. */
export async function writeConfiguration(
  trx: Db,
  organizationId: number,
  instanceId: number,
  rows: readonly ConfigurationWrite[],
): Promise<void> {
  if (rows.length === 0) return
  await trx
    .insertInto('instance_configuration')
    .values(
      rows.map((row) => ({ ...row, organization_id: organizationId, instance_id: instanceId })),
    )
    .onConflict((conflict) =>
      conflict.columns(['instance_id', 'key']).doUpdateSet((e) => ({
        value: e.ref('excluded.value'),
        sealed: e.ref('excluded.sealed'),
      })),
    )
    .execute()
}

/** Makes rows for entries that the definition gained since the instance was made; existing ones stay as they are. */
export async function ensureConfigurationRows(
  db: Db,
  organizationId: number,
  instanceId: number,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return
  await db
    .insertInto('instance_configuration')
    .values(
      keys.map((key) => ({
        key,
        value: null,
        sealed: null,
        organization_id: organizationId,
        instance_id: instanceId,
      })),
    )
    .onConflict((conflict) => conflict.columns(['instance_id', 'key']).doNothing())
    .execute()
}

export async function removeConfiguration(
  trx: Db,
  organizationId: number,
  instanceId: number,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return
  await trx
    .deleteFrom('instance_configuration')
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('key', 'in', [...keys])
    .execute()
}

/** The same rows, by instance. */
export async function configurationByInstance(
  db: Db,
  organizationId: number,
  instanceIds: readonly number[],
): Promise<ReadonlyMap<number, ConfigurationRow[]>> {
  const byInstance = new Map<number, ConfigurationRow[]>(instanceIds.map((id) => [id, []]))
  for (const row of await configurationOf(db, organizationId, instanceIds)) {
    byInstance.get(row.instance_id)?.push(row)
  }
  return byInstance
}
