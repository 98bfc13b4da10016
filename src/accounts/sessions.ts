/**
 * Sessions of people who logged in. A token is shown once and kept as a hash only. A session ends twelve hours
 * after its last use and at the latest a week after it began, whatever its use.
 */
import { randomBytes } from 'node:crypto'
import type { Clock } from '../core/clock.ts'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Database } from '../storage/database.ts'
import { noticeWith } from '../storage/notices.ts'
import type { Vault } from '../vault/seal.ts'
import {
  deleteExpiredSessions,
  deleteSession,
  deleteSessions,
  extendSession,
  findUserBySession,
  insertSession,
  listSessions,
  type Trx,
  type UserRow,
} from './account-store.ts'
import type { AuditTrail } from './audit-trail.ts'
import type { Caller } from './caller.ts'

/** A session lasts so long after its last use. */
const idleMs = 12 * 60 * 60_000
/** And no longer than this. */
const longestMs = 7 * 24 * 60 * 60_000
/** Its end is moved at most once in this time, so that reading stays reading. */
const extendAfterMs = 60 * 60_000

export interface SessionParts {
  readonly database: Database
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
  readonly audit: AuditTrail
  /** Told after an end, so that this node need not wait for its own notice. */
  readonly changed: (organizationId: number) => void
}

/** A session as its owner sees it; nothing of the token is in it. */
export interface SessionView {
  readonly beganDate: string
  /** Unless it is used before. */
  readonly expiresDate: string
  /** The one that the question came with. */
  readonly current: boolean
}

export interface Sessions {
  /** The user of a session that is not over; his use moves its end. */
  find(token: string): Promise<UserRow | undefined>
  /** Begins one within the transaction of the login and answers its token. */
  begin(trx: Trx, user: UserRow): Promise<string>
  /** Ends one on all nodes; that it is over already is no error. */
  end(caller: Caller, token: string): Promise<void>
  /** Those of the caller that are not over, the newest first. */
  list(caller: Caller, token: string | undefined): Promise<SessionView[]>
  /** Ends all of the caller's but the one with this token. */
  endOthers(caller: Caller, token: string | undefined): Promise<void>
  hashOf(token: string): Buffer
}

export function createSessions(parts: SessionParts): Sessions {
  const { database, vault, clock, log } = parts
  const { db } = database
  const hashOf = (token: string) => vault.lookupHash('session', token)

  return {
    hashOf,
    async find(token) {
      const tokenHash = hashOf(token)
      const now = clock.now()
      const user = await database.repeatOnConnectionLoss(() =>
        findUserBySession(db, tokenHash, new Date(now)),
      )
      if (user === undefined) return undefined
      const end = Math.min(now + idleMs, user.began_at.getTime() + longestMs)
      if (end - user.expires_at.getTime() > extendAfterMs) {
        // Whoever asks need not wait for it, and a session that was not extended only ends earlier.
        extendSession(db, user.organization_id, tokenHash, new Date(end)).catch((error: unknown) =>
          log.warn({ err: toError(error) }, 'a session could not be extended'),
        )
      }
      return user
    },

    async begin(trx, user) {
      const token = `hws_${randomBytes(32).toString('base64url')}`
      const now = clock.now()
      await deleteExpiredSessions(trx, user.organization_id, user.id, new Date(now))
      await insertSession(trx, user.organization_id, {
        tokenHash: hashOf(token),
        userId: user.id,
        beganAt: new Date(now),
        expiresAt: new Date(now + idleMs),
      })
      return token
    },

    end: (caller, token) =>
      endReported(caller, 'logout', (trx) =>
        deleteSession(trx, caller.organizationId, caller.userId, hashOf(token)),
      ),

    async list({ organizationId, userId }, token) {
      const current = token === undefined ? undefined : hashOf(token)
      const rows = await listSessions(db, organizationId, userId, new Date(clock.now()))
      return rows.map((row) => ({
        beganDate: row.created_at.toISOString(),
        expiresDate: row.expires_at.toISOString(),
        current: current?.equals(row.token_hash) ?? false,
      }))
    },

    endOthers: (caller, token) =>
      endReported(caller, 'logout.elsewhere', async (trx) => {
        const kept = token === undefined ? undefined : hashOf(token)
        await deleteSessions(trx, caller.organizationId, caller.userId, kept)
        return true
      }),
  }

  /** `remove` says whether there was something to end. */
  async function endReported(
    { organizationId, userId }: Caller,
    action: string,
    remove: (trx: Trx) => Promise<boolean>,
  ): Promise<void> {
    await database.transaction(async (trx) => {
      if (!(await remove(trx))) return
      await parts.audit.record(trx, {
        organizationId,
        area: 'authentication',
        action,
        entityId: userId,
      })
      await noticeWith(trx, 'accounts', String(organizationId))
    })
    parts.changed(organizationId)
  }
}
