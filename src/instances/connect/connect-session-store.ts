/** Connect sessions in the database. Tokens are there as keyed hashes only, fixed configuration sealed. */
import { sql, type Kysely, type Selectable } from 'kysely'
import type { ConnectSessionTable, Schema } from '../../storage/schema.ts'

export type ConnectSessionRow = Selectable<ConnectSessionTable>

type Db = Kysely<Schema>

export type NewConnectSession = Omit<
  ConnectSessionRow,
  | 'organization_id'
  | 'outcome'
  | 'connected_instance_id'
  | 'last_reason'
  | 'attempts'
  | 'claim'
  | 'claimed_until'
  | 'ended_at'
>

export async function insertConnectSession(
  trx: Db,
  organizationId: number,
  session: NewConnectSession,
): Promise<void> {
  await trx
    .insertInto('connect_sessions')
    .values({ ...session, organization_id: organizationId })
    .execute()
}

/** The session of a token. The token is the credential; its row names the `organization_id`. */
export async function findByToken(
  db: Db,
  tokenHash: Buffer,
): Promise<ConnectSessionRow | undefined> {
  return db
    .selectFrom('connect_sessions')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
}

/** Who may frame the page of a session, asked by a browser that has shown nothing yet, of whatever `organization_id`. */
export async function findAllowedOrigins(db: Db, id: string): Promise<readonly string[]> {
  const row = await db
    .selectFrom('connect_sessions')
    .select('allowed_origins')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.allowed_origins ?? []
}

export async function findConnectSession(
  db: Db,
  organizationId: number,
  id: string,
  accountId?: number,
): Promise<ConnectSessionRow | undefined> {
  let query = db
    .selectFrom('connect_sessions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
  if (accountId !== undefined) query = query.where('account_id', '=', accountId)
  return query.executeTakeFirst()
}

export interface ConnectSessionFilter {
  readonly accountId?: number | undefined
  readonly endUserId?: string | undefined
  /** The last one of the page before. */
  readonly after?: { readonly createdAt: Date; readonly id: string } | undefined
  readonly limit: number
}

/** The newest first. */
export async function listConnectSessions(
  db: Db,
  organizationId: number,
  { accountId, endUserId, after, limit }: ConnectSessionFilter,
): Promise<ConnectSessionRow[]> {
  let query = db
    .selectFrom('connect_sessions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (accountId !== undefined) query = query.where('account_id', '=', accountId)
  if (endUserId !== undefined) query = query.where('end_user_id', '=', endUserId)
  if (after !== undefined) {
    query = query.where(sql<boolean>`(created_at, id) < (${after.createdAt}, ${after.id})`)
  }
  return query.execute()
}

/** How many of an organization's sessions can still be used, and how many were made since a moment. */
export async function countConnectSessions(
  db: Db,
  organizationId: number,
  now: Date,
  since: Date,
): Promise<{ open: number; recent: number }> {
  return db
    .selectFrom('connect_sessions')
    .select((e) => [
      e.fn
        .countAll<number>()
        .filterWhere('outcome', 'is', null)
        .filterWhere('expires_at', '>', now)
        .as('open'),
      e.fn.countAll<number>().filterWhere('created_at', '>', since).as('recent'),
    ])
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
}

/** Counts one more try; false when the session is over or had its tries. */
export async function countAttempt(
  db: Db,
  organizationId: number,
  id: string,
  now: Date,
  most: number,
): Promise<boolean> {
  const result = await db
    .updateTable('connect_sessions')
    .set({ attempts: sql`attempts + 1` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .where('expires_at', '>', now)
    .where('attempts', '<', most)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Takes the session for one try; false while another one is under way, or when it is over. */
export async function claimConnectSession(
  db: Db,
  organizationId: number,
  id: string,
  claim: string,
  now: Date,
  until: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('connect_sessions')
    .set({ claim, claimed_until: until })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .where('expires_at', '>', now)
    .where((e) => e.or([e('claimed_until', 'is', null), e('claimed_until', '<=', now)]))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Gives a session back after a try that failed, with the word for why. */
export async function releaseConnectSession(
  db: Db,
  organizationId: number,
  id: string,
  claim: string,
  reason: string,
): Promise<void> {
  await db
    .updateTable('connect_sessions')
    .set({ claim: null, claimed_until: null, last_reason: reason })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('claim', '=', claim)
    .execute()
}

/** Notes why a try failed that never held the session, such as a refusal at the vendor. */
export async function noteFailure(
  db: Db,
  organizationId: number,
  id: string,
  reason: string,
): Promise<void> {
  await db
    .updateTable('connect_sessions')
    .set({ last_reason: reason })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .execute()
}

/** Uses the session up, in the transaction that stores the instance; false when the claim is no longer good. */
export async function settleConnectSession(
  trx: Db,
  organizationId: number,
  id: string,
  claim: string,
  instanceId: number,
  now: Date,
): Promise<boolean> {
  const result = await trx
    .updateTable('connect_sessions')
    .set({
      ...over(now),
      outcome: 'connected',
      connected_instance_id: instanceId,
      last_reason: null,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .where('claim', '=', claim)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Ends a session that was not used; false when it is over already. */
export async function revokeConnectSession(
  trx: Db,
  organizationId: number,
  id: string,
  now: Date,
): Promise<boolean> {
  const result = await trx
    .updateTable('connect_sessions')
    .set({ ...over(now), outcome: 'revoked' })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What is no longer needed goes with the end. */
function over(now: Date) {
  return { claim: null, claimed_until: null, configuration_sealed: null, ended_at: now }
}

/** Erases the fixed configuration of sessions of every `organization_id` that have expired; answers how many. */
export async function eraseExpired(db: Db, now: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    update connect_sessions set configuration_sealed = null
    where id in (
      select id from connect_sessions
      where expires_at <= ${now} and configuration_sealed is not null
      order by expires_at limit ${limit} for update skip locked)`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** Deletes sessions of every `organization_id` that expired before a moment; answers how many. */
export async function deleteOld(db: Db, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from connect_sessions
    where id in (
      select id from connect_sessions where expires_at < ${before}
      order by expires_at limit ${limit} for update skip locked)`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** Keeps what a person typed before being sent to the vendor, under the state of that consent. */
export async function insertGiven(
  db: Db,
  organizationId: number,
  stateHash: Buffer,
  sealed: Buffer,
): Promise<void> {
  const flow = { state_hash: stateHash, organization_id: organizationId, given_sealed: sealed }
  await db.insertInto('connect_flows').values(flow).execute()
}

/** Undefined when nothing was asked for. */
export async function findGiven(
  db: Db,
  organizationId: number,
  stateHash: Buffer,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('connect_flows')
    .select('given_sealed')
    .where('organization_id', '=', organizationId)
    .where('state_hash', '=', stateHash)
    .executeTakeFirst()
  return row?.given_sealed
}
