/** Keeps the days of usage records: the coming ones are made before anything is written, old ones are dropped whole. */
import type { Clock } from '../core/clock.ts'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { UsageStore } from './usage-store.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const keptDays = 30
/** Yesterday for records that were late, today, and three days in case the timer stands still. */
const daysAhead = 5

export interface UsageMaintenanceParts {
  store: Pick<UsageStore, 'alone'>
  clock: Clock
  log: Log
}

export interface UsageMaintenance {
  /** Makes and drops partitions now; one node at a time. Throws what the database throws. */
  run(): Promise<void>
  /** Runs every hour from now on. */
  start(): void
  close(): void
}

export function createUsageMaintenance(parts: UsageMaintenanceParts): UsageMaintenance {
  const { store, clock, log } = parts
  let timer: NodeJS.Timeout | undefined

  function run(): Promise<void> {
    return store.alone(async (days) => {
      const now = clock.now()
      await days.ensurePartitions(new Date(now - dayMs), daysAhead)
      const dropped = await days.dropPartitions(new Date(now - keptDays * dayMs))
      if (dropped.length > 0) log.info({ dropped }, 'old usage records were dropped')
    })
  }

  return {
    run,
    start() {
      timer ??= setInterval(() => {
        run().catch((error: unknown) => {
          log.error({ err: toError(error) }, 'the maintenance of usage records failed')
        })
      }, hourMs)
      timer.unref()
    },
    close() {
      clearInterval(timer)
      timer = undefined
    },
  }
}
