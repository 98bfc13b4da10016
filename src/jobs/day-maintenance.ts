/**
 * Keeps the days of events and of notifications: the coming ones are made before anything is written, old ones and what
 * is too much are dropped whole. What it costs does not depend on how many rows there are.
 */
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { createPeriodic, type Periodic } from '../core/periodic.ts'
import type { Database } from '../storage/database.ts'
import {
  daysOf,
  dropJobsBefore,
  dropLargest,
  keepDays,
  lockDays,
  type DailyTable,
} from './partitions-store.ts'

export interface KeptTable extends DailyTable {
  /** The oldest days go earlier when the table is larger, but today and yesterday stay. */
  readonly largestBytes: number
}

const gigabyte = 1024 ** 3

/** Seven days, as the old platform kept them. Repeats of events are known for three, since vendors repeat for a day. */
export const keptTables: readonly KeptTable[] = [
  { name: 'events', keptDays: 7, largestBytes: 50 * gigabyte },
  { name: 'event_keys', keptDays: 3, largestBytes: 20 * gigabyte },
  { name: 'notifications', keptDays: 7, largestBytes: 50 * gigabyte },
  { name: 'deliveries', keptDays: 7, largestBytes: 20 * gigabyte },
  { name: 'delivery_attempts', keptDays: 7, largestBytes: 20 * gigabyte },
]

/** The tables that jobs point into. */
const pointedTo = { event_jobs: 'events', delivery_jobs: 'notifications' } as const

const hourMs = 3_600_000
const step = 1000

export interface DayMaintenanceParts {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly tables?: readonly KeptTable[]
}

/** Runs every hour once it is started. */
export interface DayMaintenance extends Periodic {
  /** Makes and drops days now. Throws what the database throws. */
  run(): Promise<void>
}

export function createDayMaintenance(parts: DayMaintenanceParts): DayMaintenance {
  const { database, clock, log, tables = keptTables } = parts

  /** A transaction for each table, so that none is held while another is waited for. */
  async function keep({ name, keptDays, largestBytes }: KeptTable): Promise<string[]> {
    const now = new Date(clock.now())
    return database.transaction(async (trx) => {
      await lockDays(trx)
      const old = await keepDays(trx, { name, keptDays }, now)
      return [...old, ...(await dropLargest(trx, name, largestBytes, now))]
    })
  }

  async function run(): Promise<void> {
    const dropped: string[] = []
    for (const table of tables) dropped.push(...(await keep(table)))
    if (dropped.length === 0) return
    log.info({ dropped }, 'old days of events and notifications were dropped')
    for (const table of ['event_jobs', 'delivery_jobs'] as const) {
      const [oldest] = await daysOf(database.db, pointedTo[table])
      if (oldest === undefined) continue
      const before = new Date(oldest.start)
      while ((await dropJobsBefore(database.db, table, before, step)) === step);
    }
  }

  const failure = 'the maintenance of events and notifications failed'
  return { run, ...createPeriodic({ everyMs: hourMs, work: run, failure, log }) }
}
