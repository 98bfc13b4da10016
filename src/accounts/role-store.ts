/** What organizations changed of the roles. */
import { sql } from 'kysely'
import type { Db, Trx } from './account-store.ts'
import type { RoleChanges } from './roles.ts'

export async function readRoleChanges(db: Db, organizationId: number): Promise<RoleChanges> {
  const rows = await db
    .selectFrom('organization_roles')
    .select(['role_key', 'privileges'])
    .where('organization_id', '=', organizationId)
    .execute()
  return Object.fromEntries(rows.map((row) => [row.role_key, row.privileges]))
}

export async function saveRoleChange(
  trx: Trx,
  organizationId: number,
  roleKey: string,
  privileges: readonly string[],
): Promise<void> {
  await trx
    .insertInto('organization_roles')
    .values({ organization_id: organizationId, role_key: roleKey, privileges: [...privileges] })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'role_key'])
        .doUpdateSet({ privileges: [...privileges], changed_at: sql`now()` }),
    )
    .execute()
}

export async function deleteRoleChanges(trx: Trx, organizationId: number): Promise<void> {
  await trx.deleteFrom('organization_roles').where('organization_id', '=', organizationId).execute()
}
