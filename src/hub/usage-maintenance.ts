/** Keeps the days of usage records: the coming ones are made before anything is written, old ones are dropped whole. */
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { createPeriodic, type Periodic } from '../core/periodic.ts'
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

/** Runs every hour once it is started. */
export interface UsageMaintenance extends Periodic {
  /** Makes and drops partitions now; one node at a time. Throws what the database throws. */
  run(): Promise<void>
}

export function createUsageMaintenance(parts: UsageMaintenanceParts): UsageMaintenance {
  const { store, clock, log } = parts

  function run(): Promise<void> {
    return store.alone(async (days) => {
      const now = clock.now()
      await days.ensurePartitions(new Date(now - dayMs), daysAhead)
      const dropped = await days.dropPartitions(new Date(now - keptDays * dayMs))
      if (dropped.length > 0) log.info({ dropped }, 'old usage records were dropped')
    })
  }

  const failure = 'the maintenance of usage records failed'
  return { run, ...createPeriodic({ everyMs: hourMs, work: run, failure, log }) }
}
