/**
 * Keeps the days of events and of notifications: the coming ones are made before anything is written, old ones and what
 * is too much are dropped whole. What it costs does not depend on how many rows there are.
 */
import type { Kysely } from 'kysely'
import type { Clock } from '../core/clock.ts'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { createPeriodic, type Periodic } from '../core/periodic.ts'
import type { Database } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'
import {
  daysOf,
  dropJobsBefore,
  dropLargest,
  dropOld,
  hasDays,
  lockDays,
  makeComingDays,
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
  /** Makes and drops days now. Throws only when a table has no place for today's or tomorrow's rows afterwards. */
  run(): Promise<void>
}

export function createDayMaintenance(parts: DayMaintenanceParts): DayMaintenance {
  const { database, clock, log, tables = keptTables } = parts

  /**
   * A transaction for each table, so that none is held while another is waited for; what fails at one is tried again
   * in an hour, and keeps no other from its days.
   */
  async function each<T>(
    failure: string,
    work: (trx: Kysely<Schema>, table: KeptTable, now: Date) => Promise<T>,
  ): Promise<T[]> {
    const done: T[] = []
    for (const table of tables) {
      try {
        const now = new Date(clock.now())
        done.push(
          await database.transaction(async (trx) => {
            await lockDays(trx)
            return work(trx, table, now)
          }),
        )
      } catch (error) {
        log.error({ err: toError(error), table: table.name }, failure)
      }
    }
    return done
  }

  async function checkDays(): Promise<void> {
    const now = new Date(clock.now())
    for (const { name } of tables) {
      if (await hasDays(database.db, name, now)) continue
      throw new Error(`The table ${name} has no partition for today or tomorrow (UTC)`)
    }
  }

  async function run(): Promise<void> {
    await each('days to come could not be made', (trx, { name }, now) =>
      makeComingDays(trx, name, now),
    )
    const gone = await each('old days could not be dropped', async (trx, table, now) => {
      const old = await dropOld(trx, table, now)
      return [...old, ...(await dropLargest(trx, table.name, table.largestBytes, now))]
    })
    try {
      await forget(gone.flat())
    } catch (error) {
      log.error({ err: toError(error) }, 'jobs of old days could not be removed')
    }
    await checkDays()
  }

  /** Jobs that point into what was dropped go as well. */
  async function forget(dropped: readonly string[]): Promise<void> {
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
