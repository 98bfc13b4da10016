/** What accounts chose. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'

type Db = Kysely<Schema>

export async function readSettings(
  db: Db,
  organizationId: number,
  accountId: number,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('account_settings')
    .select(['key', 'value'])
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .execute()
  return new Map(rows.map(({ key, value }) => [key, value]))
}

export async function writeSetting(
  trx: Db,
  setting: {
    readonly organizationId: number
    readonly accountId: number
    readonly key: string
    readonly value: string
  },
): Promise<void> {
  const { organizationId, accountId, key, value } = setting
  await trx
    .insertInto('account_settings')
    .values({ organization_id: organizationId, account_id: accountId, key, value })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'account_id', 'key'])
        .doUpdateSet({ value, changed_at: sql`now()` }),
    )
    .execute()
}

/** Whether the organization has the account. */
export async function hasAccount(
  db: Db,
  organizationId: number,
  accountId: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row !== undefined
}
