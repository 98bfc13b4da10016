/**
 * The place for webhooks with a signature that nobody's secret made: for a short time and in bounds. They are judged
 * again when an instance of their account is made or changed, and delivered then.
 */
import type { Kysely } from 'kysely'
import type { Log } from '../../core/log.ts'
import { createWorkLoop } from '../../jobs/work-loop.ts'
import type { Database } from '../../storage/database.ts'
import type { Notices } from '../../storage/notices.ts'
import type { Schema } from '../../storage/schema.ts'
import { addEvents } from '../add-events-store.ts'
import type { NewEvent } from '../event.ts'
import { createLimiter } from './limiter.ts'
import {
  dueQuarantined,
  judgeAgain,
  judgeAllAgain,
  keepQuarantined,
  keepWaiting,
  keptNotice,
  quarantineChannel,
  releaseQuarantined,
  removeOldQuarantined,
  type DueWebhook,
  type QuarantineBounds,
  type QuarantinedWebhook,
} from './quarantine-store.ts'

export const quarantineBounds: QuarantineBounds = {
  rows: 5000,
  rowsOfAccount: 100,
  bytes: 64 * 1024 * 1024,
  hours: 24,
}
/** Larger ones are not kept. */
const largestKept = 64 * 1024
const batch = 50
/** A little later than what was just kept is due. */
const soonMs = 5500

export interface Quarantine {
  /** Answers whether it is kept. Throws `unavailable` (503) when too many come at once. */
  keep(webhook: QuarantinedWebhook): Promise<boolean>
  /** Within the transaction of an instance's change. */
  judgeAgain(trx: Kysely<Schema>, connectorKey: string, account: string): Promise<void>
  /** Soon; after a change that may concern any of them. */
  judgeAll(): void
  start(): void
  close(): Promise<void>
}

export interface QuarantineParts {
  readonly database: Database
  readonly notices: Pick<Notices, 'subscribe'>
  readonly log: Log
  /** The events that it has become, now that more is known; empty while it is nobody's. */
  readonly judge: (webhook: QuarantinedWebhook, receivedAt: Date) => Promise<readonly NewEvent[]>
  /** Told how many were delivered after all. */
  readonly released: (count: number) => void
}

interface Judged {
  readonly webhook: DueWebhook
  readonly events: readonly NewEvent[]
}

export async function createQuarantine(parts: QuarantineParts): Promise<Quarantine> {
  const { database, log } = parts
  // One after the other, as the bounds are kept over all nodes; strangers must not hold connections meanwhile.
  const limit = createLimiter({ mostRunning: 1, mostWaiting: 100 })
  let isAllDue = false
  let timer: NodeJS.Timeout | undefined
  const loop = createWorkLoop({
    failure: 'the quarantine of webhooks was not judged again',
    work,
    log,
    beatMs: 600_000,
  })

  function wakeSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      loop.wake()
    }, soonMs).unref()
  }

  async function work(): Promise<boolean> {
    await removeOldQuarantined(database.db, quarantineBounds.hours)
    if (isAllDue) {
      isAllDue = false
      await judgeAllAgain(database.db)
    }
    const due = await dueQuarantined(database.db, batch)
    // Outside of a transaction: no connection is held while others are asked for.
    const judged: Judged[] = []
    for (const webhook of due) {
      judged.push({ webhook, events: await parts.judge(webhook, webhook.receivedAt) })
    }
    await release(judged.filter(({ events }) => events.length > 0))
    const waiting = judged.flatMap(({ webhook, events }) => (events.length === 0 ? webhook : []))
    if (waiting.length > 0) await keepWaiting(database.db, waiting)
    return due.length === batch
  }

  async function release(proven: readonly Judged[]): Promise<void> {
    if (proven.length === 0) return
    const count = await database.transaction(async (trx) => {
      const mine = await releaseQuarantined(
        trx,
        proven.map(({ webhook }) => webhook.id),
      )
      await addEvents(
        trx,
        proven.flatMap(({ webhook, events }) => (mine.has(webhook.id) ? events : [])),
      )
      return mine.size
    })
    parts.released(count)
  }

  await parts.notices.subscribe(quarantineChannel, (payload) => {
    if (payload === keptNotice) wakeSoon()
    else loop.wake()
  })
  return {
    async keep(webhook) {
      if (webhook.raw.length > largestKept) return false
      return limit(() =>
        database.transaction((trx) => keepQuarantined(trx, webhook, quarantineBounds)),
      )
    },
    judgeAgain,
    judgeAll() {
      isAllDue = true
      wakeSoon()
    },
    start: () => loop.start(),
    close() {
      clearTimeout(timer)
      return loop.close()
    },
  }
}
