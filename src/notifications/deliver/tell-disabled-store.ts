/** Tells the owner that a callback is served no more. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'
import { raise } from '../operations.ts'
import type { Disabled } from './result-store.ts'

/** In the transaction that disabled it. */
export async function tellDisabled(trx: Kysely<Schema>, disabled: Disabled): Promise<void> {
  const { id, organizationId } = disabled.lease
  const { rows } = await sql<{
    account_id: number
    instance_id: number | null
    destination: string
  }>`
    select account_id, instance_id, destination from subscriptions
    where id = ${id} and organization_id = ${organizationId}`.execute(trx)
  const [row] = rows
  if (row === undefined) return
  await raise(trx, {
    organizationId,
    accountId: row.account_id,
    instanceId: row.instance_id ?? undefined,
    type: 'callback.disabled',
    data: {
      subscriptionId: id,
      url: row.destination,
      reason: disabled.reason,
      status: disabled.status ?? null,
      failure: disabled.failure ?? null,
    },
  })
}
