/** An organization's accounts as its administrators see them. */
import type { AccountRow, Db, Trx } from './account-store.ts'

export interface AccountFilter {
  /** Only this one. */
  readonly accountId?: number | undefined
  readonly includeInactive: boolean
}

/** In the order they were created. */
export async function listAccounts(
  db: Db,
  organizationId: number,
  filter: AccountFilter,
): Promise<AccountRow[]> {
  return db
    .selectFrom('accounts')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .$if(filter.accountId !== undefined, (query) =>
      query.where('id', '=', filter.accountId as number),
    )
    .$if(!filter.includeInactive, (query) => query.where('active', '=', true))
    .orderBy('id')
    .execute()
}

export interface AccountChange {
  readonly name?: string
  readonly description?: string
  readonly external_id?: string
  readonly active?: boolean
  readonly roles?: string[]
}

export async function updateAccount(
  trx: Trx,
  organizationId: number,
  id: number,
  change: AccountChange,
): Promise<void> {
  if (Object.keys(change).length === 0) return
  await trx
    .updateTable('accounts')
    .set(change)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute()
}
