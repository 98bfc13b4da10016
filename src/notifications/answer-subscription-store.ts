/** Where answers of asynchronous calls go: a subscription of the instance for each address, made when it is needed. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import type { Vault } from '../vault/seal.ts'
import { newWebhookSecret, sealConfig } from './subscription-config.ts'
import {
  insertSubscription,
  nextSubscriptionId,
  updateSubscription,
  type SubscriptionRow,
} from './subscription-store.ts'
import { keepInUse } from './unused-subscriptions-store.ts'
import { wakeSenders } from './wake-senders.ts'

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
 * otherwise, which is served again when its address had been given up: somebody has just named it. Answers its id.
 */
export async function answerSubscription(
  trx: Kysely<Schema>,
  vault: Pick<Vault, 'seal'>,
  address: AnswerAddress,
): Promise<number> {
  const known = await find(trx, address)
  if (known === undefined) return add(trx, vault, address)
  const isOwn = known.origin === 'callback'
  if (!isOwn && !(await keepInUse(trx, address.organizationId, known.id)))
    return add(trx, vault, address)
  const wasGivenUp = known.inactive_reason === 'gone' || known.inactive_reason === 'failures'
  if (!isOwn && wasGivenUp) {
    const fresh = { active: true, inactive_reason: null, failures: 0, rests_until: null }
    await updateSubscription(trx, address.organizationId, known.id, fresh)
    await wakeSenders(trx, [known.id])
  }
  return known.id
}

async function find(
  trx: Kysely<Schema>,
  { organizationId, instanceId, url }: AnswerAddress,
): Promise<Pick<SubscriptionRow, 'id' | 'origin' | 'inactive_reason'> | undefined> {
  return trx
    .selectFrom('subscriptions')
    .select(['id', 'origin', 'inactive_reason'])
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('destination', '=', url)
    .where((e) =>
      e.or([
        e('origin', '=', 'callback'),
        // as its index has it: there may be many addresses
        e.and([e('origin', '=', 'answer'), e(sql`md5(destination)`, '=', sql`md5(${url}::text)`)]),
      ]),
    )
    .orderBy(sql`origin <> 'callback'`)
    .limit(1)
    .executeTakeFirst()
}

async function add(
  trx: Kysely<Schema>,
  vault: Pick<Vault, 'seal'>,
  address: AnswerAddress,
): Promise<number> {
  const { organizationId, accountId, instanceId, url, signatureKey } = address
  const id = await nextSubscriptionId(trx)
  const config = { secret: newWebhookSecret(), signatureKey }
  await insertSubscription(trx, {
    id,
    organization_id: organizationId,
    account_id: accountId,
    instance_id: instanceId,
    origin: 'answer',
    channel: 'webhook',
    topics: [],
    destination: url,
    config_sealed: sealConfig(vault, { organizationId, id }, config),
  })
  // Somebody else may have made it at the same moment.
  return (await find(trx, address))?.id ?? id
}
