/**
 * Tables in days (UTC): the days to come are made before anything is written, old ones are dropped whole, so that
 * keeping a table small costs the same however many rows there were.
 */
import { sql, type Kysely } from 'kysely'
import { advisoryLocks } from '../storage/advisory-locks.ts'
import type { Schema } from '../storage/schema.ts'

const dayMs = 86_400_000

export interface DailyTable {
  readonly name: keyof Schema
  /** Days that are kept, today not counted. */
  readonly keptDays: number
}

/**
 * Makes yesterday to three days ahead. In one transaction, one node at a time: whoever calls holds a lock.
 * @param now the time by which days are told apart
 */
export async function makeComingDays(
  trx: Kysely<Schema>,
  name: DailyTable['name'],
  now: Date,
): Promise<void> {
  const today = startOfDay(now)
  const present = new Set((await daysOf(trx, name)).map(({ start }) => start))
  for (let day = -1; day <= 3; day += 1) {
    const start = new Date(today + day * dayMs)
    // What is there needs no lock.
    if (present.has(start.getTime())) continue
    const [from, to] = [dayOf(start), dayOf(new Date(start.getTime() + dayMs))]
    await sql`create table if not exists ${sql.table(`${name}_${from.replaceAll('-', '')}`)}
      partition of ${sql.table(name)}
      for values from (${sql.lit(boundary(name, from))}) to (${sql.lit(boundary(name, to))})`.execute(
      trx,
    )
  }
}

/** Drops what is too old, in a transaction as above. Answers the names of what was dropped. */
export async function dropOld(
  trx: Kysely<Schema>,
  { name, keptDays }: DailyTable,
  now: Date,
): Promise<string[]> {
  const today = startOfDay(now)
  const old = (await daysOf(trx, name)).filter(({ start }) => start < today - keptDays * dayMs)
  for (const { partition } of old) await sql`drop table ${sql.table(partition)}`.execute(trx)
  return old.map(({ partition }) => partition)
}

/**
 * Drops the oldest days until a table is no larger than so many bytes; never today or yesterday. Answers the names of
 * what was dropped.
 */
export async function dropLargest(
  trx: Kysely<Schema>,
  name: DailyTable['name'],
  largestBytes: number,
  now: Date,
): Promise<string[]> {
  const days = await daysOf(trx, name)
  const dropped: string[] = []
  let bytes = days.reduce((sum, day) => sum + day.bytes, 0)
  for (const day of days) {
    if (bytes <= largestBytes || day.start >= startOfDay(now) - dayMs) break
    await sql`drop table ${sql.table(day.partition)}`.execute(trx)
    dropped.push(day.partition)
    bytes -= day.bytes
  }
  return dropped
}

/** One node at a time, until the transaction ends; then no longer for locks of others than a moment. */
export async function lockDays(trx: Kysely<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${advisoryLocks.eventMaintenance})`.execute(trx)
  // Whoever waits for a drop makes all others wait behind him: better to try again in an hour.
  await sql`set local lock_timeout = '3s'`.execute(trx)
}

/**
 * Removes jobs of what was dropped with its day, a step at a time.
 * @returns how many; less than `step` when none are left
 */
export async function dropJobsBefore(
  db: Kysely<Schema>,
  table: 'delivery_jobs' | 'event_jobs',
  before: Date,
  step: number,
): Promise<number> {
  const time = sql.ref(table === 'delivery_jobs' ? 'created_at' : 'received_at')
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ctid in (
      select ctid from ${sql.table(table)} where ${time} < ${before} limit ${step}
    )`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** The days of a table, the oldest first, with their size on disk in bytes. */
export async function daysOf(
  db: Kysely<Schema>,
  name: DailyTable['name'],
): Promise<{ partition: string; start: number; bytes: number }[]> {
  const { rows } = await sql<{ partition: string; bytes: number }>`
    select relid::regclass::text as partition, pg_total_relation_size(relid) as bytes
    from pg_partition_tree(${name}) where isleaf order by 1`.execute(db)
  return rows.flatMap(({ partition, bytes }) => {
    const match = /_(\d{4})(\d{2})(\d{2})$/.exec(partition)
    if (match === null) return []
    const start = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
    return [{ partition, start, bytes }]
  })
}

/** Whether today's and tomorrow's rows have a place. */
export async function hasDays(
  db: Kysely<Schema>,
  name: DailyTable['name'],
  now: Date,
): Promise<boolean> {
  const present = new Set((await daysOf(db, name)).map(({ start }) => start))
  const today = startOfDay(now)
  return present.has(today) && present.has(today + dayMs)
}

function startOfDay(now: Date): number {
  return Math.floor(now.getTime() / dayMs) * dayMs
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/** event_keys are told apart by date, the others by time. */
function boundary(name: DailyTable['name'], day: string): string {
  return name === 'event_keys' ? day : `${day}T00:00:00Z`
}
