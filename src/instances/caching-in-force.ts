/**
 * Whether any instance of an organization at a connector remembers answers, so that a write need tell other nodes only
 * then. Looked up when instances are opened, so that a warm write asks the database nothing, and again when an instance
 * begins to remember.
 */
import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { Database } from '../storage/database.ts'
import { noticeWith, type Notices } from '../storage/notices.ts'
import type { Schema } from '../storage/schema.ts'
import { hasCaching } from './instance-store.ts'

const channel = 'instance_caching'
const lifeMs = 120_000
/** As long as an instance stays open. */
const leastLifeMs = 60_000
const mostPairs = 10_000

export interface CachingInForce {
  /** Makes `isOn` known for the next minute. */
  lookUp(organizationId: number, connectorKey: string): Promise<void>
  /** Without a promise when it is known. */
  isOn(organizationId: number, connectorKey: string): boolean | Promise<boolean>
}

export async function createCachingInForce(parts: {
  readonly database: Database
  readonly notices: Pick<Notices, 'subscribe' | 'onReconnect'>
}): Promise<CachingInForce> {
  const known = new LRUCache<string, boolean>({ max: mostPairs, ttl: lifeMs })
  /** Counts what was forgotten, so that an answer from before is not kept after it. */
  let changes = 0
  const forget = (pair?: string) => {
    changes += 1
    if (pair === undefined) known.clear()
    else known.delete(pair)
  }
  await parts.notices.subscribe(channel, forget)
  parts.notices.onReconnect(forget)

  async function ask(organizationId: number, connectorKey: string): Promise<boolean> {
    const before = changes
    const isOn = await hasCaching(parts.database.db, organizationId, connectorKey)
    if (before === changes) known.set(pairOf(organizationId, connectorKey), isOn)
    return isOn
  }
  return {
    async lookUp(organizationId, connectorKey) {
      if (known.getRemainingTTL(pairOf(organizationId, connectorKey)) > leastLifeMs) return
      await ask(organizationId, connectorKey)
    },
    isOn: (organizationId, connectorKey) =>
      known.get(pairOf(organizationId, connectorKey)) ?? ask(organizationId, connectorKey),
  }
}

/** Tells all nodes, when the transaction commits, that an instance remembers answers from now on. */
export async function announceCaching(
  trx: Kysely<Schema>,
  organizationId: number,
  connectorKey: string,
): Promise<void> {
  await noticeWith(trx, channel, pairOf(organizationId, connectorKey))
}

function pairOf(organizationId: number, connectorKey: string): string {
  return `${organizationId} ${connectorKey}`
}
