/** Subscriptions that were made by the way, for single mails and for answers of calls, until nobody needs them. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'

type Db = Kysely<Schema>

/** Longer than deliveries are kept, today and the day that `used_at` may be late counted. */
const unusedDays = 9

/**
 * Whether one is still there; if so it stays as long as what is told in the same transaction can be looked at. Written
 * down once a day at most: who removes waits for that, or was first.
 */
export async function keepInUse(trx: Db, organizationId: number, id: number): Promise<boolean> {
  const { rows } = await sql`
    with known as (
      select used_at < now() - interval '1 day' as is_old from subscriptions
      where organization_id = ${organizationId} and id = ${id}
    ), kept as (
      update subscriptions set used_at = now()
      where organization_id = ${organizationId} and id = ${id} and (select is_old from known)
      returning id
    )
    select from known where not is_old union all select from kept`.execute(trx)
  return rows.length > 0
}

/**
 * Removes those without a delivery, made or to be made, in a step. One that somebody switched off stays, or it would be
 * made again and served.
 * @returns how many; less than `step` when none are left
 */
export async function removeUnused(db: Db, step: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from subscriptions where id in (
      select s.id from subscriptions s
      where s.origin in ('answer', 'mail') and s.used_at < now() - make_interval(days => ${unusedDays})
        and s.inactive_reason is distinct from 'disabled'
        and not exists (select from delivery_jobs j
                        where j.organization_id = s.organization_id and j.subscription_id = s.id)
        and not exists (select from deliveries d
                        where d.organization_id = s.organization_id and d.subscription_id = s.id)
      limit ${step} for update skip locked
    )`.execute(db)
  return Number(numAffectedRows ?? 0)
}
