/** OAuth states that we issued, and codes that were sent to a vendor. Both are kept as hashes only. */
import { sql, type Kysely, type Selectable } from 'kysely'
import { readRoleChanges } from '../../accounts/role-store.ts'
import { privilegeKeysOf } from '../../accounts/roles.ts'
import type { OAuthStateTable, Schema } from '../../storage/schema.ts'

export type OAuthStateRow = Selectable<OAuthStateTable>

type Db = Kysely<Schema>

export async function insertState(
  db: Db,
  organizationId: number,
  state: Omit<OAuthStateRow, 'organization_id' | 'created_at' | 'used_at'>,
): Promise<void> {
  await db
    .insertInto('oauth_states')
    .values({ ...state, organization_id: organizationId, used_at: null })
    .execute()
}

/** A state of the organization that is neither used nor expired. */
export async function findState(
  db: Db,
  organizationId: number,
  stateHash: Buffer,
  now: Date,
): Promise<OAuthStateRow | undefined> {
  return db
    .selectFrom('oauth_states')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('state_hash', '=', stateHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** The same for the browser that comes back from the vendor: there the state is the only credential. */
export async function findReturningState(
  db: Db,
  stateHash: Buffer,
  now: Date,
): Promise<OAuthStateRow | undefined> {
  return db
    .selectFrom('oauth_states')
    .selectAll()
    .where('state_hash', '=', stateHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses a state up; true for exactly one caller. */
export async function spendState(
  db: Db,
  organizationId: number,
  stateHash: Buffer,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('oauth_states')
    .set({ used_at: now })
    .where('organization_id', '=', organizationId)
    .where('state_hash', '=', stateHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Forgets states and codes of every `organization_id` that are too old to matter. */
export async function forgetOldStates(db: Db, now: Date): Promise<void> {
  const hourAgo = new Date(now.getTime() - 3_600_000)
  const dayAgo = new Date(now.getTime() - 86_400_000)
  await db.deleteFrom('oauth_states').where('expires_at', '<', hourAgo).execute()
  await db.deleteFrom('used_oauth_codes').where('used_at', '<', dayAgo).execute()
}

/** Records a code as sent; false when it was recorded before. */
export async function recordCode(
  db: Db,
  organizationId: number,
  connectorKey: string,
  codeHash: Buffer,
): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`
    insert into used_oauth_codes (code_hash, organization_id, connector_key)
    values (${codeHash}, ${organizationId}, ${connectorKey})
    on conflict do nothing returning 1 as one`.execute(db)
  return rows.length > 0
}

/** Takes the record back, after the vendor surely did not see the code. */
export async function forgetCode(db: Db, organizationId: number, codeHash: Buffer): Promise<void> {
  await db
    .deleteFrom('used_oauth_codes')
    .where('organization_id', '=', organizationId)
    .where('code_hash', '=', codeHash)
    .execute()
}

/**
 * Who began a flow, as the landing page names them; undefined when the person or organization is gone or inactive, or
 * may no longer make instances.
 */
export async function findOwner(
  db: Db,
  organizationId: number,
  userId: number,
): Promise<{ accountId: number; email: string; organizationName: string } | undefined> {
  const found = await db
    .selectFrom('users')
    .innerJoin('organizations', 'organizations.id', 'users.organization_id')
    .innerJoin('accounts', 'accounts.id', 'users.account_id')
    .select([
      'users.account_id as accountId',
      'users.email as email',
      'organizations.name as organizationName',
      sql<string[]>`users.roles || accounts.roles`.as('roles'),
    ])
    .where('users.organization_id', '=', organizationId)
    .where('users.id', '=', userId)
    .where('users.active', '=', true)
    .where('accounts.active', '=', true)
    .executeTakeFirst()
  if (found === undefined) return undefined
  const { roles, ...owner } = found
  const allowed = privilegeKeysOf(roles, await readRoleChanges(db, organizationId))
  return allowed.has('createElementInstances') ? owner : undefined
}
