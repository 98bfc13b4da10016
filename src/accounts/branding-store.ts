/** The colours, fonts and pictures of organizations. */
import { sql } from 'kysely'
import type { Db, Trx } from './account-store.ts'

export async function readBranding(db: Db, organizationId: number): Promise<unknown> {
  const row = await db
    .selectFrom('organization_branding')
    .select('branding')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  return row?.branding
}

export async function saveBranding(
  trx: Trx,
  organizationId: number,
  branding: string,
): Promise<void> {
  await trx
    .insertInto('organization_branding')
    .values({ organization_id: organizationId, branding })
    .onConflict((conflict) =>
      conflict.column('organization_id').doUpdateSet({ branding, changed_at: sql`now()` }),
    )
    .execute()
}

export async function deleteBranding(trx: Trx, organizationId: number): Promise<void> {
  await trx
    .deleteFrom('organization_branding')
    .where('organization_id', '=', organizationId)
    .execute()
}
