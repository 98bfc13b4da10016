/** An organization's users as its administrators see them. */
import { sql } from 'kysely'
import type { Db, FullUserRow, Trx } from './account-store.ts'

export interface UserFilter {
  readonly accountId?: number | undefined
  readonly includeInactive: boolean
}

/** In the order they were created. */
export async function listUsers(
  db: Db,
  organizationId: number,
  filter: UserFilter,
): Promise<FullUserRow[]> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .$if(filter.accountId !== undefined, (query) =>
      query.where('account_id', '=', filter.accountId as number),
    )
    .$if(!filter.includeInactive, (query) => query.where('active', '=', true))
    .orderBy('id')
    .execute()
}

/** By id, or by email whatever its case. */
export async function findUser(
  db: Db,
  organizationId: number,
  who: number | string,
): Promise<FullUserRow | undefined> {
  const query = db.selectFrom('users').selectAll().where('organization_id', '=', organizationId)
  const narrowed =
    typeof who === 'number'
      ? query.where('id', '=', who)
      : query.where(sql`lower(email)`, '=', who.toLowerCase())
  return narrowed.executeTakeFirst()
}

/**
 * Whether anybody anywhere has this id: the contract answers a grant to a stranger otherwise than one to nobody.
 * Nothing of him is read.
 */
export async function isSomebody(db: Db, id: number): Promise<boolean> {
  return (
    (await db.selectFrom('users').select('id').where('id', '=', id).executeTakeFirst()) !==
    undefined
  )
}

/** One change of an organization's people at a time, so that two cannot remove its last administrator together. */
export async function lockOrganization(trx: Trx, organizationId: number): Promise<void> {
  await trx
    .selectFrom('organizations')
    .select('id')
    .where('id', '=', organizationId)
    // Not `for update`: that would also keep everybody from adding rows that name the organization.
    .forNoKeyUpdate()
    .execute()
}

/** Active users of active accounts who administer the organization. */
export async function countAdministrators(trx: Trx, organizationId: number): Promise<number> {
  const { count } = await trx
    .selectFrom('users')
    .innerJoin('accounts', (join) =>
      join
        .onRef('accounts.organization_id', '=', 'users.organization_id')
        .onRef('accounts.id', '=', 'users.account_id'),
    )
    .select(sql<number>`count(*)::int`.as('count'))
    .where('users.organization_id', '=', organizationId)
    .where('users.active', '=', true)
    .where('accounts.active', '=', true)
    .where(sql<boolean>`users.roles && array['org-admin', 'sys-admin']`)
    .executeTakeFirstOrThrow()
  return count
}

export interface UserChange {
  readonly first_name?: string
  readonly last_name?: string
  readonly email?: string
  readonly external_id?: string | null
  readonly contact?: Readonly<Record<string, string>>
  readonly active?: boolean
  readonly roles?: readonly string[]
}

export async function updateUser(
  trx: Trx,
  organizationId: number,
  id: number,
  { contact, roles, ...change }: UserChange,
): Promise<void> {
  const columns = {
    ...change,
    ...(roles === undefined ? {} : { roles: [...roles] }),
    ...(contact === undefined ? {} : { contact: { ...contact } }),
  }
  if (Object.keys(columns).length === 0) return
  await trx
    .updateTable('users')
    .set(columns)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

export async function deleteUser(trx: Trx, organizationId: number, id: number): Promise<void> {
  await trx
    .deleteFrom('users')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

export async function deleteUsersOfAccount(
  trx: Trx,
  organizationId: number,
  accountId: number,
): Promise<void> {
  await trx
    .deleteFrom('users')
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .execute()
}
