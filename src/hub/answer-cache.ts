/** Remembered answers on all nodes: what one node learns of changes, the others hear. */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../core/clock.ts'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Instances } from '../instances/instances.ts'
import type { OpenInstance } from '../instances/open-instance.ts'
import type { Database } from '../storage/database.ts'
import { noticeWith, type Notices } from '../storage/notices.ts'
import { AnswerMemory } from './answer-memory.ts'

const channel = 'vendor_account_changed'
const usualWaitMs = 500

export interface AnswerCache {
  readonly memory: AnswerMemory
  /**
   * Records of the instance's account at the vendor changed, or may have, by a write. What was remembered of the account
   * is forgotten, here at once and on other nodes as soon as they hear. Never throws.
   */
  accountChanged(instance: OpenInstance): Promise<void>
}

export interface AnswerCacheParts {
  readonly database: Database
  readonly notices: Pick<Notices, 'subscribe'>
  readonly instances: Pick<Instances, 'onForget' | 'isCachingOn'>
  readonly clock: Clock
  readonly log: Log
  /** Longest that the notice to other nodes may hold up who made the change (default 500). */
  readonly longestWaitMs?: number
}

export async function createAnswerCache(parts: AnswerCacheParts): Promise<AnswerCache> {
  const { database, instances, clock, log } = parts
  const longestWaitMs = parts.longestWaitMs ?? usualWaitMs
  const memory = new AnswerMemory({ clock })
  const node = randomUUID()
  // When notices may have been missed, all instances are forgotten.
  instances.onForget((what) => memory.forget(what))
  await parts.notices.subscribe(channel, (payload) => {
    const [from, vendorAccount] = payload.split(' ')
    // This node forgot before; what it has learnt since is fresh.
    if (from !== node && vendorAccount !== undefined) memory.forgetVendorAccount(vendorAccount)
  })

  async function tellOthers(
    { id, vendorAccount }: OpenInstance,
    isCachingOn: boolean | Promise<boolean>,
  ): Promise<void> {
    try {
      if (await isCachingOn) await noticeWith(database.db, channel, `${node} ${vendorAccount}`)
    } catch (error) {
      log.warn({ err: toError(error), instanceId: id }, 'other nodes were not told of a change')
    }
  }

  return {
    memory,
    async accountChanged(instance) {
      memory.forgetVendorAccount(instance.vendorAccount)
      const isCachingOn = instances.isCachingOn(instance)
      if (isCachingOn !== false) await atMost(longestWaitMs, tellOthers(instance, isCachingOn))
    },
  }
}

/** A database that is slow must not hold up who wrote: the notice goes on without them. */
async function atMost(limitMs: number, work: Promise<void>): Promise<void> {
  const done = new AbortController()
  const late = delay(limitMs, undefined, { signal: done.signal }).catch(() => undefined)
  await Promise.race([work, late])
  done.abort()
}
