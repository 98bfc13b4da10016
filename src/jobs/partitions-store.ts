/**
 * Tables in days (UTC): the days to come are made before anything is written, old ones are dropped whole, so that
 * keeping a table small costs the same however many rows there were.
 */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'

const dayMs = 86_400_000

export interface DailyTable {
  readonly name: keyof Schema
  /** Days that are kept, today not counted. */
  readonly keptDays: number
}

/**
 * Makes yesterday to three days ahead and drops what is too old. In one transaction, one node at a time: whoever calls
 * holds a lock. Answers the names of what was dropped.
 * @param now the time by which days are told apart
 */
export async function keepDays(
  trx: Kysely<Schema>,
  { name, keptDays }: DailyTable,
  now: Date,
): Promise<string[]> {
  const today = Math.floor(now.getTime() / dayMs) * dayMs
  for (let day = -1; day <= 3; day += 1) {
    const start = new Date(today + day * dayMs)
    const [from, to] = [dayOf(start), dayOf(new Date(start.getTime() + dayMs))]
    await sql`create table if not exists ${sql.table(`${name}_${from.replaceAll('-', '')}`)}
      partition of ${sql.table(name)}
      for values from (${sql.lit(boundary(name, from))}) to (${sql.lit(boundary(name, to))})`.execute(
      trx,
    )
  }
  const old = (await daysOf(trx, name)).filter(({ start }) => start < today - keptDays * dayMs)
  for (const { partition } of old) await sql`drop table ${sql.table(partition)}`.execute(trx)
  return old.map(({ partition }) => partition)
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

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/** event_keys are told apart by date, the others by time. */
function boundary(name: DailyTable['name'], day: string): string {
  return name === 'event_keys' ? day : `${day}T00:00:00Z`
}
