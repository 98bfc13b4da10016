/**
 * Organizations, accounts, users and sessions in the database. What a caller may reach is always asked with the
 * organization first; only the four look-ups that find out who a stranger is (by a secret's hash, by a session's
 * hash, by email, and whether there is anybody at all) cannot name one.
 */
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely'
import type { AccountTable, OrganizationTable, Schema, UserTable } from '../storage/schema.ts'
import type { RoleChanges } from './roles.ts'

export type Db = Kysely<Schema>
export type Trx = Transaction<Schema>
export type FullUserRow = Selectable<UserTable>
export type AccountRow = Selectable<AccountTable>
export type OrganizationRow = Selectable<OrganizationTable>

/** A user with what must hold of his organization and account for him to ask anything. */
export interface UserRow {
  readonly id: number
  readonly organization_id: number
  readonly account_id: number
  readonly email: string
  /** His own and those of his account. */
  readonly roles: string[]
  /** Privileges of roles that the organization changed. */
  readonly role_changes: RoleChanges | null
}

const userColumns = [
  'users.id',
  'users.organization_id',
  'users.account_id',
  'users.email',
  sql<string[]>`users.roles || accounts.roles`.as('roles'),
  sql<RoleChanges | null>`(
    select jsonb_object_agg(role_key, to_jsonb(privileges)) from organization_roles
    where organization_roles.organization_id = users.organization_id)`.as('role_changes'),
] as const

/** Active users of active accounts. */
function activeUsers(db: Db) {
  return db
    .selectFrom('users')
    .innerJoin('accounts', (join) =>
      join
        .onRef('accounts.organization_id', '=', 'users.organization_id')
        .onRef('accounts.id', '=', 'users.account_id'),
    )
    .where('users.active', '=', true)
    .where('accounts.active', '=', true)
}

/** The user of a secret; with `organizationHash` only when both belong together. */
export async function findUserBySecret(
  db: Db,
  userHash: Buffer,
  organizationHash: Buffer | undefined,
): Promise<UserRow | undefined> {
  const query = activeUsers(db).select(userColumns).where('users.secret_hash', '=', userHash)
  if (organizationHash === undefined) return query.executeTakeFirst()
  return query
    .innerJoin('organizations', 'organizations.id', 'users.organization_id')
    .where('organizations.secret_hash', '=', organizationHash)
    .executeTakeFirst()
}

export async function findUserBySession(
  db: Db,
  tokenHash: Buffer,
  now: Date,
): Promise<(UserRow & { began_at: Date; expires_at: Date }) | undefined> {
  return activeUsers(db)
    .innerJoin('sessions', (join) =>
      join
        .onRef('sessions.organization_id', '=', 'users.organization_id')
        .onRef('sessions.user_id', '=', 'users.id'),
    )
    .select([...userColumns, 'sessions.created_at as began_at', 'sessions.expires_at'])
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst()
}

export async function findUserByEmail(
  db: Db,
  email: string,
): Promise<(UserRow & { password_hash: string | null; password_set_at: Date }) | undefined> {
  return activeUsers(db)
    .select([...userColumns, 'users.password_hash', 'users.password_set_at'])
    .where(sql`lower(users.email)`, '=', email.toLowerCase())
    .executeTakeFirst()
}

export async function hasAnyOrganization(db: Db): Promise<boolean> {
  return (
    (await db.selectFrom('organizations').select('id').limit(1).executeTakeFirst()) !== undefined
  )
}

/** Keeps others from creating organizations until the transaction ends. */
export async function lockOrganizations(trx: Trx): Promise<void> {
  await sql`lock table organizations in share row exclusive mode`.execute(trx)
}

export async function readUser(
  db: Db,
  organizationId: number,
  userId: number,
): Promise<FullUserRow | undefined> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', userId)
    .executeTakeFirst()
}

export async function readAccount(
  db: Db,
  organizationId: number,
  accountId: number,
): Promise<AccountRow | undefined> {
  return db
    .selectFrom('accounts')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', accountId)
    .executeTakeFirst()
}

export async function readOrganization(
  db: Db,
  organizationId: number,
): Promise<OrganizationRow | undefined> {
  return db
    .selectFrom('organizations')
    .selectAll()
    .where('id', '=', organizationId)
    .executeTakeFirst()
}

export async function renameOrganization(
  db: Db,
  organizationId: number,
  name: string,
): Promise<void> {
  await db
    .updateTable('organizations')
    .set({ name, updated_at: sql`now()` })
    .where('id', '=', organizationId)
    .execute()
}

export async function replaceOrganizationSecret(
  trx: Trx,
  organizationId: number,
  { secretHash, secretSealed }: { secretHash: Buffer; secretSealed: Buffer },
): Promise<void> {
  await trx
    .updateTable('organizations')
    .set({ secret_hash: secretHash, secret_sealed: secretSealed, updated_at: sql`now()` })
    .where('id', '=', organizationId)
    .execute()
}

/** The id comes first because the sealed secret is bound to it. */
export async function nextOrganizationId(trx: Trx): Promise<number> {
  return nextId(trx, 'organizations')
}

export async function nextUserId(trx: Trx): Promise<number> {
  return nextId(trx, 'users')
}

async function nextId(trx: Trx, table: 'organizations' | 'users'): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence(${table}, 'id')) as id`.execute(trx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error(`The sequence of ${table} gave no id`)
  return id
}

export interface NewOrganization {
  readonly id: number
  readonly name: string
  readonly secretHash: Buffer
  readonly secretSealed: Buffer
}

/** Raw, because the id was taken from the sequence beforehand. */
export async function insertOrganization(trx: Trx, row: NewOrganization): Promise<void> {
  await sql`
    insert into organizations (id, name, secret_hash, secret_sealed)
    overriding system value
    values (${row.id}, ${row.name}, ${row.secretHash}, ${row.secretSealed})`.execute(trx)
}

export async function insertAccount(
  trx: Trx,
  organizationId: number,
  account: {
    externalId: string
    name: string
    description?: string
    type: 'Default' | 'CompanyAccount'
  },
): Promise<number> {
  const { id } = await trx
    .insertInto('accounts')
    .values({
      organization_id: organizationId,
      external_id: account.externalId,
      name: account.name,
      description: account.description ?? '',
      type: account.type,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface NewUserRow {
  readonly id: number
  readonly accountId: number
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly passwordHash: string | null
  readonly secretHash: Buffer
  readonly secretSealed: Buffer
  readonly roles: readonly string[]
  readonly externalId?: string | null
  readonly contact?: Readonly<Record<string, string>>
}

export async function insertUser(trx: Trx, organizationId: number, row: NewUserRow): Promise<void> {
  await sql`
    insert into users (id, organization_id, account_id, email, first_name, last_name,
      password_hash, secret_hash, secret_sealed, roles, external_id, contact)
    overriding system value
    values (${row.id}, ${organizationId}, ${row.accountId}, ${row.email}, ${row.firstName},
      ${row.lastName}, ${row.passwordHash}, ${row.secretHash}, ${row.secretSealed},
      ${[...row.roles]}::text[], ${row.externalId ?? null},
      ${JSON.stringify(row.contact ?? {})}::jsonb)`.execute(trx)
}

export async function defaultAccountId(
  db: Db,
  organizationId: number,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('type', '=', 'Default')
    .executeTakeFirst()
  return row?.id
}

export async function saveLogin(
  trx: Trx,
  organizationId: number,
  userId: number,
  at: Date,
): Promise<void> {
  await trx
    .updateTable('users')
    .set({ last_login_at: at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', userId)
    .execute()
}

export async function insertSession(
  trx: Trx,
  organizationId: number,
  session: { tokenHash: Buffer; userId: number; beganAt: Date; expiresAt: Date },
): Promise<void> {
  await trx
    .insertInto('sessions')
    .values({
      organization_id: organizationId,
      user_id: session.userId,
      token_hash: session.tokenHash,
      created_at: session.beganAt,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** Sessions of a user that are not over, the newest first; nobody has more than a hundred in sight. */
export async function listSessions(
  db: Db,
  organizationId: number,
  userId: number,
  now: Date,
): Promise<{ token_hash: Buffer; created_at: Date; expires_at: Date }[]> {
  return db
    .selectFrom('sessions')
    .select(['token_hash', 'created_at', 'expires_at'])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
}

export async function extendSession(
  db: Db,
  organizationId: number,
  tokenHash: Buffer,
  expiresAt: Date,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ expires_at: expiresAt })
    .where('organization_id', '=', organizationId)
    .where('token_hash', '=', tokenHash)
    .execute()
}

/** True when there was one. */
export async function deleteSession(
  trx: Trx,
  organizationId: number,
  userId: number,
  tokenHash: Buffer,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('sessions')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** All sessions of a user but the one with `exceptHash`. */
export async function deleteSessions(
  trx: Trx,
  organizationId: number,
  userId: number,
  exceptHash: Buffer | undefined,
): Promise<void> {
  const query = trx
    .deleteFrom('sessions')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
  await (exceptHash === undefined ? query : query.where('token_hash', '!=', exceptHash)).execute()
}

/** Sessions of one organization's user that are over; kept short at each login. */
export async function deleteExpiredSessions(
  trx: Trx,
  organizationId: number,
  userId: number,
  now: Date,
): Promise<void> {
  await trx
    .deleteFrom('sessions')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('expires_at', '<=', now)
    .execute()
}
