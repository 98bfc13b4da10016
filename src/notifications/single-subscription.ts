/** Where single messages go: an address gets a subscription without topics, which is used again the next time. */
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import type { Vault } from '../vault/seal.ts'
import {
  newWebhookSecret,
  openConfig,
  sealConfig,
  type SubscriptionConfig,
} from './subscription-config.ts'
import {
  insertSubscription,
  nextSubscriptionId,
  readSingle,
  updateSubscription,
} from './subscription-store.ts'

export interface SingleDestination {
  readonly organizationId: number
  readonly accountId: number
  /** An answer to a call of this instance; null for a mail of the account. */
  readonly instanceId: number | null
  /** A URL, or a mail address. */
  readonly destination: string
  /** How the request is signed and authenticated. */
  readonly config?: Omit<SubscriptionConfig, 'secret' | 'previous'> | undefined
}

/**
 * The subscription of an address, made when there is none and served again when it was given up: somebody asks for it
 * now. Answers its id, for `subscriptionId` of a notification in the same transaction. Who calls has judged the address.
 */
export async function singleSubscription(
  trx: Kysely<Schema>,
  vault: Vault,
  single: SingleDestination,
): Promise<number> {
  const { organizationId, accountId, instanceId, destination, config = {} } = single
  const isMail = instanceId === null
  if ((await readSingle(trx, single)) === undefined) {
    const id = await nextSubscriptionId(trx)
    await insertSubscription(trx, {
      id,
      organization_id: organizationId,
      account_id: accountId,
      instance_id: instanceId,
      origin: isMail ? 'mail' : 'answer',
      channel: isMail ? 'email' : 'webhook',
      topics: [],
      destination,
      config_sealed: sealConfig(
        vault,
        { organizationId, id },
        { secret: newWebhookSecret(), ...config },
      ),
    })
  }
  // Also when somebody else made it at the same moment.
  const row = await readSingle(trx, single)
  if (row === undefined) throw new Error('A subscription that was just made is not there')
  const place = { organizationId, id: row.id }
  const { secret, previous, ...before } = openConfig(vault, place, row.config_sealed)
  if (row.active && JSON.stringify(before) === JSON.stringify(config)) return row.id
  await updateSubscription(trx, organizationId, row.id, {
    active: true,
    inactive_reason: null,
    config_sealed: sealConfig(vault, place, { secret, previous, ...config }),
  })
  return row.id
}
