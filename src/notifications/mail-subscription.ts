import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import type { Vault } from '../vault/seal.ts'
import { newWebhookSecret, sealConfig } from './subscription-config.ts'
import {
  findMailSubscription,
  insertSubscription,
  nextSubscriptionId,
} from './subscription-store.ts'
import { keepInUse } from './unused-subscriptions-store.ts'

/**
 * The subscription of an account for single mails to an address: one without topics, made when there is none. Answers
 * its id, for `subscriptionId` of a notification in the same transaction.
 */
export async function mailSubscription(
  trx: Kysely<Schema>,
  vault: Vault,
  owner: { readonly organizationId: number; readonly accountId: number },
  destination: string,
): Promise<number> {
  const known = await findMailSubscription(trx, owner, destination)
  if (known !== undefined && (await keepInUse(trx, owner.organizationId, known))) return known
  const { organizationId, accountId } = owner
  const id = await nextSubscriptionId(trx)
  await insertSubscription(trx, {
    id,
    organization_id: organizationId,
    account_id: accountId,
    instance_id: null,
    origin: 'mail',
    channel: 'email',
    topics: [],
    destination,
    config_sealed: sealConfig(vault, { organizationId, id }, { secret: newWebhookSecret() }),
  })
  // Somebody else may have made it at the same moment.
  return (await findMailSubscription(trx, owner, destination)) ?? id
}
