/** How many mails go to one address: so many in an hour for each organization, and one that tells how many did not. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'

type Db = Kysely<Schema>

/** Mails to one address in an hour, which begins with the first of them. */
export const mostMails = 60

export interface MailPlace {
  readonly organizationId: number
  readonly subscriptionId: number
  readonly address: string
}

/**
 * Whether a mail may go; if not, it is counted, to be told of when the hour is over. The mail that tells may always go.
 */
export async function takeMail(
  db: Db,
  { organizationId, subscriptionId, address }: MailPlace,
  notificationId: number,
): Promise<boolean> {
  const isOver = sql`q.began_at <= now() - interval '1 hour'`
  const isLeftOut = sql`(not (${isOver}) and q.asked >= ${mostMails}
    and q.summary_id is distinct from ${notificationId}::bigint)`
  const { rows } = await sql<{ may: boolean }>`
    insert into mail_quotas as q (organization_id, address) values (${organizationId}, lower(${address}))
    on conflict (organization_id, address) do update set
      began_at = case when ${isOver} then now() else q.began_at end,
      asked = case when ${isOver} then 1 else q.asked + 1 end,
      left_out = q.left_out + case when ${isLeftOut} then 1 else 0 end,
      subscription_id = case when ${isLeftOut} then ${subscriptionId}::bigint else q.subscription_id end,
      summary_due_at = case when ${isLeftOut} then coalesce(q.summary_due_at, q.began_at + interval '1 hour')
                            else q.summary_due_at end
    returning asked <= ${mostMails} or summary_id is not distinct from ${notificationId}::bigint as may`.execute(
    db,
  )
  return rows[0]?.may === true
}

/** A mail that was not taken by its server does not count. */
export async function giveMailBack(
  db: Db,
  { organizationId, address }: Pick<MailPlace, 'organizationId' | 'address'>,
): Promise<void> {
  await sql`
    update mail_quotas set asked = asked - 1
    where organization_id = ${organizationId} and address = lower(${address}) and asked > 0`.execute(
    db,
  )
}

/** What was not mailed in an hour that is over. */
export interface LeftOut extends MailPlace {
  readonly accountId: number
  readonly count: number
}

/** A step of those to be told; nobody else tells of them before the transaction ends. */
export async function dueSummaries(trx: Db, step: number): Promise<LeftOut[]> {
  const { rows } = await sql<LeftOut>`
    select q.organization_id as "organizationId", q.subscription_id as "subscriptionId", q.address,
           s.account_id as "accountId", q.left_out as count
    from mail_quotas q
    join subscriptions s on s.organization_id = q.organization_id and s.id = q.subscription_id
    where q.summary_due_at <= now() limit ${step} for no key update of q skip locked`.execute(trx)
  return rows
}

/** It was told, by the notification of this id. */
export async function endSummary(
  trx: Db,
  { organizationId, address }: Pick<MailPlace, 'organizationId' | 'address'>,
  notificationId: number,
): Promise<void> {
  await sql`
    update mail_quotas set left_out = 0, summary_due_at = null, summary_id = ${notificationId}
    where organization_id = ${organizationId} and address = ${address}`.execute(trx)
}

/** Removes what says nothing any more: of addresses that got no mail for a day, or whose subscription is gone. */
export async function removeOldQuotas(db: Db): Promise<void> {
  await sql`
    delete from mail_quotas q where q.began_at < now() - interval '1 day'
      and (q.summary_due_at is null or not exists (
        select from subscriptions s where s.organization_id = q.organization_id and s.id = q.subscription_id))`.execute(
    db,
  )
}
