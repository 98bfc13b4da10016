/**
 * Puts every stored secret under the first master key, so that older keys can leave the list. Runs beside a working
 * server: each value is replaced only if it is still the one that was read, so a newer write always wins.
 *
 * Before it runs, every node must know the new key; until it has ended, every node must keep the old ones.
 */
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { installationPlace } from './installation-store.ts'
import { sealContext, sealedColumns, type SealedTable } from './sealed-columns.ts'
import { createSealer, type Sealer, SealError } from './sealer.ts'

export interface RotationResult {
  /** Values that are now under the first key and were not before. */
  readonly rewritten: number
  /** Values that no key in the list opens; they stay as they are. */
  readonly failed: readonly SealError[]
}

type Name = string | number | Buffer

interface SealedRow {
  readonly organizationId: number
  readonly names: readonly Name[]
  readonly sealed: Buffer
}

/** What one walk over a table met. */
interface Walk {
  readonly rewritten: number
  /** Rows that somebody else wrote between our read and our write. */
  readonly overtaken: number
  readonly failed: readonly SealError[]
}

/** Few enough to hold, many enough to be quick. */
const batchSize = 500

/** More walks than this mean that somebody keeps writing under an older key. */
const mostWalks = 20

/**
 * Rewrites the lookup key and all columns of `sealed-columns.ts`. Each table is walked until a walk finds nothing
 * to do, for rows may appear behind it while it goes on.
 * @throws SealError when the lookup key does not open; Error when somebody keeps writing under an older key
 */
export async function resealAll(
  database: Database,
  masterKeys: readonly Buffer[],
): Promise<RotationResult> {
  const sealer = createSealer(masterKeys)
  let rewritten = await resealLookupKey(database, sealer)
  const failed: SealError[] = []
  for (const table of Object.keys(sealedColumns) as SealedTable[]) {
    for (let walks = 1; ; walks++) {
      const walk = await walkTable(database, sealer, table)
      rewritten += walk.rewritten
      if (walk.rewritten === 0 && walk.overtaken === 0) {
        failed.push(...walk.failed)
        break
      }
      if (walks === mostWalks) {
        throw new Error(
          `Values of ${table} keep being written under an older master key; give every node the new list of keys first`,
        )
      }
    }
  }
  return { rewritten, failed }
}

async function walkTable(database: Database, sealer: Sealer, table: SealedTable): Promise<Walk> {
  let rewritten = 0
  let overtaken = 0
  const failed: SealError[] = []
  let last: SealedRow | undefined
  do {
    const rows = await readOldRows(database, sealer, table, last)
    for (const row of rows) {
      try {
        if (await resealRow(database, sealer, table, row)) rewritten++
        else overtaken++
      } catch (error) {
        if (!(error instanceof SealError)) throw error
        failed.push(error)
      }
    }
    last = rows.at(-1)
  } while (last !== undefined)
  return { rewritten, overtaken, failed }
}

/**
 * The next rows under another key than the first, by tenant and name. The order only lets a walk go on where it was:
 * rows that do not open are passed once and not met again.
 */
async function readOldRows(
  database: Database,
  sealer: Sealer,
  table: SealedTable,
  after: SealedRow | undefined,
): Promise<SealedRow[]> {
  const { column, organization, row: names } = sealedColumns[table]
  const prefix = sealer.currentPrefix
  const position = sql.join([
    sql`coalesce(${sql.ref(organization)}, 0)`,
    ...names.map((name) => sql.ref(name)),
  ])
  const further =
    after === undefined
      ? sql`true`
      : sql`(${position}) > (${sql.join([after.organizationId, ...after.names])})`
  const { rows } = await sql<Record<string, Name>>`
    select coalesce(${sql.ref(organization)}, 0) as row_organization,
           ${sql.ref(column)} as row_sealed,
           ${sql.join(names.map((name, index) => sql`${sql.ref(name)} as ${sql.ref(`name_${index}`)}`))}
    from ${sql.table(table)}
    where ${sql.ref(column)} is not null
      and substring(${sql.ref(column)} from 1 for ${sql.lit(prefix.length)}) <> ${prefix}
      and ${further}
    order by ${position}
    limit ${sql.lit(batchSize)}`.execute(database.db)
  return rows.map((row) => ({
    organizationId: row['row_organization'] as number,
    sealed: row['row_sealed'] as Buffer,
    names: names.map((_name, index) => row[`name_${index}`] as Name),
  }))
}

/** False when the row was written or deleted since it was read. */
async function resealRow(
  database: Database,
  sealer: Sealer,
  table: SealedTable,
  row: SealedRow,
): Promise<boolean> {
  const { column, organization, row: names } = sealedColumns[table]
  const context = sealContext(table, row.organizationId, ...row.names)
  const resealed = sealer.seal(sealer.open(row.sealed, context), context)
  const isTheRow = names.map((name, index) => sql`${sql.ref(name)} = ${row.names[index]}`)
  const result = await sql`
    update ${sql.table(table)}
    set ${sql.ref(column)} = ${resealed}
    where coalesce(${sql.ref(organization)}, 0) = ${row.organizationId}
      and ${sql.join(isTheRow, sql` and `)}
      and ${sql.ref(column)} = ${row.sealed}`.execute(database.db)
  return result.numAffectedRows === 1n
}

/** Without its lookup key the database is of no use, so a key that does not open ends the rotation. */
async function resealLookupKey(database: Database, sealer: Sealer): Promise<number> {
  const row = await database.db
    .selectFrom('installation')
    .select('lookup_key_sealed as sealed')
    .executeTakeFirst()
  const prefix = sealer.currentPrefix
  if (row === undefined || row.sealed.subarray(0, prefix.length).equals(prefix)) return 0
  const plain = sealer.open(row.sealed, installationPlace)
  const result = await database.db
    .updateTable('installation')
    .set({ lookup_key_sealed: sealer.seal(plain, installationPlace) })
    .where('lookup_key_sealed', '=', row.sealed)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
