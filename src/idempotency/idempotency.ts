/**
 * A client whose request timed out cannot know whether it was served. With a key of its own choice it may send a
 * creating request again: the first to claim the key is served, everybody else gets that answer or hears why not. What
 * nobody knows the end of, because a server died or a vendor fell silent, is never done twice by itself.
 *
 * A key belongs to one user (and one instance, for calls of a hub) and is remembered for a day. Nodes agree by the
 * database alone.
 */
import { hash } from 'node:crypto'
import type { Database } from '../storage/database.ts'
import type { Vault } from '../vault/seal.ts'
import { sealContext } from '../vault/sealed-columns.ts'
import { fateOf } from './fate.ts'
import {
  deleteKey,
  insertClaim,
  readKey,
  saveOutcome,
  type KeyOutcome,
  type KeyPlace,
  type KeyRow,
} from './idempotency-store.ts'
import { mostKeptBytes, readAnswer, writeAnswer, type KeptAnswer } from './kept-answer.ts'

/** Whose key it is. */
export interface KeyScope {
  readonly organizationId: number
  readonly userId: number
  /** Set for calls of a hub. */
  readonly instanceId: number | undefined
  readonly key: string
}

export interface KeyedRequest {
  readonly requestId: string
  readonly method: string
  /** Path and query as the client wrote them. */
  readonly url: string
  /** As it came. */
  readonly body: Uint8Array | undefined
}

/** A key that a request holds until it is finished. */
export interface HeldKey extends KeyPlace {
  readonly requestId: string
}

/** `requestId` and `status` are those of the first request. */
export type Claim =
  | { readonly kind: 'held'; readonly held: HeldKey }
  | { readonly kind: 'kept'; readonly answer: KeptAnswer }
  | { readonly kind: 'reused' | 'in_progress' | 'unknown'; readonly requestId: string }
  | { readonly kind: 'not_kept'; readonly requestId: string; readonly status: number }

export interface Idempotency {
  claim(scope: KeyScope, request: KeyedRequest): Promise<Claim>
  /** Keeps the answer, frees the key, or notes that the outcome is unknown; `fate.ts` decides. */
  finish(held: HeldKey, answer: KeptAnswer, mayHaveActed: boolean): Promise<void>
}

/** Longer than any request takes. */
const leaseSeconds = 120
const keptSeconds = 86_400
/** A key may come free between two statements, so it is asked for again. */
const mostTries = 3

export function createIdempotency(parts: { database: Database; vault: Vault }): Idempotency {
  const { database, vault } = parts

  function answerOf(place: KeyPlace, row: KeyRow): Claim {
    const { requestId, outcome, sealed } = row
    if (outcome === 'not_kept') return { kind: 'not_kept', requestId, status: row.status ?? 0 }
    if (outcome === 'kept' && sealed !== null) {
      return { kind: 'kept', answer: readAnswer(vault.open(sealed, contextOf(place))) }
    }
    // Whoever claimed it and let the lease run out cannot be asked any more.
    const isRunning = outcome === null && row.isLeased
    return { kind: isRunning ? 'in_progress' : 'unknown', requestId }
  }

  return {
    async claim(scope, request) {
      const { requestId } = request
      const place = { organizationId: scope.organizationId, keyHash: keyHashOf(scope) }
      const requestHash = requestHashOf(request)
      for (let tries = 1; tries <= mostTries; tries += 1) {
        const claim = { ...place, requestHash, requestId, leaseSeconds, keptSeconds }
        if (await insertClaim(database, claim))
          return { kind: 'held', held: { ...place, requestId } }
        const row = await readKey(database, place)
        if (row === undefined) continue
        if (!row.requestHash.equals(requestHash)) {
          return { kind: 'reused', requestId: row.requestId }
        }
        return answerOf(place, row)
      }
      return { kind: 'in_progress', requestId }
    },

    finish(held, answer, mayHaveActed) {
      const fate = fateOf({ status: answer.status, mayHaveActed })
      // While the database restarts the lease goes on, and a second run of either changes nothing.
      return database.repeatOnConnectionLoss(() =>
        fate === 'release'
          ? deleteKey(database, held, held.requestId)
          : saveOutcome(database, held, held.requestId, outcomeOf(held, answer, fate)),
      )
    },
  }

  function outcomeOf(held: HeldKey, answer: KeptAnswer, fate: 'keep' | 'unknown'): KeyOutcome {
    const { status } = answer
    if (fate === 'unknown') return { outcome: 'unknown', status }
    if (answer.body.length > mostKeptBytes) return { outcome: 'not_kept', status }
    return { outcome: 'kept', status, sealed: vault.seal(writeAnswer(answer), contextOf(held)) }
  }

  function keyHashOf({ userId, instanceId, key }: KeyScope): Buffer {
    return vault.lookupHash('idempotency-key', JSON.stringify([userId, instanceId ?? null, key]))
  }

  function requestHashOf({ method, url, body }: KeyedRequest): Buffer {
    const said = hash('sha256', body ?? '', 'hex')
    return vault.lookupHash('idempotency-request', JSON.stringify([method, url, said]))
  }
}

function contextOf({ organizationId, keyHash }: KeyPlace) {
  return sealContext('idempotency_keys', organizationId, keyHash)
}
