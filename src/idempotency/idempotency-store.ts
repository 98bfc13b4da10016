/** The rows of idempotency keys. Times are the database's, so that nodes need not agree on theirs. */
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'

/** Names a row. */
export interface KeyPlace {
  readonly organizationId: number
  readonly keyHash: Buffer
}

export interface NewClaim extends KeyPlace {
  readonly requestHash: Buffer
  readonly requestId: string
  /** So long the request may take before its outcome counts as unknown. */
  readonly leaseSeconds: number
  /** So long the key is remembered. */
  readonly keptSeconds: number
}

export interface KeyRow {
  readonly requestHash: Buffer
  readonly requestId: string
  readonly outcome: 'kept' | 'not_kept' | 'unknown' | null
  readonly status: number | null
  readonly sealed: Buffer | null
  /** The lease has not run out. */
  readonly isLeased: boolean
}

export type KeyOutcome =
  | { readonly outcome: 'kept'; readonly status: number; readonly sealed: Buffer }
  | { readonly outcome: 'not_kept' | 'unknown'; readonly status: number }

/** True when the key is the caller's now. One statement decides, however many nodes ask at once; a row that expired gives way. */
export async function insertClaim({ db }: Database, claim: NewClaim): Promise<boolean> {
  const leasedUntil = sql<Date>`now() + ${claim.leaseSeconds} * interval '1 second'`
  const expiresAt = sql<Date>`now() + ${claim.keptSeconds} * interval '1 second'`
  const claimed = await db
    .insertInto('idempotency_keys')
    .values({
      organization_id: claim.organizationId,
      key_hash: claim.keyHash,
      request_hash: claim.requestHash,
      request_id: claim.requestId,
      leased_until: leasedUntil,
      expires_at: expiresAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'key_hash'])
        .doUpdateSet((row) => ({
          request_hash: row.ref('excluded.request_hash'),
          request_id: row.ref('excluded.request_id'),
          outcome: null,
          status: null,
          answer_sealed: null,
          leased_until: row.ref('excluded.leased_until'),
          expires_at: row.ref('excluded.expires_at'),
        }))
        .where('idempotency_keys.expires_at', '<=', sql<Date>`now()`),
    )
    .returning('key_hash')
    .executeTakeFirst()
  return claimed !== undefined
}

/** Undefined when the key is free. */
export async function readKey(
  { db }: Database,
  { organizationId, keyHash }: KeyPlace,
): Promise<KeyRow | undefined> {
  return db
    .selectFrom('idempotency_keys')
    .select([
      'request_hash as requestHash',
      'request_id as requestId',
      'outcome',
      'status',
      'answer_sealed as sealed',
      sql<boolean>`leased_until > now()`.as('isLeased'),
    ])
    .where('organization_id', '=', organizationId)
    .where('key_hash', '=', keyHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
}

/** Says what became of the request. A second run changes nothing. */
export async function saveOutcome(
  { db }: Database,
  { organizationId, keyHash }: KeyPlace,
  requestId: string,
  found: KeyOutcome,
): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({
      outcome: found.outcome,
      status: found.status,
      answer_sealed: found.outcome === 'kept' ? found.sealed : null,
    })
    .where('organization_id', '=', organizationId)
    .where('key_hash', '=', keyHash)
    .where('request_id', '=', requestId)
    .execute()
}

/** Frees the key. */
export async function deleteKey(
  { db }: Database,
  { organizationId, keyHash }: KeyPlace,
  requestId: string,
): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('organization_id', '=', organizationId)
    .where('key_hash', '=', keyHash)
    .where('request_id', '=', requestId)
    .execute()
}

/**
 * Removes expired rows of all organizations, the oldest first and at most `limit`; answers how many. Rows that another
 * node is just removing or claiming anew are skipped.
 */
export async function deleteExpiredKeys({ db }: Database, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from idempotency_keys where (organization_id, key_hash) in (
      select organization_id, key_hash from idempotency_keys
      where expires_at <= now() order by expires_at limit ${limit} for update skip locked)`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0n)
}
