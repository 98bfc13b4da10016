/** Where answers of asynchronous calls go: a subscription of the instance for each address, made when it is needed. */
import { randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import { sealContext } from '../vault/sealed-columns.ts'
import type { Vault } from '../vault/seal.ts'

export interface AnswerAddress {
  readonly organizationId: number
  readonly accountId: number
  readonly instanceId: number
  readonly url: string
  /** Key of the old platform's signature. */
  readonly signatureKey: string | undefined
}

/**
 * The instance's own callback when it has this address, as its key and headers hold for it; a subscription for answers
 * otherwise. Answers its id.
 */
export async function answerSubscription(
  trx: Kysely<Schema>,
  vault: Pick<Vault, 'seal'>,
  address: AnswerAddress,
): Promise<number> {
  const { organizationId, accountId, instanceId, url, signatureKey } = address
  // One at a time for an instance, so that an address has one.
  await trx
    .selectFrom('instances')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', instanceId)
    .forNoKeyUpdate()
    .execute()
  const known = await trx
    .selectFrom('subscriptions')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('channel', '=', 'webhook')
    .where('destination', '=', url)
    .orderBy(sql`origin <> 'callback'`)
    .limit(1)
    .executeTakeFirst()
  if (known !== undefined) return known.id
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('subscriptions', 'id')) as id`.execute(trx)
  const id = rows[0]?.id ?? 0
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const config = JSON.stringify({ secret, signatureKey })
  await trx
    .insertInto('subscriptions')
    .values({
      id,
      organization_id: organizationId,
      account_id: accountId,
      instance_id: instanceId,
      origin: 'answer',
      channel: 'webhook',
      topics: [],
      destination: url,
      config_sealed: vault.seal(config, sealContext('subscriptions', organizationId, id)),
    })
    .execute()
  return id
}
