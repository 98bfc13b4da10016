/**
 * The subscription of an instance follows its configuration. What is told while that has no callback waits, and goes out
 * when there is one again; what an address that was given up did not take is kept until somebody asks.
 */
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import type { Vault } from '../vault/seal.ts'
import { readHeaderText } from './custom-headers.ts'
import { keepForPull } from './deliver/job-store.ts'
import { instanceTopic } from './notification.ts'
import {
  newWebhookSecret,
  openConfig,
  sealConfig,
  type SubscriptionConfig,
} from './subscription-config.ts'
import {
  insertSubscription,
  nextSubscriptionId,
  readCallback,
  updateSubscription,
  type SubscriptionChange,
  type SubscriptionRow,
} from './subscription-store.ts'
import { waitingReasons } from './subscription.ts'
import { wakeSenders } from './wake-senders.ts'

/** What an instance's configuration says. */
export interface CallbackSettings {
  readonly enabled: boolean
  readonly callbackUrl: string | undefined
  readonly signatureKey: string | undefined
  /** JSON text of an object of headers. */
  readonly callbackHeaders: string | undefined
  readonly basic: { readonly username: string; readonly password: string } | undefined
}

export interface CallbackOf {
  readonly organizationId: number
  readonly accountId: number
  readonly instanceId: number
  readonly connectorKey: string
  readonly settings: CallbackSettings
}

interface CallbackParts {
  readonly vault: Vault
}

const headersKey = 'event.notification.callback.headers'
const step = 1000

/** In the transaction of the instance's change, which a throw refuses. The address was judged before. */
export async function keepCallback(
  trx: Kysely<Schema>,
  parts: CallbackParts,
  of: CallbackOf,
): Promise<void> {
  const { organizationId, instanceId, settings } = of
  const row = await readCallback(trx, organizationId, instanceId)
  const url = settings.enabled ? settings.callbackUrl : undefined
  if (url === undefined) {
    if (row !== undefined) await pause(trx, row, settings)
  } else if (row === undefined) await create(trx, parts, of, url)
  else await follow(trx, parts, of, row, url)
}

async function pause(
  trx: Kysely<Schema>,
  row: SubscriptionRow,
  { enabled }: CallbackSettings,
): Promise<void> {
  if (!row.active && !isWaiting(row)) return
  const reason = enabled ? 'no_callback_url' : 'events_disabled'
  if (row.inactive_reason === reason) return
  await updateSubscription(trx, row.organization_id, row.id, {
    active: false,
    inactive_reason: reason,
  })
  await wakeSenders(trx, [row.id])
}

async function create(
  trx: Kysely<Schema>,
  { vault }: CallbackParts,
  of: CallbackOf,
  url: string,
): Promise<void> {
  const { organizationId, accountId, instanceId, connectorKey } = of
  const id = await nextSubscriptionId(trx)
  const config = { secret: newWebhookSecret(), ...configOf(of.settings) }
  await insertSubscription(trx, {
    id,
    organization_id: organizationId,
    account_id: accountId,
    instance_id: instanceId,
    origin: 'callback',
    channel: 'webhook',
    topics: [instanceTopic(instanceId, connectorKey)],
    destination: url,
    config_sealed: sealConfig(vault, { organizationId, id }, config),
  })
}

async function follow(
  trx: Kysely<Schema>,
  { vault }: CallbackParts,
  { organizationId, settings }: CallbackOf,
  row: SubscriptionRow,
  url: string,
): Promise<void> {
  const isElsewhere = row.destination !== url
  const place = { organizationId, id: row.id }
  const { secret, previous, ...before } = openConfig(vault, place, row.config_sealed)
  const after = configOf(settings)
  const change: SubscriptionChange = {
    ...(isElsewhere ? { destination: url, failures: 0, rests_until: null } : {}),
    ...(JSON.stringify(before) === JSON.stringify(after)
      ? {}
      : { config_sealed: sealConfig(vault, place, { secret, previous, ...after }) }),
    ...(!row.active && (isWaiting(row) || isElsewhere)
      ? { active: true, inactive_reason: null }
      : {}),
  }
  if (Object.keys(change).length === 0) return
  // Deliveries that the address before did not take do not come as a surprise to this one.
  if (change.active === true && !isWaiting(row))
    while ((await keepForPull(trx, place, step)) === step);
  await updateSubscription(trx, organizationId, row.id, change)
  await wakeSenders(trx, [row.id])
}

function isWaiting(row: SubscriptionRow): boolean {
  return waitingReasons.some((reason) => reason === row.inactive_reason)
}

/** Always the same members in the same order, so that two can be compared as text. */
function configOf(settings: CallbackSettings): Omit<SubscriptionConfig, 'secret' | 'previous'> {
  const headers = readHeaderText(settings.callbackHeaders, `/configuration/${headersKey}`)
  const { signatureKey, basic } = settings
  return {
    ...(signatureKey === undefined ? {} : { signatureKey }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(basic === undefined ? {} : { basic }),
  }
}
