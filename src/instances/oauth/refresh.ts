/**
 * Renews access tokens with refresh tokens. One refresh at a time for a connection, however many callers in however many
 * processes wait: a lease in the database decides who calls the vendor, everybody else waits and reads the outcome.
 *
 * Vendors may rotate refresh tokens and end the grant when an old one is seen again, so: the stored token is read again
 * under the lease before it is spent; which token is about to be spent is on record before the vendor is called, so a
 * crash in between shows; the new tokens are written at once, repeatedly while the database is away; and a grant is
 * declared dead only when the token that the vendor refused is still the stored one.
 */
import { createHash, randomUUID } from 'node:crypto'
import type { AuditTrail } from '../../accounts/audit-trail.ts'
import { PlatformError, toError } from '../../core/errors.ts'
import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import { instanceEvent } from '../instance-event.ts'
import type { Ending } from '../settled.ts'
import { readRecord, type InstanceRecord, type RecordParts } from '../instance-record.ts'
import {
  endTokens,
  giveTokens,
  lockAll,
  refreshTokenKey,
  tokenKey,
  tokenValues,
} from '../shared-tokens.ts'
import { oauthClient, type OAuthClient, type VendorApp } from './oauth-client.ts'
import { endsTheGrant, isPassing, refreshFailure } from './refresh-failure.ts'
import { endLease, giveUpLease, takeLease, writeIntent } from './refresh-store.ts'
import type { TokenAnswer } from './token-answer.ts'
import { nothingWasSent, TokenRefused, type TokenEndpoint } from './token-endpoint.ts'

const pollEveryMs = 200
/** A little longer than a lease, so that waiters outlive a crashed refresher. */
const mostPolls = 225
const mostAttempts = 3

/** `renewed`: newer tokens are stored. `ended`: the instance must be authenticated again. */
export type RefreshOutcome = 'renewed' | 'ended'

export interface RefreshParts extends RecordParts {
  tokenEndpoint: TokenEndpoint
  audit: AuditTrail
  clock: Clock
  log: Log
  /** In [0, 1), for jitter. */
  random: () => number
  /** Resolves after the time, or earlier when the instance is told to have changed. */
  wait: (instanceId: number, delayMs: number) => Promise<void>
  appOf: (record: InstanceRecord) => Promise<VendorApp | undefined>
  ending: Ending
  /** Runs what the definition wants done after a refresh. */
  afterRefresh: (organizationId: number, instanceId: number) => Promise<void>
}

export interface Refresher {
  /**
   * Sees to it that the instance has another access token than `staleToken`. Throws a coded vendor error for failures
   * that pass by themselves; nothing is marked then.
   */
  renew(
    organizationId: number,
    instanceId: number,
    staleToken: string | undefined,
  ): Promise<RefreshOutcome>
}

export function createRefresher(parts: RefreshParts): Refresher {
  const running = new Map<number, Promise<RefreshOutcome>>()
  return {
    renew(organizationId, instanceId, staleToken) {
      const known = running.get(instanceId)
      if (known !== undefined) return known
      const started = renew(parts, organizationId, instanceId, staleToken).finally(() =>
        running.delete(instanceId),
      )
      running.set(instanceId, started)
      return started
    },
  }
}

/** One connection's refresh: which instance asks, and under whose id the lease runs. */
interface Lease {
  organizationId: number
  instanceId: number
  leaseId: number
  owner: string
}

async function renew(
  parts: RefreshParts,
  organizationId: number,
  instanceId: number,
  staleToken: string | undefined,
): Promise<RefreshOutcome> {
  const { db } = parts.database
  const owner = randomUUID()
  for (let poll = 0; poll < mostPolls; poll += 1) {
    const record = await currentRecord(parts, organizationId, instanceId)
    const known = outcomeAlready(record, staleToken)
    if (known !== undefined) return known
    const leaseId = await lowestOf(parts, organizationId, record)
    const taken = await takeLease(db, organizationId, leaseId, owner)
    if (taken !== false) {
      const lease = { organizationId, instanceId, leaseId, owner }
      return refreshUnderLease(parts, lease, staleToken, taken.interrupted)
    }
    await parts.wait(instanceId, pollEveryMs)
  }
  throw new PlatformError(
    'unavailable',
    'The access token is being renewed and that takes too long. Try again',
    {
      headers: { 'retry-after': '5' },
    },
  )
}

async function currentRecord(
  parts: RefreshParts,
  organizationId: number,
  instanceId: number,
): Promise<InstanceRecord> {
  const record = await parts.database.repeatOnConnectionLoss(() =>
    readRecord(parts, organizationId, instanceId),
  )
  if (record === undefined) throw new PlatformError('not_found', 'The instance was deleted')
  return record
}

/** Somebody else may have finished the work meanwhile. */
function outcomeAlready(
  { row, values }: InstanceRecord,
  staleToken: string | undefined,
): RefreshOutcome | undefined {
  if (row.state === 'reauth_required') return 'ended'
  return values[tokenKey] === staleToken ? undefined : 'renewed'
}

async function lowestOf(
  parts: RefreshParts,
  organizationId: number,
  { row }: InstanceRecord,
): Promise<number> {
  const ids = await parts.database.transaction((trx) => lockAll(trx, organizationId, row))
  return ids[0] ?? row.id
}

async function refreshUnderLease(
  parts: RefreshParts,
  lease: Lease,
  staleToken: string | undefined,
  interrupted: Buffer | null,
): Promise<RefreshOutcome> {
  const { db } = parts.database
  const { organizationId, instanceId, leaseId, owner } = lease
  // What the vendor did with the refresh token is unknown from sending until the outcome is stored.
  let settled = true
  try {
    const record = await currentRecord(parts, organizationId, instanceId)
    const known = outcomeAlready(record, staleToken)
    if (known !== undefined) return known
    const refreshToken = record.values[refreshTokenKey]
    const client = refreshToken === undefined ? undefined : await clientOf(parts, record)
    if (refreshToken === undefined || client === undefined) {
      const reason = refreshToken === undefined ? noRefreshToken : appChanged
      return await settleEnded(parts, record, { key: tokenKey, value: staleToken }, reason)
    }
    const intent = createHash('sha256').update(refreshToken).digest()
    const wasInterrupted = interrupted?.equals(intent) ?? false
    if (wasInterrupted) {
      parts.log.warn(
        { instanceId },
        'an earlier refresh was cut off; its refresh token is tried again',
      )
    }
    const answer = await attempt(parts, lease, client, refreshToken, intent, () => {
      settled = false
    })
    if ('refusedAfterLoss' in answer) {
      settled = true
      const reason = wasInterrupted || answer.refusedAfterLoss ? cutOff : refused
      return await settleEnded(parts, record, { key: refreshTokenKey, value: refreshToken }, reason)
    }
    await store(parts, lease, record, refreshToken, answer)
    settled = true
    await parts.afterRefresh(organizationId, instanceId)
    return 'renewed'
  } catch (error) {
    settled ||= error instanceof TokenRefused || nothingWasSent(error)
    throw refreshFailure(error)
  } finally {
    if (settled) await endLease(db, organizationId, leaseId, owner)
    else await giveUpLease(db, organizationId, leaseId, owner)
  }
}

const noRefreshToken = 'The vendor refused the access token, and there is no refresh token'
const appChanged =
  'The vendor app that this instance was authenticated with is no longer the one in force'
const refused =
  'The vendor refused the refresh token (invalid_grant): access was withdrawn or has run out'
const cutOff =
  'A renewal of the token was cut off between the answer of the vendor and its storing, and the vendor takes the old refresh token no more'

/** The client with which the token was issued; undefined when the app in force is another one by now. */
async function clientOf(
  parts: RefreshParts,
  record: InstanceRecord,
): Promise<OAuthClient | undefined> {
  const app = await parts.appOf(record)
  if (app === undefined || record.connector === undefined) return undefined
  if (record.row.vendor_app_id !== null && app.clientId !== record.row.vendor_app_id)
    return undefined
  return oauthClient(record.connector, record.values, app)
}

/** Calls the vendor, again with jitter where it failed in passing. Tells when the grant is over (invalid_grant). */
async function attempt(
  parts: RefreshParts,
  lease: Lease,
  client: OAuthClient,
  refreshToken: string,
  intent: Buffer,
  sending: () => void,
): Promise<TokenAnswer | { refusedAfterLoss: boolean }> {
  let answerWasLost = false
  for (let number = 1; ; number += 1) {
    const { organizationId, leaseId, owner } = lease
    const mine = await writeIntent(parts.database.db, organizationId, leaseId, owner, intent)
    if (!mine)
      throw new PlatformError(
        'unavailable',
        'The renewal of the access token was overtaken. Try again',
      )
    sending()
    try {
      return await parts.tokenEndpoint.refresh(client, refreshToken)
    } catch (error) {
      if (endsTheGrant(error)) return { refusedAfterLoss: answerWasLost }
      if (number >= mostAttempts || !isPassing(error)) throw error
      answerWasLost ||= !(error instanceof TokenRefused) && !nothingWasSent(error)
      parts.log.info(
        { err: toError(error), instanceId: lease.instanceId, number },
        'refresh is tried again',
      )
      await parts.wait(lease.instanceId, parts.random() * 250 * 2 ** number)
    }
  }
}

/** All of the connection get the new tokens, unless it was authenticated anew meanwhile. */
async function store(
  parts: RefreshParts,
  lease: Lease,
  record: InstanceRecord,
  spentToken: string,
  answer: TokenAnswer,
): Promise<void> {
  const { organizationId, instanceId } = lease
  const tokens = tokenValues(answer, parts.clock.now())
  // The vendor has forgotten the old refresh token: losing the new one now would end the connection.
  await parts.database.repeatOnConnectionLoss(() =>
    parts.database.transaction(async (trx) => {
      const ids = await lockAll(trx, organizationId, record.row)
      const now = await readRecord(parts, organizationId, instanceId, undefined, trx)
      if (now?.values[refreshTokenKey] !== spentToken) return
      await giveTokens(trx, parts.credentials, organizationId, ids, tokens, record.entries)
      await parts.audit.record(trx, instanceEvent(record.row, 'instance.refreshed'))
    }),
  )
}

/** Reads again before declaring dead: another node or person may have brought new tokens. */
async function settleEnded(
  parts: RefreshParts,
  record: InstanceRecord,
  dead: { key: string; value: string | undefined },
  reason: string,
): Promise<RefreshOutcome> {
  const { organization_id: organizationId, id } = record.row
  const ended = await parts.database.transaction(async (trx) => {
    const ids = await lockAll(trx, organizationId, record.row)
    const dying = await parts.ending(trx, organizationId, ids, () =>
      endTokens(trx, parts.credentials, organizationId, ids, dead, reason),
    )
    if (dying.includes(id)) {
      await parts.audit.record(trx, {
        ...instanceEvent(record.row, 'instance.revoked'),
        status: 401,
      })
    }
    return dying
  })
  parts.log.info({ instanceId: id, ended, reason }, 'a connection needs to be authenticated again')
  return ended.includes(id) ? 'ended' : 'renewed'
}
