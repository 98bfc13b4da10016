/** What the room of notifications does by itself, besides delivering. */
import type { Log } from '../core/log.ts'
import { createPeriodic, type Periodic } from '../core/periodic.ts'
import type { Database } from '../storage/database.ts'
import { removeOldQuotas } from './mail-quota-store.ts'
import { tellLeftOut } from './mail-summary.ts'
import { removeUnused } from './unused-subscriptions-store.ts'

export interface UpkeepParts {
  readonly database: Database
  readonly publicUrl: () => string
  readonly log: Log
}

const tellEveryMs = 5000
const removeEveryMs = 600_000
const step = 100

export function createUpkeep(parts: UpkeepParts): Periodic {
  const { database, log } = parts
  const telling = createPeriodic({
    everyMs: tellEveryMs,
    work: async () => {
      while ((await tellLeftOut(parts, step)) === step);
    },
    failure: 'mails that were left out could not be told of',
    log,
  })
  const removing = createPeriodic({
    everyMs: removeEveryMs,
    work: async () => {
      await removeOldQuotas(database.db)
      while ((await removeUnused(database.db, step)) === step);
    },
    failure: 'subscriptions that are not used any more could not be removed',
    log,
  })
  return {
    start() {
      telling.start()
      removing.start()
    },
    async close() {
      await Promise.all([telling.close(), removing.close()])
    },
  }
}
