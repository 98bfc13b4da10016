/**
 * Webhooks with a signature that nobody's secret made. They are nobody's yet, so their table names no organization:
 * their connector and the vendor's account do.
 */
import { sql, type Kysely } from 'kysely'
import { noticeWith } from '../../storage/notices.ts'
import type { Schema } from '../../storage/schema.ts'

type Db = Kysely<Schema>

/** Wakes those who judge them again, on every node; the payload `kept` says that it will be time in a few seconds. */
export const quarantineChannel = 'quarantined_webhooks'
export const keptNotice = 'kept'

export interface QuarantineBounds {
  readonly rows: number
  /** Of one account of a vendor. */
  readonly rowsOfAccount: number
  readonly bytes: number
  readonly hours: number
}

export interface QuarantinedWebhook {
  readonly connectorKey: string
  readonly account: string
  readonly eventId: string
  readonly contentType: string
  readonly headers: Readonly<Record<string, string>>
  readonly raw: Buffer
}

/**
 * Keeps one, to be judged once more in a few seconds: an instance may have been made while it was judged. Within the
 * bounds: an account that has its share keeps what it has, otherwise the oldest go. Answers whether it is kept now, be it
 * since an earlier arrival.
 */
export async function keepQuarantined(
  trx: Db,
  webhook: QuarantinedWebhook,
  bounds: QuarantineBounds,
): Promise<boolean> {
  // One at a time over all nodes, so that the bounds hold.
  await sql`select pg_advisory_xact_lock(hashtext('quarantined_webhooks'))`.execute(trx)
  const { rows } = await sql`
    insert into quarantined_webhooks
      (connector_key, vendor_account_id, vendor_event_id, content_type, headers, raw, due_at)
    select ${webhook.connectorKey}, ${webhook.account}, ${webhook.eventId}, ${webhook.contentType},
           ${JSON.stringify(webhook.headers)}::jsonb, ${webhook.raw}, now() + interval '5 seconds'
    where (select count(*) from quarantined_webhooks
           where connector_key = ${webhook.connectorKey} and vendor_account_id = ${webhook.account})
          < ${bounds.rowsOfAccount}
    on conflict do nothing
    returning 1`.execute(trx)
  if (rows.length > 0) {
    await makeRoom(trx, bounds)
    await noticeWith(trx, quarantineChannel, keptNotice)
    return true
  }
  const known = await sql`
    select from quarantined_webhooks
    where connector_key = ${webhook.connectorKey} and vendor_account_id = ${webhook.account}
      and vendor_event_id = ${webhook.eventId}`.execute(trx)
  return known.rows.length > 0
}

async function makeRoom(trx: Db, bounds: QuarantineBounds): Promise<void> {
  await sql`
    delete from quarantined_webhooks where id in (
      select id from (
        select id, row_number() over newest as number, sum(length(raw)) over newest as bytes
        from quarantined_webhooks window newest as (order by id desc)
      ) counted where number > ${bounds.rows} or bytes > ${bounds.bytes}
    )`.execute(trx)
}

export async function removeOldQuarantined(db: Db, hours: number): Promise<void> {
  await sql`
    delete from quarantined_webhooks where received_at < now() - make_interval(hours => ${hours})`.execute(
    db,
  )
}

/** What is kept of this account is judged again when the transaction commits. */
export async function judgeAgain(trx: Db, connectorKey: string, account: string): Promise<void> {
  const { rows } = await sql`
    update quarantined_webhooks set due_at = now()
    where connector_key = ${connectorKey} and vendor_account_id = ${account}
    returning 1`.execute(trx)
  if (rows.length > 0) await noticeWith(trx, quarantineChannel, '')
}

/** All that are kept, also those that are being judged: a secret that many instances share may have changed. */
export async function judgeAllAgain(db: Db): Promise<void> {
  await sql`
    update quarantined_webhooks set due_at = now() where due_at is null or due_at <= now()`.execute(
    db,
  )
}

/** One that is to be judged; `dueAt` tells whether meanwhile it became due once more. */
export interface DueWebhook extends QuarantinedWebhook {
  readonly id: number
  readonly receivedAt: Date
  readonly dueAt: string
}

/** Some that are due. Nothing is locked: judging takes look-ups, and may be done twice. */
export async function dueQuarantined(db: Db, limit: number): Promise<DueWebhook[]> {
  const rows = await db
    .selectFrom('quarantined_webhooks')
    .selectAll()
    .select(sql<string>`due_at::text`.as('due'))
    .where('due_at', '<=', sql<Date>`now()`)
    .orderBy('due_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    receivedAt: row.received_at,
    dueAt: row.due,
    connectorKey: row.connector_key,
    account: row.vendor_account_id,
    eventId: row.vendor_event_id,
    contentType: row.content_type,
    headers: row.headers,
    raw: row.raw,
  }))
}

/** Takes these out, for as long as the transaction commits; answers which: another node may have been quicker. */
export async function releaseQuarantined(
  trx: Db,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    delete from quarantined_webhooks where id in (
      select id from quarantined_webhooks where id = any(${[...ids]}::bigint[]) order by id for update
    ) returning id`.execute(trx)
  return new Set(rows.map(({ id }) => id))
}

/** They wait until something changes; those for which something did while they were judged stay due. */
export async function keepWaiting(
  db: Db,
  judged: readonly Pick<DueWebhook, 'id' | 'dueAt'>[],
): Promise<void> {
  await sql`
    update quarantined_webhooks w set due_at = null
    from unnest(${judged.map(({ id }) => id)}::bigint[], ${judged.map(({ dueAt }) => dueAt)}::text[])
      as judged (id, due_at)
    where w.id = judged.id and w.due_at = judged.due_at::timestamptz`.execute(db)
}
