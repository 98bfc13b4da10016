/** A subscription as its owner sees it: secrets masked, its health beside. */
import { masked } from '../net/redact.ts'
import type { SubscriptionConfig } from './subscription-config.ts'
import type { InactiveReason } from './subscription.ts'
import type { SubscriptionCounts, SubscriptionRow } from './subscription-store.ts'

export interface SubscriptionView {
  readonly id: number
  readonly channel: string
  readonly topics: string[]
  readonly config: Record<string, unknown>
  readonly active: boolean
  readonly origin: string
  readonly accountId: number
  readonly instanceId?: number
  readonly instanceName?: string
  readonly inactiveReason?: InactiveReason
  readonly inactiveSince?: string
  readonly failures: number
  readonly lastSuccessDate?: string
  readonly lastFailureDate?: string
  readonly lastFailure?: string
  readonly restsUntil?: string
  readonly previousSecretUntil?: string
  readonly createdDate: string
  readonly updatedDate: string
  readonly queued?: number
  readonly waiting?: number
}

/** What other tables know of it. */
type Beside = Partial<SubscriptionCounts> & { readonly instanceName?: string | undefined }

/** @param now for what is over, such as a rest */
export function subscriptionView(
  row: SubscriptionRow,
  config: SubscriptionConfig,
  now: Date,
  { instanceName, ...counts }: Beside = {},
): SubscriptionView {
  const restsUntil = row.rests_until !== null && row.rests_until > now ? row.rests_until : null
  const { previous } = config
  return {
    id: row.id,
    channel: row.channel,
    topics: row.topics,
    config: shownConfig(row, config),
    active: row.active,
    origin: row.origin,
    accountId: row.account_id,
    ...(row.instance_id === null ? {} : { instanceId: row.instance_id }),
    ...(instanceName === undefined ? {} : { instanceName }),
    ...(row.inactive_reason === null
      ? {}
      : { inactiveReason: row.inactive_reason as InactiveReason }),
    ...dated('inactiveSince', row.inactive_since),
    failures: row.failures,
    ...dated('lastSuccessDate', row.last_success_at),
    ...dated('lastFailureDate', row.last_failure_at),
    ...(row.last_failure === null ? {} : { lastFailure: row.last_failure }),
    ...dated('restsUntil', restsUntil),
    ...(previous === undefined || new Date(previous.until) <= now
      ? {}
      : { previousSecretUntil: previous.until }),
    createdDate: row.created_at.toISOString(),
    updatedDate: row.updated_at.toISOString(),
    ...counts,
  }
}

function shownConfig(
  { channel, destination }: SubscriptionRow,
  { signatureKey, headers, basic }: SubscriptionConfig,
): Record<string, unknown> {
  if (channel !== 'webhook') return { [channel === 'email' ? 'email' : 'to']: destination }
  const names = Object.keys(headers ?? {})
  return {
    url: destination,
    ...(signatureKey === undefined ? {} : { signatureKey: masked }),
    ...(names.length === 0
      ? {}
      : { headers: Object.fromEntries(names.map((name) => [name, masked])) }),
    ...(basic === undefined ? {} : { basic: { username: basic.username, password: masked } }),
  }
}

function dated<K extends string>(name: K, date: Date | null): Partial<Record<K, string>> {
  return date === null ? {} : ({ [name]: date.toISOString() } as Record<K, string>)
}
