/** The pull feed: notifications in the order in which their transactions began, none of which is still open. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { daysOf } from '../jobs/partitions-store.ts'
import type { Schema } from '../storage/schema.ts'
import type { StoredNotification } from './notification-store.ts'
import type { Scope } from './scope.ts'

type Db = Kysely<Schema>

/** Rows looked at for one page, so that a narrow filter costs no more than a wide one. */
const mostLooked = 5000
/** As large as a cursor may say. */
const largestId = 999_999_999_999_999
const mostBytes = 16 * 1024 * 1024

/** After which row a reader goes on. */
export interface FeedPlace {
  /** A transaction's number as text; may be too large for a number. */
  readonly writtenBy: string
  readonly id: number
}

export interface FeedFilter {
  readonly topics?: readonly string[] | undefined
  readonly instanceIds?: readonly number[] | undefined
}

export interface FeedPage {
  readonly page: StoredNotification[]
  /** The last row that was looked at; undefined when there was none. */
  readonly last: FeedPlace | undefined
  readonly isMore: boolean
  /** Something that fits was stored and is not shown yet. */
  readonly isHeld: boolean
  /** When this was read, by the time of the database. */
  readonly readAt: Date
}

/**
 * A row is shown only when every transaction that may still write one before it has ended: those that are older than
 * the oldest open one (`pg_snapshot_xmin`). So whoever goes on after the last row misses nothing.
 */
export async function readFeed(
  db: Db,
  { organizationId, accountId }: Scope,
  after: FeedPlace | undefined,
  { topics, instanceIds }: FeedFilter,
  limit: number,
): Promise<FeedPage> {
  const place =
    after === undefined
      ? sql`true`
      : sql`(n.written_by, n.id) > (${after.writtenBy}::xid8, ${after.id}::bigint)`
  const fits = [
    sql`true`,
    ...(accountId === undefined ? [] : [sql`account_id = ${accountId}`]),
    ...(topics === undefined ? [] : [sql`topic = any(${[...topics]}::text[])`]),
    ...(instanceIds === undefined ? [] : [sql`instance_id = any(${[...instanceIds]}::bigint[])`]),
  ]
  const { rows } = await sql<
    StoredNotification & { written_by: string; place: number; fitting: number | null }
  >`
    with looked as (
      select n.*, row_number() over (order by n.written_by, n.id) as place
      from notifications n
      where n.organization_id = ${organizationId} and ${place}
        and n.written_by < pg_snapshot_xmin(pg_current_snapshot())
      order by n.written_by, n.id limit ${mostLooked}
    ), fitting as (
      select *, row_number() over (order by place) as rank,
             sum(octet_length(body)) over (order by place rows unbounded preceding)::float8 as bytes
      from looked where ${sql.join(fits, sql` and `)}
    ), shown as (
      select * from fitting where rank <= ${limit} and (bytes <= ${mostBytes} or rank = 1)
    )
    select id, account_id, instance_id, event_id, kind, topic, severity, body, acknowledged_at, created_at,
           written_by::text as written_by, place, null::bigint as fitting from shown
    union all
    select id, account_id, instance_id, event_id, kind, topic, severity, ''::bytea, null, created_at,
           written_by::text, place, (select count(*) from fitting)
    from (select * from looked order by place desc limit 1) furthest
    order by fitting nulls first, place`.execute(db)
  const furthest = rows.find(({ fitting }) => fitting !== null)
  const page = rows.filter(({ fitting }) => fitting === null)
  const isCut = page.length < (furthest?.fitting ?? 0)
  const last = isCut ? page.at(-1) : furthest
  return {
    page,
    last: last === undefined ? undefined : { writtenBy: last.written_by, id: last.id },
    isMore: isCut || furthest?.place === mostLooked,
    ...(await readState(db, organizationId, fits)),
  }
}

/** The place after everything that can be read now: whoever goes on from it sees what is told from now on. */
export async function feedEnd(db: Db): Promise<{ place: FeedPlace; readAt: Date }> {
  const { rows } = await sql<{ written_by: string; now: Date }>`
    select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text as written_by, now() as now`.execute(
    db,
  )
  const { written_by: writtenBy, now } = rows[0] ?? { written_by: '0', now: new Date(0) }
  // No transaction that is older wrote a row with a larger id than any row can have.
  return { place: { writtenBy, id: largestId }, readAt: now }
}

async function readState(
  db: Db,
  organizationId: number,
  fits: readonly RawBuilder<unknown>[],
): Promise<{ readAt: Date; isHeld: boolean }> {
  const { rows } = await sql<{ now: Date; is_held: boolean }>`
    select now() as now, exists (
      select from notifications where organization_id = ${organizationId}
        and written_by >= pg_snapshot_xmin(pg_current_snapshot()) and ${sql.join(fits, sql` and `)}
    ) as is_held`.execute(db)
  return { readAt: rows[0]?.now ?? new Date(0), isHeld: rows[0]?.is_held ?? false }
}

/** The day before which nothing is kept; undefined while there are no days. */
export async function oldestDay(db: Db): Promise<Date | undefined> {
  const [first] = await daysOf(db, 'notifications')
  return first === undefined ? undefined : new Date(first.start)
}
