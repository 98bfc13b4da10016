/** The row of an instance's webhooks among the sources of its events, and when it last proved to be alive. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'

type Db = Kysely<Schema>

/** How often something is expected of a webhook, in seconds: a day, as quiet shops change little. */
const periodS = 86_400

export interface SourceOwner {
  readonly organizationId: number
  readonly accountId: number
  readonly instanceId: number
}

/** Unless there is one. */
export async function addWebhookSource(trx: Db, owner: SourceOwner): Promise<void> {
  await trx
    .insertInto('event_sources')
    .values({
      organization_id: owner.organizationId,
      account_id: owner.accountId,
      instance_id: owner.instanceId,
      kind: 'webhook',
      period_s: periodS,
    })
    .onConflict((conflict) => conflict.columns(['instance_id', 'kind', 'resource']).doNothing())
    .execute()
}

export async function removeWebhookSource(
  trx: Db,
  { organizationId, instanceId }: SourceOwner,
): Promise<void> {
  await trx
    .deleteFrom('event_sources')
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('kind', '=', 'webhook')
    .execute()
}

/** Its registration failed; `reason` is for people. */
export async function breakWebhookSource(
  trx: Db,
  organizationId: number,
  instanceId: number,
  reason: string,
): Promise<void> {
  await sql`
    update event_sources
    set state = 'broken', reason = ${reason}, failures = failures + 1,
        state_since = case when state = 'broken' then state_since else now() end
    where organization_id = ${organizationId} and instance_id = ${instanceId} and kind = 'webhook'`.execute(
    trx,
  )
}

/** Its registration went through; nothing was heard yet. */
export async function mendWebhookSource(
  trx: Db,
  organizationId: number,
  instanceId: number,
): Promise<void> {
  await sql`
    update event_sources
    set state = case when last_proof_at is null then 'waiting' else 'live' end, reason = null, failures = 0,
        state_since = now()
    where organization_id = ${organizationId} and instance_id = ${instanceId} and kind = 'webhook'
      and state = 'broken'`.execute(trx)
}

/** Webhooks came for these, so many seconds ago. */
export async function proveWebhookSources(
  db: Db,
  heard: readonly { organizationId: number; instanceId: number; secondsAgo: number }[],
): Promise<void> {
  if (heard.length === 0) return
  await sql`
    update event_sources s
    set last_proof_at = heard.at, last_event_at = heard.at, state = 'live', reason = null, failures = 0,
        state_since = case when s.state = 'live' then s.state_since else heard.at end
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
