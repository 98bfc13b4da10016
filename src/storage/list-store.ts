/** Pages of lists that may be long, and how many rows they have, at a cost that does not grow with the table. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Schema } from './schema.ts'

/** Which part of a list is wanted: what follows a place, or so many rows from its beginning. */
export interface AskedPage<Place> {
  readonly pageSize: number
  /** Rows to be left out at the beginning; 0 when a place is there. */
  readonly offset: number
  readonly after: Place | undefined
}

export interface ListPage<Row> {
  readonly rows: readonly Row[]
  readonly isMore: boolean
  /** Of the whole list; undefined behind a token, and where counting would cost too much. */
  readonly total: number | undefined
}

/** Larger lists are not counted. */
export const mostCounted = 10_000
/** Rows that are looked at to count those that fit. */
export const mostLooked = 20_000

/**
 * Counts only where the page itself does not tell how many there are, and not again for the pages that follow it by token.
 * @param read so many rows of the wanted part, at most
 * @param cut those that have room on the page, at least one; all by default
 */
export async function pageOfList<Row>(
  { pageSize, offset, after }: AskedPage<unknown>,
  read: (limit: number) => Promise<readonly Row[]>,
  count: () => Promise<number | undefined>,
  cut: (rows: readonly Row[]) => readonly Row[] = (rows) => rows,
): Promise<ListPage<Row>> {
  const found = await read(pageSize + 1)
  const rows = cut(found.slice(0, pageSize))
  const isMore = found.length > rows.length
  if (after !== undefined) return { rows, isMore, total: undefined }
  const isEnd = !isMore && (rows.length > 0 || offset === 0)
  return { rows, isMore, total: isEnd ? offset + rows.length : await count() }
}

/** Which part of a list is wanted: by the token of the page before, or so many items from its beginning. */
export type TokenPage = Omit<AskedPage<never>, 'after'> & { readonly nextPage: string | undefined }

export interface ViewPage<View> {
  readonly views: View[]
  /** Undefined on the last page. */
  readonly nextPage: string | undefined
  /** Of the whole list; undefined where it is not counted. */
  readonly total: number | undefined
}

/** @param tokenOf the token of the page that begins after a row */
export function viewPage<Row, View>(
  { rows, isMore, total }: ListPage<Row>,
  views: View[],
  tokenOf: (last: Row) => string,
): ViewPage<View> {
  const last = rows.at(-1)
  return { views, nextPage: isMore && last !== undefined ? tokenOf(last) : undefined, total }
}

export interface CountedRows {
  readonly table: RawBuilder<unknown>
  /** By which the conditions name it. */
  readonly as: string
  /** Joined to the rows that are looked at; leaves none of them out. */
  readonly join?: RawBuilder<unknown>
  /** What an index narrows: the tenant, a time. */
  readonly within: RawBuilder<unknown>
  readonly fits: RawBuilder<unknown>
}

/** How many rows fit; undefined when more than `mostCounted` do, or more than `mostLooked` had to be looked at. */
export async function countRows(
  db: Kysely<Schema>,
  { table, as, join, within, fits }: CountedRows,
): Promise<number | undefined> {
  const name = sql.ref(as)
  const { rows } = await sql<{ found: number; is_cut: boolean | null }>`
    select count(*)::int as found, bool_or(place > ${mostLooked}) as is_cut from (
      select place from (
        select ${name}.*, row_number() over () as place from ${table} ${name}
        where ${within} limit ${mostLooked + 1}
      ) ${name} ${join ?? sql``}
      where place > ${mostLooked} or (${fits}) limit ${mostCounted + 1}
    ) counted`.execute(db)
  const { found, is_cut: isCut } = rows[0] ?? { found: 0, is_cut: null }
  return isCut === true || found > mostCounted ? undefined : found
}
