/**
 * Whether any instance of an organization at a connector remembers answers, or is told of events, so that a write need
 * tell other nodes, or be written down, only then. Looked up when instances are opened, so that a warm write asks the
 * database nothing, and again when an instance begins to.
 */
import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { Database } from '../storage/database.ts'
import { noticeWith, type Notices } from '../storage/notices.ts'
import type { Schema } from '../storage/schema.ts'
import { findWishes, type Wishes } from './instance-store.ts'

const channel = 'instance_caching'
const lifeMs = 120_000
/** As long as an instance stays open. */
const leastLifeMs = 60_000
const mostPairs = 10_000

export interface CachingInForce {
  /** Makes the others known for the next minute. */
  lookUp(organizationId: number, connectorKey: string): Promise<void>
  /** Without a promise when it is known. */
  isOn(organizationId: number, connectorKey: string): boolean | Promise<boolean>
  /** The same of events. */
  areEventsOn(organizationId: number, connectorKey: string): boolean | Promise<boolean>
}

export async function createCachingInForce(parts: {
  readonly database: Database
  readonly notices: Pick<Notices, 'subscribe' | 'onReconnect'>
}): Promise<CachingInForce> {
  const known = new LRUCache<string, Wishes>({ max: mostPairs, ttl: lifeMs })
  /** Counts what was forgotten, so that an answer from before is not kept after it. */
  let changes = 0
  const forget = (pair?: string) => {
    changes += 1
    if (pair === undefined) known.clear()
    else known.delete(pair)
  }
  await parts.notices.subscribe(channel, forget)
  parts.notices.onReconnect(forget)

  async function ask(organizationId: number, connectorKey: string): Promise<Wishes> {
    const before = changes
    const wishes = await findWishes(parts.database.db, organizationId, connectorKey)
    if (before === changes) known.set(pairOf(organizationId, connectorKey), wishes)
    return wishes
  }
  function wish(name: keyof Wishes, organizationId: number, connectorKey: string) {
    const wishes = known.get(pairOf(organizationId, connectorKey))
    return wishes === undefined
      ? ask(organizationId, connectorKey).then((asked) => asked[name])
      : wishes[name]
  }
  return {
    async lookUp(organizationId, connectorKey) {
      if (known.getRemainingTTL(pairOf(organizationId, connectorKey)) > leastLifeMs) return
      await ask(organizationId, connectorKey)
    },
    isOn: (organizationId, connectorKey) => wish('caching', organizationId, connectorKey),
    areEventsOn: (organizationId, connectorKey) => wish('events', organizationId, connectorKey),
  }
}

/** Tells all nodes, when the transaction commits, that an instance remembers answers, or is told of events, from now on. */
export async function announceWish(
  trx: Kysely<Schema>,
  organizationId: number,
  connectorKey: string,
): Promise<void> {
  await noticeWith(trx, channel, pairOf(organizationId, connectorKey))
}

function pairOf(organizationId: number, connectorKey: string): string {
  return `${organizationId} ${connectorKey}`
}
