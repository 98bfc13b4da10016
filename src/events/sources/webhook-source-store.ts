/** What those who receive webhooks know of an instance's webhook source: that it lives, or could not be registered. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'
import { lockWebhookSource, settleState } from './liveness-store.ts'
import type { Source } from './source.ts'

type Db = Kysely<Schema>

/** Its registration failed; `reason` is for people. */
export async function breakWebhookSource(
  trx: Db,
  owner: Pick<Source, 'organizationId' | 'instanceId'>,
  reason: string,
): Promise<void> {
  const source = await lockWebhookSource(trx, owner)
  if (source === undefined) return
  await writeFailures(trx, source, source.failures + 1)
  await settleState(trx, source, { state: 'broken', reason })
}

/** Its registration went through; nothing was heard since. What broke it otherwise is not mended by that. */
export async function mendWebhookSource(
  trx: Db,
  owner: Pick<Source, 'organizationId' | 'instanceId'>,
): Promise<void> {
  const source = await lockWebhookSource(trx, owner)
  if (source === undefined || source.failures === 0) return
  await writeFailures(trx, source, 0)
  if (source.state === 'broken')
    await settleState(trx, source, { state: 'waiting', reason: undefined })
}

async function writeFailures(
  trx: Db,
  { id, organizationId }: Source,
  failures: number,
): Promise<void> {
  await trx
    .updateTable('event_sources')
    .set({ failures })
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .execute()
}

/** Webhooks came for these, so many seconds ago. What that means for their states is judged with all the others. */
export async function proveWebhookSources(
  db: Db,
  heard: readonly { organizationId: number; instanceId: number; secondsAgo: number }[],
): Promise<void> {
  if (heard.length === 0) return
  await sql`
    update event_sources s
    set last_proof_at = greatest(s.last_proof_at, heard.at), last_event_at = greatest(s.last_event_at, heard.at)
    from (
      select organization_id, instance_id, now() - make_interval(secs => seconds_ago) as at
      from unnest(
        ${heard.map((one) => one.organizationId)}::bigint[], ${heard.map((one) => one.instanceId)}::bigint[],
        ${heard.map((one) => one.secondsAgo)}::double precision[]
      ) as t (organization_id, instance_id, seconds_ago)
      order by instance_id
    ) heard
    where s.organization_id = heard.organization_id and s.instance_id = heard.instance_id and s.kind = 'webhook'`.execute(
    db,
  )
}
