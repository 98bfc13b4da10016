/** Passwords as hashes, the ones before them, and an organization's rules for them. */
import { sql } from 'kysely'
import type { Db, Trx } from './account-store.ts'
import { usualPolicy, type PasswordPolicy } from './password-policy.ts'

/** One more than any policy can ask for. */
const remembered = 10

export async function savePassword(
  trx: Trx,
  organizationId: number,
  userId: number,
  passwordHash: string,
): Promise<void> {
  await sql`
    insert into password_history (organization_id, user_id, password_hash, set_at)
    select organization_id, id, password_hash, clock_timestamp() from users
    where organization_id = ${organizationId} and id = ${userId} and password_hash is not null`.execute(
    trx,
  )
  await sql`
    delete from password_history
    where organization_id = ${organizationId} and user_id = ${userId} and set_at not in (
      select set_at from password_history
      where organization_id = ${organizationId} and user_id = ${userId}
      order by set_at desc limit ${remembered})`.execute(trx)
  await trx
    .updateTable('users')
    .set({ password_hash: passwordHash, password_set_at: sql`now()` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', userId)
    .execute()
}

/** The hash in force and those before it, the newest first. */
export async function lastPasswords(
  db: Db,
  organizationId: number,
  userId: number,
  count: number,
): Promise<string[]> {
  if (count === 0) return []
  const { rows } = await sql<{ password_hash: string }>`
    select password_hash from (
      select password_hash, 'infinity'::timestamptz as set_at from users
      where organization_id = ${organizationId} and id = ${userId} and password_hash is not null
      union all
      select password_hash, set_at from password_history
      where organization_id = ${organizationId} and user_id = ${userId}) as had
    order by set_at desc limit ${count}`.execute(db)
  return rows.map((row) => row.password_hash)
}

export async function readPasswordPolicy(db: Db, organizationId: number): Promise<PasswordPolicy> {
  const row = await db
    .selectFrom('password_policies')
    .select('policy')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  return { ...usualPolicy, ...(row?.policy as Partial<PasswordPolicy> | undefined) }
}

export async function savePasswordPolicy(
  trx: Trx,
  organizationId: number,
  policy: PasswordPolicy,
): Promise<void> {
  const text = JSON.stringify(policy)
  await trx
    .insertInto('password_policies')
    .values({ organization_id: organizationId, policy: text })
    .onConflict((conflict) =>
      conflict.column('organization_id').doUpdateSet({ policy: text, changed_at: sql`now()` }),
    )
    .execute()
}

export async function deletePasswordPolicy(trx: Trx, organizationId: number): Promise<void> {
  await trx.deleteFrom('password_policies').where('organization_id', '=', organizationId).execute()
}
